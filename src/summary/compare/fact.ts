import type { ClockTime } from '../../japanese/clockTimes.ts';
import type { Moment } from '../../japanese/moments.ts';
import type { Quantity } from '../../japanese/quantities.ts';

interface Placed {
  /** UTF-16 offsets in the normalized sentence, end exclusive. */
  readonly start: number;
  readonly end: number;
}

export interface QuantityFact extends Placed {
  readonly kind: 'quantity';
  readonly quantity: Quantity;
}

export interface MomentFact extends Placed {
  readonly kind: 'moment';
  readonly moment: Moment;
  /** から・以降 and まで・以前, where they follow. */
  readonly span?: 'from' | 'until' | 'before' | 'after';
  readonly spanText?: string;
}

export interface ClockFact extends Placed {
  readonly kind: 'clock';
  readonly clock: ClockTime;
  readonly span?: 'from' | 'until' | 'before' | 'after';
  readonly spanText?: string;
}

/**
 * Who or what is named: people and posts, parties of a procedure (申請者), offices and places, rules, words in katakana,
 * other proper nouns.
 */
export type NameGroup = 'people' | 'party' | 'body' | 'rule' | 'katakana' | 'other';

export interface NameFact extends Placed {
  readonly kind: 'name';
  readonly group: NameGroup;
  /** Without title and honorific: 佐藤, 総務課長, 財政課. */
  readonly name: string;
  /** 委員, 課長, … behind a person's name. */
  readonly title: string;
  /** True where only a proper noun can be meant, so that its absence counts. */
  readonly proper: boolean;
}

/** How a predicate is said: 「検討する」「することができる」「しなければならない」「してください」. */
export type Modality = 'plain' | 'consider' | 'can' | 'must' | 'request' | 'plan';

export interface StanceFact extends Placed {
  readonly kind: 'stance';
  /** What is affirmed or denied, in one word for a pair of opposites: 可決 for both 可決 and 否決. */
  readonly key: string;
  readonly negative: boolean;
  readonly modality: Modality;
  /** False for a bare noun: 「増加」 of 「増加の要因」. */
  readonly predicate: boolean;
  /** True where the word itself denies the key (否決, 対象外), whatever follows it. */
  readonly denies: boolean;
}

/** One of several words of which one excludes the others: 午前 and 午後, 前期 and 後期. */
export interface ChoiceFact extends Placed {
  readonly kind: 'choice';
  readonly set: number;
  readonly side: number;
}

export type Fact = QuantityFact | MomentFact | ClockFact | NameFact | StanceFact | ChoiceFact;
