import { KanameError } from '../errors.ts';

/** The links between LoGo Chat and Entra ID while a list of people is read. */
export interface Links {
  /**
   * @param objectId in small letters; empty for who has LoGo Chat only
   * @throws KanameError `file_unreadable`, naming both lines, where either of the ids is already in another link
   */
  add(line: number, logo: string, objectId: string): void;
  /** From the id in LoGo Chat to the object id. */
  all(): ReadonlyMap<string, string>;
}

/** One id in LoGo Chat is one person, and a person has one: whose rights and history it were would not be certain. */
export function createLinks(): Links {
  const links = new Map<string, string>();
  const lineOfLogo = new Map<string, number>();
  const lineOfObject = new Map<string, number>();
  return {
    add(line, logo, objectId) {
      const before = lineOfLogo.get(logo);
      if (before !== undefined) {
        throw new KanameError(
          'file_unreadable',
          `${before}行目と${line}行目に、同じLoGoチャットのIDがあります。1つのIDは、1つの行だけに書いてください。`,
        );
      }
      lineOfLogo.set(logo, line);
      if (objectId === '') return;
      const linked = lineOfObject.get(objectId);
      if (linked !== undefined) {
        throw new KanameError(
          'file_unreadable',
          `${linked}行目と${line}行目で、同じオブジェクトIDに、2つのLoGoチャットのIDが結び付けられています。`,
        );
      }
      lineOfObject.set(objectId, line);
      links.set(logo, objectId);
    },
    all: () => links,
  };
}
