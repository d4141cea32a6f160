import { createConsoleChannel } from '../channels/console/consoleChannel.ts';
import { composeConversation, composeHistory, composeModel } from '../compose.ts';
import { rulesForOperator } from '../composeAccess.ts';
import { composeOpenQuestions, composeQuestions } from '../composeQuestions.ts';
import { createLog } from '../log.ts';
import { createMetrics } from '../metrics.ts';
import { configFor, type DataDirOption } from './configFor.ts';
import { openRules } from './openRules.ts';

/** `kaname chat`: the whole bot in the terminal. */
export async function chat(options: DataDirOption): Promise<void> {
  const config = configFor(options);
  const now = () => new Date();
  const history = composeHistory(config.store, config, now);
  const openQuestions = composeOpenQuestions(config.store, config, now);
  const { library, meaning } = await openRules(config, 'with-folder');
  const { nearness, sentenceVectors } = meaning;
  const log = createLog(config.logLevel === 'info' ? 'error' : config.logLevel);
  const conversation = composeConversation({
    rulesFor: rulesForOperator({ library, now }),
    model: composeModel(config.model, sentenceVectors),
    ...(sentenceVectors && { sentenceVectors }),
    history,
    questions: composeQuestions({ store: openQuestions, history, log, now, ...(nearness && { nearness }) }),
    log,
    metrics: createMetrics(),
    now,
  });
  const channel = createConsoleChannel({ conversation, input: process.stdin, output: process.stdout });
  await channel.ended;
  await meaning.close();
  await openQuestions.close();
  await history.close();
}
