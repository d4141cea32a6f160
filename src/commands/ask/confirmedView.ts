import type { Answer, Choice, Part } from '../../answer.ts';
import type { ConfirmedAnswer } from '../../faq/confirmedAnswers.ts';
import { keptText, questionId } from '../../faq/questionText.ts';

const longDay = new Intl.DateTimeFormat('ja-JP-u-ca-japanese', { dateStyle: 'long', timeZone: 'Asia/Tokyo' });

/** An answer that its department has confirmed, with its sources as they stand now. */
export function confirmedView(asked: string, confirmed: ConfirmedAnswer): Answer {
  const { question, answer, department, on, citations } = confirmed;
  const day = longDay.format(new Date(`${on}T12:00:00+09:00`));
  const parts: Part[] = [
    { kind: 'text', tone: 'quiet', text: `${department}が確認しました（${day}）。` },
    ...(questionId(keptText(question)) === questionId(keptText(asked))
      ? []
      : [{ kind: 'text' as const, tone: 'quiet' as const, text: `質問：${question}` }]),
    { kind: 'text', text: answer },
    { kind: 'citations', title: '根拠の条文', citations },
    {
      kind: 'choices',
      choices: [{ label: '規程から改めて調べる', action: { name: 'ask.rules', data: { text: asked } } }],
    },
  ];
  return { command: 'ask', title: asked, basis: 'confirmed', generated: false, speak: answer, parts };
}

/** The answer with a near question beside it to which a confirmed answer exists. */
export function withOffer(answer: Answer, asked: string, offered: ConfirmedAnswer | undefined): Answer {
  if (offered === undefined) return answer;
  const text = `近い質問に、担当課が確認した回答があります：「${offered.question}」`;
  const choice: Choice = {
    label: '確認した回答を見る',
    action: { name: 'ask.confirmed', data: { id: offered.id, text: asked } },
  };
  const last = answer.parts.at(-1);
  const buttons = last?.kind === 'choices' ? last.choices : [];
  const before = last?.kind === 'choices' ? answer.parts.slice(0, -1) : answer.parts;
  return {
    ...answer,
    parts: [...before, { kind: 'text', text }, { kind: 'choices', choices: [choice, ...buttons] }],
  };
}
