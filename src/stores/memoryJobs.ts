import type { JobRow } from './jobRow.ts';
import { partPrefix } from './jobStorage.ts';
import { createJobStore } from './jobStore.ts';
import type { JobRef, JobStore } from './jobs.ts';
import type { Retention } from './retention.ts';

interface Kept {
  row: JobRow;
  readonly texts: Map<string, string>;
}

/** Jobs that live and die with the process: for tests, and for embedding Kaname where nothing may be kept. */
export function createMemoryJobs(retention: Retention): JobStore {
  const jobs = new Map<string, Kept>();
  const keyOf = ({ conversation, id }: JobRef) => JSON.stringify([conversation, id]);
  const removeOld = () => {
    const now = retention.now().getTime();
    for (const [key, { row }] of jobs) if (row.expires <= now) jobs.delete(key);
  };
  const rows = () => [...jobs.values()].map(({ row }) => row);
  return createJobStore(
    {
      async insert(row, texts) {
        removeOld();
        if (jobs.has(keyOf(row))) return false;
        jobs.set(keyOf(row), { row, texts: new Map(texts.map(({ name, text }) => [name, text])) });
        return true;
      },
      async read(job) {
        return jobs.get(keyOf(job))?.row;
      },
      async change(job, change, text) {
        const kept = jobs.get(keyOf(job));
        const changed = kept && change(kept.row, text !== undefined && kept.texts.has(text.name));
        if (!kept || !changed) return;
        kept.row = changed;
        if (text?.text !== undefined) kept.texts.set(text.name, text.text);
      },
      async due(kinds, now, limit) {
        return rows()
          .filter(({ kind, due }) => due !== null && due <= now && kinds.includes(kind))
          .sort((a, b) => Number(a.due) - Number(b.due))
          .slice(0, limit);
      },
      async ofConversation(conversation) {
        return rows().filter((row) => row.conversation === conversation);
      },
      async text(job, name) {
        return jobs.get(keyOf(job))?.texts.get(name);
      },
      async parts(job) {
        const texts = [...(jobs.get(keyOf(job))?.texts ?? [])].filter(([name]) => name.startsWith(partPrefix));
        return new Map(texts.map(([name, text]) => [name.slice(partPrefix.length), text]));
      },
      async clear(conversation) {
        for (const [key, { row }] of jobs) if (row.conversation === conversation) jobs.delete(key);
      },
      async close() {},
    },
    retention,
  );
}
