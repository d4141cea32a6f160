import { composeOpenQuestions } from '../composeQuestions.ts';
import type { Config } from '../config.ts';
import { KanameError } from '../errors.ts';
import { keptText } from '../faq/questionText.ts';
import { citationNow } from '../faq/sources.ts';
import type { RuleNotes } from '../faq/table/columns.ts';
import { dayInJapan } from '../japanese/datesOfPeriods.ts';
import type { RuleLibrary } from '../policy/library.ts';
import { createMasking } from '../privacy/createMasking.ts';
import type { OpenQuestion, OpenQuestionStore } from '../stores/openQuestions.ts';
import { configFor, type DataDirOption } from './configFor.ts';
import { openRules } from './openRules.ts';

export interface FaqOptions extends DataDirOption {
  readonly json?: boolean;
}

export interface FaqTools {
  readonly config: Config;
  readonly store: OpenQuestionStore;
  /** The rules as the operator sees them, today; opened with the first call. */
  readonly rules: () => Promise<RuleLibrary>;
}

const now = () => new Date();

/** ISO date of today in Japan. */
export function today(): string {
  return dayInJapan(now());
}

/** Runs one call of `kaname faq` on the questions of a data directory, and closes what it opened. */
export async function withFaq<T>(options: DataDirOption, work: (tools: FaqTools) => Promise<T>): Promise<T> {
  const config = configFor(options);
  const store = composeOpenQuestions(config.store, config, now);
  let opened: ReturnType<typeof openRules> | undefined;
  const rules = async () => {
    opened ??= openRules(config, 'unless-ingested');
    return (await opened).library;
  };
  try {
    return await work({ config, store, rules });
  } finally {
    const meaning = await opened?.then((one) => one.meaning).catch(() => undefined);
    await meaning?.close();
    await store.close();
  }
}

/** Shorter beginnings of an id are not taken. */
const LEAST_ID = 4;

/**
 * The question with this id, or the only one whose id begins so.
 * @throws KanameError `not_found`
 */
export async function questionNamed(store: OpenQuestionStore, id: string): Promise<OpenQuestion> {
  const found = await store.find(id);
  if (found !== undefined) return found;
  const begun = id.length < LEAST_ID ? [] : (await store.list()).filter((question) => question.id.startsWith(id));
  const [only] = begun;
  if (only !== undefined && begun.length === 1) return only;
  const why = begun.length > 1 ? 'で始まる質問が複数あります' : 'の質問が見つかりません';
  throw new KanameError('not_found', `IDが「${id}」${why}。kaname faq list で確認してください。`);
}

/** A question as it is kept: without personal data. */
export function toKept(text: string): string {
  return keptText(createMasking().mask(text).text);
}

/** What the rules say of a question today. */
export async function notesOn(question: OpenQuestion, library: RuleLibrary): Promise<RuleNotes> {
  const gone: string[] = [];
  if (question.state === 'approved') {
    for (const source of question.sources)
      if ((await citationNow(source, library)) === undefined) gone.push(`${source.title} ${source.label}`);
  }
  const nearest = question.nearest.flatMap(({ article: id }) => {
    const article = library.article(id);
    const document = article && library.document(article.document);
    return article && document ? [`${document.title} ${article.label}`] : [];
  });
  const stale = gone.length === 0 ? '' : `要確認：根拠の条文が変わったため、回答に使っていません（${gone.join('、')}）`;
  return { stale, nearest };
}
