import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

export interface Metrics {
  onTurn(turn: { command: string; outcome: 'final' | 'failure'; code?: string; ms: number }): void;
  onTokens(use: { prompt: number; completion: number }): void;
  /** A message to which nothing could be sent, not even that it failed. */
  onUndelivered(channel: string): void;
  /** Everything in the Prometheus text format. */
  text(): Promise<string>;
}

/**
 * Counts for operators: how many turns, how long, how they ended. No texts, no names, no ids.
 * @param vectors how far the vectors for the search by meaning are
 */
export function createMetrics(vectors?: () => { readonly done: number; readonly total: number }): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  if (vectors !== undefined) watchVectors(registry, vectors);
  const turns = new Counter({
    name: 'kaname_turns_total',
    help: 'Turns by command and outcome',
    labelNames: ['command', 'outcome', 'code'],
    registers: [registry],
  });
  const seconds = new Histogram({
    name: 'kaname_turn_seconds',
    help: 'Time from a message to its answer',
    labelNames: ['command'],
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120],
    registers: [registry],
  });
  const tokens = new Counter({
    name: 'kaname_model_tokens_total',
    help: 'Tokens sent to and received from the language model',
    labelNames: ['direction'],
    registers: [registry],
  });
  const undelivered = new Counter({
    name: 'kaname_undelivered_total',
    help: 'Messages to which no answer could be sent',
    labelNames: ['channel'],
    registers: [registry],
  });
  return {
    onTurn({ command, outcome, code = '', ms }) {
      turns.inc({ command, outcome, code });
      seconds.observe({ command }, ms / 1000);
    },
    onTokens({ prompt, completion }) {
      tokens.inc({ direction: 'sent' }, prompt);
      tokens.inc({ direction: 'received' }, completion);
    },
    onUndelivered(channel) {
      undelivered.inc({ channel });
    },
    text: () => registry.metrics(),
  };
}

function watchVectors(registry: Registry, progress: () => { readonly done: number; readonly total: number }): void {
  const gauge = (name: string, help: string, value: () => number) =>
    new Gauge({
      name,
      help,
      registers: [registry],
      collect() {
        this.set(value());
      },
    });
  gauge('kaname_vectors_done', 'Texts of clauses that have their vector', () => progress().done);
  gauge('kaname_vectors_total', 'Texts of clauses that are to have one', () => progress().total);
}
