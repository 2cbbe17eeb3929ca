/** The bytes of numbers, little-endian as every platform that Node supports here. */
export function bytesOf(numbers: Uint32Array | Int32Array): Uint8Array {
  return new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
}

/** Numbers as `bytesOf` gave their bytes: in the same memory, where they stand there as numbers must. */
export function numbersIn(bytes: Uint8Array): Uint32Array {
  const { BYTES_PER_ELEMENT } = Uint32Array;
  if (bytes.length % BYTES_PER_ELEMENT !== 0) throw new TypeError(`${bytes.length} bytes are no whole numbers`);
  const { buffer, byteOffset } = bytes.byteOffset % BYTES_PER_ELEMENT === 0 ? bytes : bytes.slice();
  return new Uint32Array(buffer, byteOffset, bytes.length / BYTES_PER_ELEMENT);
}

/**
 * Gives the memory at once back of a column's part, which nobody may read after: of columns that are read part by part,
 * hundreds of megabytes would wait to be collected. What may share its memory with others, as small buffers do, is left.
 */
export function release({ buffer, byteLength }: Uint8Array | Uint32Array): void {
  const isAlone = byteLength === buffer.byteLength || buffer.byteLength > Buffer.poolSize;
  if (buffer instanceof ArrayBuffer && isAlone) buffer.transfer(0);
}

/** Packs numbers as they are or, where that is shorter, as runs of the same number: each with where it ends. */
export function packNumbers(numbers: Uint32Array): Uint8Array {
  const runs = countRuns(numbers);
  if (runs * 2 >= numbers.length) return bytesOf(numbers);
  const packed = new Uint32Array(runs * 2);
  let used = 0;
  for (let place = 0; place < numbers.length; place += 1) {
    if (numbers[place] === numbers[place + 1]) continue;
    packed[used] = numbers[place] ?? 0;
    packed[used + 1] = place + 1;
    used += 2;
  }
  return bytesOf(packed);
}

/** Numbers below a bound and, where `orNone`, the highest there is, which stands for nothing. */
export type Allowed = { readonly below: number; readonly orNone: boolean };

export const anyNumber: Allowed = { below: 2 ** 32, orNone: true };

/**
 * The numbers that `packNumbers` packed. Throws a TypeError where they are not so many, or not such as are allowed: whatever is
 * made of them rests on that.
 */
export function unpackNumbers(bytes: Uint8Array, count: number, allowed: Allowed): Uint32Array {
  const packed = numbersIn(bytes);
  const isRuns = packed.length !== count;
  if (!areAllowed(packed, isRuns ? 2 : 1, allowed)) throw new TypeError("a number was packed that stands for nothing");
  return isRuns ? unpackRuns(packed, count) : packed;
}

function unpackRuns(packed: Uint32Array, count: number): Uint32Array {
  const numbers = new Uint32Array(count);
  let start = 0;
  for (let at = 0; at + 1 < packed.length; at += 2) {
    const end = packed[at + 1] ?? 0;
    if (end <= start) break;
    numbers.fill(packed[at] ?? 0, start, end);
    start = end;
  }
  if (start !== count || packed.length % 2 !== 0)
    throw new TypeError(`not ${count} numbers were packed, as there should be`);
  return numbers;
}

/** One more than the highest number is 0 in 32 bits. */
function areAllowed(numbers: Uint32Array, step: number, { below, orNone }: Allowed): boolean {
  const shift = orNone ? 1 : 0;
  const most = below - 1 + shift;
  let isGood = true;
  for (let at = 0; at < numbers.length; at += step) if (((numbers[at] ?? 0) + shift) >>> 0 > most) isGood = false;
  return isGood;
}

function countRuns(numbers: Uint32Array): number {
  let runs = 0;
  for (let place = 0; place < numbers.length; place += 1) if (numbers[place] !== numbers[place + 1]) runs += 1;
  return runs;
}
