// How fast the bot answers over HTTP while it makes vectors.
import { quantile } from '../measure.mjs';
import { startBot } from '../runningBot.mjs';

const ASKED_MS = 20_000;

/** @returns milliseconds of GET /healthz, and how many vectors were made meanwhile */
export async function askWhileEmbedding(dataDir) {
  const bot = await startBot(dataDir);
  const vectors = async () => (await (await fetch(`${bot.url}/readyz`)).json()).vectors;
  try {
    while ((await vectors()).done === 0) await new Promise((resume) => setTimeout(resume, 200));
    const before = (await vectors()).done;
    const times = [];
    const started = performance.now();
    while (performance.now() - started < ASKED_MS) {
      const from = performance.now();
      await (await fetch(`${bot.url}/healthz`)).text();
      times.push(performance.now() - from);
      await new Promise((resume) => setTimeout(resume, 10));
    }
    const made = (await vectors()).done - before;
    return {
      p50: quantile(times, 0.5),
      p95: quantile(times, 0.95),
      longest: Math.max(...times),
      made,
      readyMs: bot.readyMs,
    };
  } finally {
    await bot.stop();
  }
}
