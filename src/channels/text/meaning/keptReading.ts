import type { IncomingMessage } from '../../../conversation/message.ts';
import { audienceSince } from '../state/audience.ts';
import { type Saying, type Step, sentence } from './step.ts';

const REFUSALS = {
  changed:
    'お答えしたあとに、この会話の参加者が変わったため、ここではお見せできません。お手数ですが、もう一度ご質問ください。',
  unknown:
    'お答えしたあとに参加者が変わっていないかを確認できないため、ここではお見せできません。お手数ですが、もう一度ご質問ください。',
} as const;

const KEPT: readonly Saying['kind'][] = ['opened', 'word', 'csv'];

/**
 * What was kept of an answer is read and received only among those for whom the answer was made: somebody may have come
 * to the room since who may not read what it rests on.
 */
export async function amongItsReaders(step: Step, audience: IncomingMessage['audience']): Promise<Step> {
  if (!step.says.some(({ kind }) => KEPT.includes(kind))) return step;
  const since = await audienceSince(step.of?.audience, audience);
  if (since === 'same') return step;
  const refused = sentence(REFUSALS[since]);
  return { ...step, says: step.says.map((saying) => (KEPT.includes(saying.kind) ? refused : saying)) };
}
