/** The parts of webvtt-parser that are used; it brings no types. CommonJS whose names Node cannot see: default import. */
declare module 'webvtt-parser' {
  interface Parser {
    /** Never throws; cues it cannot read are left out. In mode `metadata` the text of a cue keeps its tags. */
    parse(input: string, mode: 'metadata'): { cues: { text: string; startTime: number }[] };
  }
  const webvtt: { WebVTTParser: new () => Parser };
  export default webvtt;
}
