import { cardFor } from './cards/card.ts';
import { servePages } from './channels/pages.ts';
import { createServer } from './channels/server.ts';
import { createTeamsChannel } from './channels/teams/teamsChannel.ts';
import {
  composeConversation,
  composeDialogues,
  composeHistory,
  composeMessageMemory,
  composeModel,
} from './compose.ts';
import { composePeople, publicSize, rulesForAudience } from './composeAccess.ts';
import { composeLiveLibrary } from './composeLibrary.ts';
import { composeLogo } from './composeLogo.ts';
import { composeMeaning } from './composeMeaning.ts';
import { composeOpenQuestions, composeQuestions } from './composeQuestions.ts';
import { announcement } from './config/announcement.ts';
import { loadEnvFile } from './config/envFile.ts';
import { type Config, readConfig } from './config.ts';
import { linkPeople } from './conversation/linkPeople.ts';
import { toKanameError } from './errors.ts';
import { createLog, describeError, type Log } from './log.ts';
import { createMetrics } from './metrics.ts';

/** How long running turns may take to finish once the process is told to stop. */
const GRACE_MS = 25_000;
/** How long a question waits for its vector before the search goes by words. */
const QUESTION_MS = 1_000;

/**
 * The process: read the configuration, compose, listen, and stop cleanly on SIGTERM and SIGINT.
 * @returns the exit code: 0 after a clean stop, 1 where it could not start
 */
export async function run(environment: NodeJS.ProcessEnv): Promise<number> {
  try {
    loadEnvFile();
    const config = readConfig(environment);
    return await serve(config, createLog(config.logLevel));
  } catch (thrown) {
    const error = toKanameError(thrown);
    process.stderr.write(`起動できませんでした。${startTrouble(thrown) ?? error.sentence}\n`);
    if (error.code === 'unexpected' && startTrouble(thrown) === undefined)
      process.stderr.write(`${JSON.stringify(describeError(error.cause))}\n`);
    return 1;
  }
}

async function serve(config: Config, log: Log): Promise<number> {
  const now = () => new Date();
  const { directory, identities } = await composePeople(config.directory, log);
  const history = composeHistory(config.store, config, now);
  const meaning = composeMeaning(config.embedding, {
    dataDir: config.dataDir,
    questionMs: QUESTION_MS,
    prunes: true,
    warms: true,
    onTrouble: (thrown) => log.warn('meaning not searched', describeError(thrown)),
  });
  const metrics = createMetrics(meaning.progress);
  const library = await composeLiveLibrary(config, {
    folder: 'with-folder',
    onSkipped: (path, reason) => log.warn('skipped', { path, reason }),
    onTrouble: (thrown) => log.warn('rules not read anew', describeError(thrown)),
    onChange: ({ size }) => log.info('rules changed', { ...size }),
    ...(meaning.findMeaning && { findMeaning: meaning.findMeaning }),
  });
  const { nearness, sentenceVectors } = meaning;
  const model = composeModel(config.model, sentenceVectors);
  const sizeForAll = publicSize(library.current, now);
  const rulesFor = rulesForAudience({ library, directory, log, now });
  const openQuestions = composeOpenQuestions(config.store, config, now);
  const questions = composeQuestions({ store: openQuestions, history, log, now, ...(nearness && { nearness }) });
  const { retentionDays } = config;
  const dialogues = composeDialogues(config.store, config, now);
  const conversation = linkPeople(
    composeConversation({
      rulesFor,
      model,
      ...(sentenceVectors && { sentenceVectors }),
      history,
      questions,
      log,
      metrics,
      now,
    }),
    {
      identities,
      history,
      dialogues,
      retentionDays,
      log,
    },
  );
  const logo = await composeLogo(config, { conversation, dialogues, history, log, metrics, now });
  const server = createServer({
    log,
    metrics: metrics.text,
    ready: async () => {
      const store = await history.check().then(
        () => 'ready',
        () => 'unavailable',
      );
      return {
        ready: store === 'ready',
        details: { store, rules: sizeForAll(), vectors: meaning.progress(), model: model.name, logo: logo.state() },
      };
    },
  });
  const teams = createTeamsChannel({
    conversation,
    cardFor,
    memory: composeMessageMemory(history, config),
    dialogues,
    log,
    now,
    ...config.teams,
  });
  teams.attach(server);
  logo.attach(server);
  servePages(server);
  const { url } = await server.listen(config.port, config.teams === undefined ? '127.0.0.1' : '0.0.0.0');
  logo.start();
  process.stdout.write(`${announcement(url, config, library.size, model.name).join('\n')}\n`);

  const signal = await new Promise<string>((stop) => {
    process.once('SIGTERM', () => stop('SIGTERM'));
    process.once('SIGINT', () => stop('SIGINT'));
  });
  log.info('stopping', { signal });
  // All at once, so that no channel takes messages while another one finishes.
  await Promise.all([server.close(GRACE_MS), teams.stop(GRACE_MS), logo.stop(GRACE_MS)]);
  await meaning.close();
  await openQuestions.close();
  await dialogues.close();
  await history.close();
  return 0;
}

function startTrouble(thrown: unknown): string | undefined {
  const code = (thrown as { code?: unknown } | null)?.code;
  if (code === 'EADDRINUSE')
    return '環境変数 PORT のポートは、ほかのプログラムが使用しています。別の番号を指定してください。';
  if (code === 'EACCES') return '環境変数 PORT のポートを使う権限がありません。1024以上の番号を指定してください。';
  return undefined;
}
