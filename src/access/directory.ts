/** What the directory knows of one person. */
export interface Person {
  /** As the office writes them; several where somebody holds more than one post. */
  readonly departments: readonly string[];
  readonly roles: readonly string[];
}

/** Who belongs where: a message from Teams names its sender and says nothing of departments. */
export interface Directory {
  /**
   * The people with these ids (identities.ts), in the same order; undefined where one is not known.
   * Throws where nobody can be looked up; whoever asks then takes all of them for unknown.
   */
  find(ids: readonly string[]): Promise<readonly (Person | undefined)[]>;
}

const OBJECT_ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether a text has the form of an Entra object id. */
export function isObjectId(text: string): boolean {
  return OBJECT_ID.test(text);
}

/** The names in one cell or attribute: 「総務課；人事課」, 「総務課、人事課」, 「総務課|人事課」. */
export function namesIn(text: string): string[] {
  const names = text
    .split(/[;；、,，|｜]/u)
    .map((name) => name.trim())
    .filter((name) => name !== '');
  return [...new Set(names)];
}
