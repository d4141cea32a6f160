/** A segment as it is written to a file and read from one: arrays by name. */
export type Sections = Readonly<Record<string, Section>>;
export type Section = Uint8Array | Uint16Array | Uint32Array | Float32Array | Float64Array;

/** The kinds of arrays a file may hold, by the name that stands in it. */
export const sectionKinds = {
  u8: Uint8Array,
  u16: Uint16Array,
  u32: Uint32Array,
  f32: Float32Array,
  f64: Float64Array,
} as const;
export type SectionKind = keyof typeof sectionKinds;
interface SectionOf {
  readonly u8: Uint8Array;
  readonly u16: Uint16Array;
  readonly u32: Uint32Array;
  readonly f32: Float32Array;
  readonly f64: Float64Array;
}

/** Each name with its kind: a file that has something else under a name is not what it says. */
const layout = {
  documents: 'u8',
  ids: 'u8',
  labels: 'u8',
  documentOf: 'u32',
  firstClause: 'u32',
  'articles.text': 'u8',
  'articles.starts': 'u32',
  'citations.starts': 'u32',
  'citations.targets': 'u32',
  'citations.ids': 'u8',
  ...postingSections('grams'),
  ...postingSections('words'),
} as const satisfies Record<string, SectionKind>;

/** What a segment consists of. */
export type SegmentSections = {
  readonly [name in keyof typeof layout]: SectionOf[(typeof layout)[name]];
};

/** The two kinds of terms (character tokens, base forms), each with the postings of articles and of clauses. */
function postingSections<side extends string>(side: side) {
  return {
    [`${side}.terms`]: 'u16',
    [`${side}.termStarts`]: 'u32',
    [`${side}.articles.starts`]: 'u32',
    [`${side}.articles.where`]: 'u32',
    [`${side}.articles.impacts`]: 'f32',
    [`${side}.articles.means`]: 'f64',
    [`${side}.clauses.starts`]: 'u32',
    [`${side}.clauses.where`]: 'u32',
    [`${side}.clauses.impacts`]: 'f32',
    [`${side}.clauses.means`]: 'f64',
  } as Record<`${side}.terms`, 'u16'> &
    Record<`${side}.termStarts` | `${side}.${'articles' | 'clauses'}.${'starts' | 'where'}`, 'u32'> &
    Record<`${side}.${'articles' | 'clauses'}.impacts`, 'f32'> &
    Record<`${side}.${'articles' | 'clauses'}.means`, 'f64'>;
}

/** True where all of a segment's arrays are there, each of its kind. */
export function isWholeSegment(sections: Sections): sections is SegmentSections {
  return Object.entries(layout).every(([name, kind]) => sections[name] instanceof sectionKinds[kind]);
}

/** Any value as bytes. */
export function jsonSection(value: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value));
}

/** The value of a section written by `jsonSection`. */
export function readJsonSection<T>(section: Uint8Array): T {
  return JSON.parse(new TextDecoder().decode(section)) as T;
}
