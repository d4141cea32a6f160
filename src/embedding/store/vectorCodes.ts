/** A vector in one byte a dimension: `codes[i] × scale` is its i-th value, to about one part in a hundred of its length. */
export interface CodedVector {
  readonly codes: Int8Array;
  readonly scale: number;
}

/** Rounds a vector to 255 steps of its largest value; of the vector of zeros the scale is 0. */
export function encodeVector(vector: Float32Array): CodedVector {
  let most = 0;
  for (const value of vector) most = Math.max(most, Math.abs(value));
  const scale = most / 127;
  return { codes: Int8Array.from(vector, (value) => (scale === 0 ? 0 : Math.round(value / scale))), scale };
}
