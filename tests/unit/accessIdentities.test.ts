import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { createIdentities } from '../../src/access/identities.ts';
import { composePeople } from '../../src/composeAccess.ts';
import type { Log } from '../../src/log.ts';

const HANAKO = '11111111-2222-3333-4444-aaaaaaaaaaaa';
const quiet = () => {};
const log: Log = { info: quiet, warn: quiet, error: quiet };

describe('だれであるか', () => {
  const identities = createIdentities(async () => new Map([['77', HANAKO]]));

  it('結び付けた職員は、どちらのチャットでも同じ人である', async () => {
    const linked = { person: HANAKO, linked: { teams: HANAKO, logo: '77' } };
    expect(await identities.identify('logo', '77')).toEqual(linked);
    expect(await identities.identify('teams', HANAKO.toUpperCase())).toEqual(linked);
    expect(await identities.personOf('logo', '77')).toBe(HANAKO);
    expect(await identities.personOf('teams', HANAKO.toUpperCase())).toBe(HANAKO);
  });

  it('結び付けていない人は、そのチャットだけの人である', async () => {
    expect(await identities.identify('logo', '78')).toEqual({ person: 'logo:78' });
    expect(await identities.identify('teams', '29:guest')).toEqual({ person: 'teams:29:guest' });
    expect(await identities.identify('console', 'hanako')).toEqual({ person: 'hanako' });
    expect(await createIdentities().identify('logo', '77')).toEqual({ person: 'logo:77' });
  });

  it('どのようなIDでも、ほかのチャットの人と同じにならない', async () => {
    const ids = [HANAKO, HANAKO.toUpperCase(), '77 ', '０77', `logo:77`, `teams:${HANAKO}`, '', '__proto__', '78'];
    const logo = await Promise.all(ids.map((id) => identities.personOf('logo', id)));
    const teams = await Promise.all(ids.map((id) => identities.personOf('teams', id)));
    expect(new Set(logo).size).toBe(ids.length);
    expect(logo.filter((person) => teams.includes(person))).toEqual([]);
    expect(logo).not.toContain(HANAKO);
  });
});

describe('設定に応じた人の調べ方', () => {
  const folder = mkdtempSync(join(tmpdir(), 'identities-'));
  const people = join(folder, 'people.csv');

  it('一覧がなければ、だれも結び付かない', async () => {
    const { directory, identities } = await composePeople({ kind: 'none' }, log);
    expect(directory).toBeUndefined();
    expect(await identities.personOf('logo', '77')).toBe('logo:77');
  });

  it('一覧があれば、所属と結び付きの両方に使う', async () => {
    writeFileSync(people, `id,logo,所属\n${HANAKO},77,人事課\n,78,総務課`);
    const { directory, identities } = await composePeople({ kind: 'file', path: people }, log);
    const found = [await identities.personOf('logo', '77'), await identities.personOf('logo', '78')];
    expect((await directory?.find(found))?.map((person) => person?.departments)).toEqual([['人事課'], ['総務課']]);
  });

  it('所属を Microsoft Graph で調べるときは、一覧の結び付きだけを使い、LoGoチャットだけの人の所属は使わない', async () => {
    writeFileSync(people, `id,logo,所属\n${HANAKO},77,人事課\n,78,総務課`);
    const { directory, identities } = await composePeople({ kind: 'graph', people }, log);
    expect(await identities.personOf('logo', '77')).toBe(HANAKO);
    // Graph is not asked about ids that are none of Entra ID.
    expect(await directory?.find(['logo:78'])).toEqual([undefined]);
    const without = await composePeople({ kind: 'graph' }, log);
    expect(await without.identities.personOf('logo', '77')).toBe('logo:77');
    rmSync(folder, { recursive: true });
  });
});
