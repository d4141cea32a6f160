// What a room of the fake direct server looks like in a terminal.

const TEXT = 1;
const FILES = [4, 5];
const NOTE = 10;
const [YES_NO, YES_NO_ANSWER, SELECT, SELECT_ANSWER] = [500, 501, 502, 503];

/** Mention mark-up as a client shows it: 「@名前」. */
const withoutMarkup = (text) => text.replaceAll(/\{@:(?:ALL|\d+),\d+\}/g, '');
const indented = (text) => withoutMarkup(String(text)).replaceAll('\n', '\n   │ ');

/** The lines of a message, or nothing where there is nothing to show. */
function bodyOf({ type, content }, notes) {
  switch (type) {
    case TEXT:
      return indented(content);
    case SELECT:
      return [
        indented(content.question),
        ...content.options.map((option, index) => `   │   [${index + 1}] ${option}`),
      ].join('\n');
    case YES_NO:
      return `${indented(content.question)}\n   │   [1] はい　[2] いいえ`;
    case SELECT_ANSWER:
      return `（${Number(content.response) + 1}番を押しました）`;
    case YES_NO_ANSWER:
      return `（「${content.response ? 'はい' : 'いいえ'}」を押しました）`;
    case NOTE: {
      const note = notes.at(-1);
      return `ノート「${note?.title ?? ''}」\n   │ ${indented(note?.text ?? '')}`;
    }
    default:
      return FILES.includes(type) ? `ファイル「${fileName(content)}」` : undefined;
  }
}

function fileName(content) {
  const found = JSON.stringify(content, (_, value) => (typeof value === 'bigint' ? String(value) : value));
  return /"name":"([^"]+)"/.exec(found)?.[1] ?? '';
}

/** A message with its sender above it; undefined for what a client does not show. */
export function messageLines(message, senderName, notes) {
  const body = bodyOf(message, notes);
  return body === undefined ? undefined : `   ┌ ${senderName}\n   │ ${body}`;
}

/** The newest stamp of a room that can be pressed. */
export function lastStamp(messages) {
  return messages.findLast(({ type, isBot }) => isBot && (type === SELECT || type === YES_NO));
}
