import { containment, contentBigrams } from './bigrams.ts';
import { isConversation } from './conversation.ts';
import type { Said } from './decisions.ts';
import { type Due, findDue } from './due.ts';
import { under } from './sections.ts';
import { shown } from './sentenceKind.ts';
import { lastWork, type TaskKind, taskKind } from './taskCues.ts';
import { wordTask } from './taskWords.ts';
import { findWho } from './who.ts';

export interface ActionFound {
  readonly what: string;
  readonly who: string;
  readonly due: string;
  /** The sentence that completes it: the request, or the promise or consent that follows it. */
  readonly sentence: string;
  /** The sentence in which it begins. */
  readonly begins: string;
}

interface Task extends ActionFound {
  readonly kind: TaskKind;
  readonly index: number;
  /** True once someone has promised to do what was asked. */
  readonly taken: boolean;
}

const heading =
  /^(?:宿題|アクション(?:アイテム)?|ＴＯＤＯ|TODO|やること|今後の(?:対応|作業|予定)|次回までの?(?:課題|宿題|作業)|対応事項|課題と担当|タスク)(?:事項|一覧)?$/iu;
const consent = /^(?:はい|承知|了解|分かりました|わかりました|かしこまり|承りました|そうします|もちろん)/u;
const onlyWished = /要望(?:に|と)(?:とど|いた|し|させ)/u;
const pronoun = /^(?:そ|こ|あ)(?:れ|の|ちら)/u;

/** Tasks given, promised or left over, by the phrases of minutes and chat: what, who, until when. */
export function actions(said: readonly Said[]): ActionFound[] {
  const found: Task[] = [];
  const lines = said.map((sentence) => sentence.text);
  const listed = under(lines, heading);
  const spoken = isConversation(said);
  said.forEach((sentence, index) => {
    const plain = shown(sentence.text);
    const own = findDue(plain);
    const after = own ? undefined : dueAfter(said, index);
    const due = own ?? after?.due;
    const kind = listed[index] ? 'laid' : taskKind(plain, due, spoken);
    if (!kind || onlyWished.test(said[index + 1]?.text ?? '')) return;
    const named = findWho(plain, sentence.speaker) || (kind === 'promised' ? (sentence.speaker ?? '') : '');
    const taker = !named && kind === 'asked' ? consenting(said, index) : undefined;
    const who = named || (taker?.speaker ?? '');
    const what = wordTask(plain, who, due?.words ?? '');
    // The last sentence it takes to say it all; the check leads it back to where the matter begins.
    const last = taker ?? after?.sentence ?? sentence;
    const task = {
      what,
      who,
      due: due?.words ?? '',
      sentence: last.id,
      begins: sentence.id,
      kind,
      index,
      taken: false,
    };
    const at = found.findIndex((earlier) => isSame(earlier, task, said));
    const known = found[at];
    if (known) found[at] = folded(known, task);
    else found.push(task);
  });
  return found.map(({ what, who, due, sentence, begins }) => ({ what, who, due, sentence, begins }));
}

/** 「調べておきます。次回までに。」「期限は11月中旬とします。」 */
function dueAfter(said: readonly Said[], index: number): { due: Due; sentence: Said } | undefined {
  const next = said[index + 1];
  if (!next || next.speaker !== said[index]?.speaker || next.text.length > 24) return undefined;
  const due = findDue(shown(next.text));
  return due?.firm && (/^.{0,12}まで(?:に)?。?$/u.test(next.text) || /^(?:期限|締切|締め切り)は/u.test(next.text))
    ? { due, sentence: next }
    : undefined;
}

/** A request without a name is taken by whoever answers 「承知しました」 to it. */
function consenting(said: readonly Said[], index: number): Said | undefined {
  const asking = said[index]?.speaker;
  for (const next of said.slice(index + 1, index + 3)) {
    if (next.speaker && next.speaker !== asking) return consent.test(shown(next.text)) ? next : undefined;
    if (taskKind(shown(next.text), undefined, true)) return undefined;
  }
  return undefined;
}

/** 「承知しました。5日までに提出します。」 after 「提出してください」 is the same task. */
function isSame(earlier: Task, task: Task, said: readonly Said[]): boolean {
  const distance = task.index - earlier.index;
  const one = contentBigrams(earlier.what);
  const two = contentBigrams(task.what);
  const alike = Math.max(containment(one, two), containment(two, one));
  const answers = earlier.kind === 'asked' && task.kind === 'promised' && !earlier.taken && distance <= 4;
  if (answers && directly(said.slice(earlier.index, task.index + 1))) {
    const vague = task.what.length <= 6 || pronoun.test(earlier.what);
    const answered = contentBigrams(said[task.index]?.text ?? '');
    const matter = containment(one, answered) >= 0.25 || lastWork(earlier.what) === lastWork(task.what);
    if ((vague && distance <= 3) || matter) return earlier.who === '' || sharesName(earlier.who, task.who);
  }
  return agree(earlier.due, task.due) && agree(earlier.who, task.who) && alike >= (distance <= 6 ? 0.6 : 0.85);
}

/** Only the asker and then the one who promises speak: 「…してください」「はい。…」「…します」. */
function directly(turns: readonly Said[]): boolean {
  const asker = turns[0]?.speaker;
  const promiser = turns.at(-1)?.speaker;
  const change = turns.findIndex((turn) => turn.speaker !== asker);
  return asker !== promiser && turns.slice(change).every((turn) => turn.speaker === promiser);
}

/** What was asked, with who promised it and until when. */
function folded(asked: Task, promised: Task): Task {
  const vague = pronoun.test(asked.what) && promised.what.length > asked.what.length;
  const adds = (!asked.who && promised.who) || (!asked.due && promised.due);
  return {
    ...asked,
    what: vague ? promised.what : asked.what,
    sentence: vague || adds ? promised.sentence : asked.sentence,
    who: asked.who || promised.who,
    due: asked.due || promised.due,
    taken: asked.taken || promised.kind === 'promised',
  };
}

function agree(one: string, other: string): boolean {
  return one === '' || other === '' || one.includes(other) || other.includes(one);
}

/** 「西村さん」 and 「人事課 西村」. */
function sharesName(one: string, other: string): boolean {
  const name = one.replace(/(?:さん|氏|様|君|くん)$/u, '');
  return agree(name, other) || containment(contentBigrams(name), contentBigrams(other)) >= 0.5;
}
