import { createConsoleChannel } from '../channels/console/consoleChannel.ts';
import { composeConversation, composeHistory, composeModel } from '../compose.ts';
import { rulesForOperator } from '../composeAccess.ts';
import { createLog } from '../log.ts';
import { createMetrics } from '../metrics.ts';
import { configFor, type DataDirOption } from './configFor.ts';
import { openRules } from './openRules.ts';

/** `kaname chat`: the whole bot in the terminal. */
export async function chat(options: DataDirOption): Promise<void> {
  const config = configFor(options);
  const now = () => new Date();
  const history = composeHistory(config.store, config, now);
  const { library, meaning } = await openRules(config, 'with-folder');
  const conversation = composeConversation({
    rulesFor: rulesForOperator({ library, now }),
    model: composeModel(config.model),
    history,
    log: createLog(config.logLevel === 'info' ? 'error' : config.logLevel),
    metrics: createMetrics(),
    now,
  });
  const channel = createConsoleChannel({ conversation, input: process.stdin, output: process.stdout });
  await channel.ended;
  await meaning.close();
  await history.close();
}
