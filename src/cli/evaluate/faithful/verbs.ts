const rows = { a: 'かがさたなばまらわ', i: 'きぎしちにびみりい', u: 'くぐすつぬぶむるう' };
/** Verbs in 「る」 whose kana before it looks like that of the other class. */
const fiveRow = /(?:入|帰|減|限|切|知|走|滑|握|散|参|要|すべ|はい|かえ|かぎ|まい)る$/u;
const oneRow = /(?:見|得|着|似|経|寝|出|居|診|煮)る$/u;

function isOneRow(base: string): boolean {
  if (!base.endsWith('る')) return false;
  if (oneRow.test(base)) return true;
  if (fiveRow.test(base)) return false;
  return /[いきぎしじちにびみりえけげせぜてでねべめれ]る$/u.test(base);
}

function stem(base: string, row: 'a' | 'i'): string {
  if (base.endsWith('する')) return `${base.slice(0, -2)}し`;
  if (base.endsWith('来る')) return base.slice(0, -1);
  if (isOneRow(base)) return base.slice(0, -1);
  return base.slice(0, -1) + (rows[row][rows.u.indexOf(base.slice(-1))] ?? '');
}

/** 「行い」 of 「行う」, before ます or a comma. */
export function joiningForm(base: string): string {
  return stem(base, 'i');
}

/** 「行わない」 of 「行う」; 「ない」 of 「ある」. */
export function negativeForm(base: string): string {
  return base === 'ある' ? 'ない' : `${stem(base, 'a')}ない`;
}

/** 「行った」 of 「行う」. */
export function pastForm(base: string): string {
  if (base.endsWith('する')) return `${base.slice(0, -2)}した`;
  if (isOneRow(base) || base.endsWith('来る')) return `${base.slice(0, -1)}た`;
  const head = base.slice(0, -1);
  if (/(?:行|い)く$/u.test(base)) return `${head}った`;
  const endings: Readonly<Record<string, string>> = {
    く: 'いた',
    ぐ: 'いだ',
    す: 'した',
    ぬ: 'んだ',
    ぶ: 'んだ',
    む: 'んだ',
  };
  return head + (endings[base.slice(-1)] ?? 'った');
}
