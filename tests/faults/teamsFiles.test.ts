import '../contracts/againWhenBusy.ts';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { cardFor } from '../../src/cards/card.ts';
import { KanameError } from '../../src/errors.ts';
import { createMemoryDialogues } from '../../src/stores/memoryDialogues.ts';
import {
  type FakeConnector,
  fileAttachment,
  fileConsent,
  personalMessage,
  post,
  startFakeConnector,
  submit,
} from '../contracts/fakeConnector.ts';
import { type FakeFileHost, type FileScript, gives, startFakeFileHost } from '../contracts/fakeFileHost.ts';
import { answer, says, startTestBot, type TestBot } from '../contracts/teamsFixture.ts';
import { startWholeBot } from '../conversations/wholeBot.ts';

let connector: FakeConnector;
let host: FakeFileHost;
let bot: TestBot;
let to: { serviceUrl: string };

beforeEach(async () => {
  connector = await startFakeConnector();
  host = await startFakeFileHost();
  to = { serviceUrl: connector.url };
});
afterEach(async () => {
  await bot.close();
  await host.close();
  await connector.close();
});

const CONSENT = 'application/vnd.microsoft.teams.card.file.consent';
const said = () =>
  connector
    .visible()
    .map(({ activity }) => activity.text ?? '')
    .join('\n');
const consents = () => connector.visible().filter(({ activity }) => activity.attachments?.[0]?.contentType === CONSENT);
const contextOf = () => {
  const content = consents()[0]?.activity.attachments?.[0]?.content as { acceptContext?: unknown } | undefined;
  return content?.acceptContext;
};
const drops: FileScript = (_, response) => void response.destroy();
const silent: FileScript = () => undefined;

describe('受け取れないファイル', () => {
  beforeEach(async () => {
    const whole = await startWholeBot();
    bot = await startTestBot((message, signal) => whole.conversation.handle(message, signal), { cardFor });
  });
  const send = async () => {
    const file = fileAttachment('議事録.txt', { downloadUrl: `${host.url}/a`, fileType: 'txt' });
    await post(bot.url, { ...personalMessage('要約', to), attachments: [file] });
    await connector.until(() => connector.visible().some(({ streaming }) => !streaming));
    const last = connector.visible().filter(({ streaming }) => !streaming);
    expect(last).toHaveLength(1);
    return said();
  };

  it.each([
    ['期限が切れた（403）', gives('', 403), 1, '期限が切れた'],
    ['消された（404）', gives('', 404), 1, '期限が切れた'],
    ['保存場所が止まっている（503）', gives('', 503), 3, 'しばらくしてから'],
    ['切れる', drops, 3, 'しばらくしてから'],
    ['応答がない', silent, 3, 'しばらくしてから'],
  ])('%s：ファイルの名前と、どうすればよいかを一度だけ伝える', async (_, script, calls, words) => {
    host.script(script);
    const sentence = await send();
    expect(sentence).toContain('「議事録.txt」');
    expect(sentence).toContain(words);
    expect(sentence).not.toContain(host.url);
    expect(host.calls).toHaveLength(calls);
  });

  it('一度切れても、二度目に届けば答える', async () => {
    const record =
      '佐藤：説明会は12月3日に行います。\n田中：資料は来週までに送ってください。\n佐藤：承知しました。会場は第1会議室です。';
    host.script((call, response, index) => (index === 0 ? drops : gives(record))(call, response, index));
    expect(await send()).not.toContain('読み取れません');
    expect(host.calls).toHaveLength(2);
  });
});

describe('保存できないファイル', () => {
  const dialogues = createMemoryDialogues({ now: () => new Date() });
  beforeEach(async () => {
    bot = await startTestBot(says([{ kind: 'accepted' }, { kind: 'final', answer: answer(), turn: 't' }]), {
      dialogues,
    });
    await post(bot.url, submit('teams.word', { title: '通知' }, { draft: '本文' }, to));
    await connector.until(() => consents().length === 1);
  });
  const accept = (uploadInfo: object = { uploadUrl: `${host.url}/up`, name: 'a.docx' }) =>
    post(bot.url, fileConsent('accept', contextOf(), { ...to, card: consents()[0]?.id ?? '' }, uploadInfo));

  it.each([
    ['期限が切れた（404）', gives('', 404), 1],
    ['止まっている（500）', gives('', 500), 3],
    ['切れる', drops, 3],
    ['応答がない', silent, 3],
    ['途中までしか受け取られない（202）', gives('{}', 202), 1],
  ])('%s：そう伝え、新しい確認でもう一度渡せる', async (_, script, calls) => {
    host.script(script);
    expect((await accept()).status).toBe(200);
    await connector.until(() => said().includes('お渡しできませんでした') && consents().length === 1);
    expect(host.calls).toHaveLength(calls);
    host.script(gives('{}', 201));
    await accept();
    await connector.until(() => JSON.stringify(connector.visible()).includes('file.info'));
  });

  it('一度切れても、二度目に保存できれば、それでよい', async () => {
    host.script((call, response, index) => (index === 0 ? gives('', 503) : gives('{}', 201))(call, response, index));
    await accept();
    await connector.until(() => JSON.stringify(connector.visible()).includes('file.info'));
    expect(said()).not.toContain('お渡しできませんでした');
  });

  it('保存先の書かれていない許可でも、そう伝える', async () => {
    await accept({});
    await connector.until(() => said().includes('お渡しできませんでした'));
    expect(host.calls).toEqual([]);
  });

  it('Teamsが確認の取り消しを拒んでも、ファイルは渡す', async () => {
    host.script(gives('{}', 201));
    connector.script(({ method }) => (method === 'DELETE' ? { status: 500, body: {} } : undefined));
    await accept();
    await connector.until(() => JSON.stringify(connector.visible()).includes('file.info'));
  });
});

describe('覚える場所が使えないとき', () => {
  const fails = async () => {
    throw new KanameError('store_unavailable', '保存先に接続できませんでした。');
  };
  const dialogues = { put: fails, get: fails, clear: fails, close: async () => {} };

  it('ファイルを渡せないと伝え、リセットの回答は妨げない', async () => {
    const reset = answer({ command: 'reset', title: '消去しました', forgets: true });
    bot = await startTestBot(says([{ kind: 'accepted' }, { kind: 'final', answer: reset, turn: 't' }]), { dialogues });
    await post(bot.url, submit('teams.word', { title: '通知' }, { draft: '本文' }, to));
    await connector.until(() => said().includes('保存先に接続できませんでした'));
    await post(bot.url, personalMessage('リセット', to));
    await connector.until(() => connector.visible().length === 2);
    await connector.until(() => bot.logged().includes('teams.offers_not_forgotten'));
  });
});
