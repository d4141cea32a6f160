import { z } from 'zod';
import { KanameError } from '../errors.ts';
import { type SettingName, settings } from '../settings.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Reads single variables, each checked; every method throws KanameError `wrong_configuration`. */
export type Reader = ReturnType<typeof reader>;

/** A reader of this environment. An empty variable counts as unset. */
export function reader(environment: Environment) {
  const optional = (name: SettingName) => environment[name]?.trim() || undefined;
  const text = (name: SettingName): string => {
    const value = optional(name) ?? settings[name].fallback;
    if (value === undefined || value === '') throw wrong(name, '値が設定されていません。');
    return value;
  };
  return {
    optional,
    text,
    number(name: SettingName, least: number, most: number): number {
      const parsed = z.coerce.number().int().min(least).max(most).safeParse(text(name));
      if (!parsed.success) throw wrong(name, `${least}から${most}までの整数で指定してください。`);
      return parsed.data;
    },
    oneOf<const T extends string>(name: SettingName, values: readonly T[]): T {
      const value = text(name);
      const match = values.find((candidate) => candidate === value);
      if (match === undefined) throw wrong(name, `${values.join('、')} のいずれかを指定してください。`);
      return match;
    },
    /** `scheme` is the encrypted one; the plain one (http, ws) will do as well. */
    url(name: SettingName, scheme: 'https' | 'wss' = 'https'): string {
      const value = text(name);
      const plain = scheme.slice(0, -1);
      const parsed = z.url({ protocol: new RegExp(`^${plain}s?$`) }).safeParse(value);
      if (!parsed.success) throw wrong(name, `${plain}:// または ${scheme}:// で始まるURLを指定してください。`);
      return value;
    },
  };
}

/** The value under its key, or nothing where it is unset. */
export function present<K extends string>(key: K, value: string | undefined): { [P in K]?: string } {
  return value === undefined ? {} : ({ [key]: value } as { [P in K]?: string });
}

/** What is wrong with a variable, and how to mend it. */
export function wrong(name: SettingName, mend: string): KanameError {
  return new KanameError('wrong_configuration', `環境変数 ${name} の設定を確認してください。${mend}`);
}
