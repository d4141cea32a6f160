/**
 * The inner loop of the scan as a WebAssembly module, assembled here because it is 60 instructions and a compiler for it
 * would be a dependency: https://webassembly.github.io/spec/core/binary/instructions.html
 *
 * scan(codes, stride, vector, products, end): for every row, products[row] = Σ codes[row][i] × vector[i], with int8
 * codes, int16 vector and int32 products; `stride` is a multiple of 16, `end` the address behind the last product.
 */
export function createScan(bytes: number): ScanRoom {
  compiled ??= new WebAssembly.Module(Uint8Array.from(moduleBytes()));
  const memory = new WebAssembly.Memory({ initial: Math.ceil(bytes / PAGE) });
  const { scan } = new WebAssembly.Instance(compiled, { room: { memory } }).exports;
  return { buffer: memory.buffer, scan };
}

/** Memory of its own and the scan over it; the parameters are addresses in it. */
export interface ScanRoom {
  readonly buffer: ArrayBuffer;
  scan(codes: number, stride: number, vector: number, products: number, end: number): void;
}

/** What is used of WebAssembly: TypeScript describes it in the library for browsers only. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Memory: new (size: { initial: number }) => { readonly buffer: ArrayBuffer };
  readonly Instance: new (module: object, imports: object) => { readonly exports: Pick<ScanRoom, 'scan'> };
};

const PAGE = 65_536;
let compiled: object | undefined;

const [I32, V128] = [0x7f, 0x7b];
/** Parameters and local variables by their number. */
const local = { codes: 0, stride: 1, vector: 2, products: 3, end: 4, at: 5, rowEnd: 6, sum: 7, chunk: 8 };

const get = (name: keyof typeof local) => [0x20, local[name]];
const set = (name: keyof typeof local) => [0x21, local[name]];
const i32 = { const: (value: number) => [0x41, value], add: [0x6a], lessThan: [0x49], store: [0x36, 2, 0] };
/** Instructions on 128 bits: prefix 0xfd, then the operation's number in LEB128. */
const simd = (operation: number) => [0xfd, ...leb(operation)];
const v128 = {
  load: (offset: number) => [...simd(0), 0, offset],
  zero: [...simd(12), ...new Array<number>(16).fill(0)],
  lane: (number: number) => [...simd(27), number],
  lowToInt16: simd(135),
  highToInt16: simd(136),
  addInt32: simd(174),
  dotInt16: simd(186),
};
const loop = (body: readonly number[]) => [0x03, 0x40, ...body, 0x0b];
const repeatIf = (condition: readonly number[]) => [...condition, 0x0d, 0];

/** Sixteen codes against sixteen values of the vector, added to the four sums. */
const step = [
  ...[...get('codes'), ...v128.load(0), ...set('chunk')],
  ...[...get('sum'), ...get('chunk'), ...v128.lowToInt16, ...get('at'), ...v128.load(0), ...v128.dotInt16],
  ...[...v128.addInt32, ...get('chunk'), ...v128.highToInt16, ...get('at'), ...v128.load(16), ...v128.dotInt16],
  ...[...v128.addInt32, ...set('sum')],
  ...[...get('codes'), ...i32.const(16), ...i32.add, ...set('codes')],
  ...[...get('at'), ...i32.const(32), ...i32.add, ...set('at')],
];
const lanes = [0, 1, 2, 3].flatMap((number) => [...get('sum'), ...v128.lane(number)]);
const row = [
  ...[...get('codes'), ...get('stride'), ...i32.add, ...set('rowEnd')],
  ...[...get('vector'), ...set('at'), ...v128.zero, ...set('sum')],
  ...loop([...step, ...repeatIf([...get('codes'), ...get('rowEnd'), ...i32.lessThan])]),
  ...[...get('products'), ...lanes, ...i32.add, ...i32.add, ...i32.add, ...i32.store],
  ...[...get('products'), ...i32.const(4), ...i32.add, ...set('products')],
];
const body = loop([...row, ...repeatIf([...get('products'), ...get('end'), ...i32.lessThan])]);

function moduleBytes(): number[] {
  const locals = [2, 2, I32, 2, V128];
  const code = [...locals, ...body, 0x0b];
  return [
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [1, 0x60, 5, I32, I32, I32, I32, I32, 0]),
    ...section(2, [1, ...text('room'), ...text('memory'), 2, 0, 0]),
    ...section(3, [1, 0]),
    ...section(7, [1, ...text('scan'), 0, 0]),
    ...section(10, [1, ...leb(code.length), ...code]),
  ];
}

function section(id: number, content: readonly number[]): number[] {
  return [id, ...leb(content.length), ...content];
}

function text(name: string): number[] {
  return [name.length, ...new TextEncoder().encode(name)];
}

function leb(value: number): number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...leb(value >>> 7)];
}
