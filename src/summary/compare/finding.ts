/** What kind of statement does not agree with the source. */
export type FindingKind =
  | 'number'
  | 'amount'
  | 'date'
  | 'weekday'
  | 'time'
  | 'name'
  | 'negation'
  | 'modality'
  | 'comparison'
  | 'word';

/** Something in a statement that its source says otherwise or does not say. */
export interface Finding {
  readonly kind: FindingKind;
  /** UTF-16 offsets in the statement, end exclusive. */
  readonly start: number;
  readonly end: number;
  /** The words of the statement there. */
  readonly words: string;
  /** What the source says in that place, in its own words; missing where it says nothing of the kind. */
  readonly says?: string;
  /** True where the source says something else there, false where it does not say it at all. */
  readonly differs: boolean;
  /** For the reader: 「原文では15日」「原文にありません」. */
  readonly note: string;
}

/** The finding with its sentence for the reader. */
export function finding(
  kind: FindingKind,
  place: { start: number; end: number },
  words: string,
  says?: string,
): Finding {
  return {
    kind,
    start: place.start,
    end: place.end,
    words,
    ...(says !== undefined && { says }),
    differs: says !== undefined,
    note: says === undefined ? '原文にありません' : `原文では「${says}」`,
  };
}
