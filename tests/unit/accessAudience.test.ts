import { describe, expect, it, jest } from '@jest/globals';
import type { Directory } from '../../src/access/directory.ts';
import { createReadersAmong } from '../../src/access/readersAmong.ts';
import { composePeople, rulesForAudience, rulesForOperator } from '../../src/composeAccess.ts';
import type { Log } from '../../src/log.ts';
import { buildLibrary } from '../../src/policy/buildLibrary.ts';
import type { RuleBook } from '../../src/policy/document.ts';
import type { RuleLibrary } from '../../src/policy/library.ts';
import { bookOf, leave } from './policyFixtures.ts';

const secret: RuleBook = (() => {
  const book = bookOf('人事評価の内規', [['第1条', '評点', ['評点は、五段階とする。']]]);
  return { ...book, document: { ...book.document, readers: ['人事課'] } };
})();

const listening = () => {
  const lines: string[] = [];
  const note = (event: string) => void lines.push(event);
  const log: Log = { info: note, warn: note, error: note };
  return { log, lines };
};
const departments: Readonly<Record<string, readonly string[]>> = {
  hanako: ['人事課', '総務課'],
  jiro: ['人事課'],
  taro: [],
};
const directory: Directory = {
  async find(ids) {
    return ids.map((id) => {
      const own = departments[id];
      return own && { departments: own, roles: [] };
    });
  },
};

describe('答えを見る人の所属', () => {
  it('一人ずつの所属を並べ、知らない人は、どこにも属さない人とする', async () => {
    const readersAmong = createReadersAmong(directory, listening().log);
    expect(await readersAmong(async () => ['hanako', 'stranger', 'taro', 'hanako'])).toEqual([
      ['人事課', '総務課'],
      [],
      [],
    ]);
  });

  it('だれが見るか分からないときは、何も知らない一人だけが見るものとする', async () => {
    const { log, lines } = listening();
    const readersAmong = createReadersAmong(directory, log);
    const broken = async () => {
      throw new Error('no roster');
    };
    for (const audience of [undefined, async () => undefined, async () => [], broken]) {
      expect(await readersAmong(audience)).toEqual([[]]);
    }
    expect(lines).toHaveLength(1);
    expect(await createReadersAmong(undefined, log)(async () => ['hanako'])).toEqual([[]]);
  });
});

describe('その会話で使う規程', () => {
  const now = () => new Date('2026-03-31T15:30:00Z');

  it('全員が読める規程だけを渡し、運用担当の端末には全部を渡す', async () => {
    const library = await buildLibrary([leave, secret]);
    const rulesFor = rulesForAudience({ library, directory, log: listening().log, now });
    const titles = (found: RuleLibrary) => found.documents().map(({ title }) => title);
    expect(titles(await rulesFor({ audience: async () => ['hanako', 'jiro'] }))).toContain('人事評価の内規');
    for (const audience of [async () => ['hanako', 'taro'], async () => undefined]) {
      expect(titles(await rulesFor({ audience }))).toEqual([leave.document.title]);
    }
    expect(titles(await rulesFor({}))).toEqual([leave.document.title]);
    expect(titles(await rulesForOperator({ library, now })())).toContain('人事評価の内規');
  });

  it('日本の今日の版を求める', async () => {
    const library = await buildLibrary([leave]);
    const seenBy = jest.spyOn(library, 'seenBy');
    await rulesForAudience({ library, directory, log: listening().log, now })({});
    await rulesForOperator({ library, now })();
    expect(seenBy.mock.calls.map(([view]) => view)).toEqual([
      { readers: [[]], on: '2026-04-01' },
      { readers: 'all', on: '2026-04-01' },
    ]);
  });

  it('公開範囲の限られた規程がなければ、名簿を取りに行かない', async () => {
    let fetched = 0;
    const audience = async () => {
      fetched += 1;
      return ['hanako'];
    };
    const { log } = listening();
    await rulesForAudience({ library: await buildLibrary([leave]), directory, log, now })({ audience });
    expect(fetched).toBe(0);
    await rulesForAudience({ library: await buildLibrary([leave, secret]), directory, log, now })({ audience });
    expect(fetched).toBe(1);
  });

  it('所属の調べ方が決まっていないのに、公開範囲の限られた規程があれば、起動のときに知らせる', async () => {
    const { log, lines } = listening();
    const { directory: none } = await composePeople({ kind: 'none' }, log);
    rulesForAudience({ library: await buildLibrary([leave]), directory: none, log, now });
    expect(lines).toEqual([]);
    rulesForAudience({ library: await buildLibrary([leave, secret]), directory: none, log, now });
    expect(lines).toHaveLength(1);
  });
});
