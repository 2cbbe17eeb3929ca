/** The array with another length, in the same memory where there is room; the old one is gone. */
export function resized(array: Uint32Array<ArrayBuffer>, length: number): Uint32Array<ArrayBuffer> {
  return new Uint32Array(array.buffer.transfer(length * array.BYTES_PER_ELEMENT));
}
