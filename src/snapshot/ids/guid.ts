/** More than any sixteen-bit number, wherever among four digits it stands. */
const notADigit = 0x1_00_00;

const dash = "-".charCodeAt(0);
const digits = new Int32Array(0x1_00_00).fill(notADigit);
for (let value = 0; value < 16; value += 1) digits[value.toString(16).charCodeAt(0)] = value;

/** Four 32-bit words. */
export const guidWords = 4;

/**
 * Writes the four words of a GUID into `words` from `at` on. False, and nothing that counts is written, where the text is
 * not a GUID in the form in which Graph writes them: lower case, 8-4-4-4-12. Only that form can be written back unchanged.
 */
export function readGuid(text: string, words: Int32Array, at: number): boolean {
  if (text.length !== 36 || !hasDashes(text)) return false;
  const a = quad(text, 0);
  const b = quad(text, 4);
  const c = quad(text, 9);
  const d = quad(text, 14);
  const e = quad(text, 19);
  const f = quad(text, 24);
  const g = quad(text, 28);
  const h = quad(text, 32);
  words[at] = (a << 16) | b;
  words[at + 1] = (c << 16) | d;
  words[at + 2] = (e << 16) | f;
  words[at + 3] = (g << 16) | h;
  return (a | b | c | d | e | f | g | h) < notADigit;
}

function hasDashes(text: string): boolean {
  return (
    text.charCodeAt(8) === dash &&
    text.charCodeAt(13) === dash &&
    text.charCodeAt(18) === dash &&
    text.charCodeAt(23) === dash
  );
}

function quad(text: string, at: number): number {
  return (
    ((digits[text.charCodeAt(at)] ?? 0) << 12) |
    ((digits[text.charCodeAt(at + 1)] ?? 0) << 8) |
    ((digits[text.charCodeAt(at + 2)] ?? 0) << 4) |
    (digits[text.charCodeAt(at + 3)] ?? 0)
  );
}

const letters = Uint8Array.from("0123456789abcdef", (digit) => digit.charCodeAt(0));
const written = Buffer.alloc(36, dash);
/** Where the eight digits of each word stand. */
const places = [
  [0, 1, 2, 3, 4, 5, 6, 7],
  [9, 10, 11, 12, 14, 15, 16, 17],
  [19, 20, 21, 22, 24, 25, 26, 27],
  [28, 29, 30, 31, 32, 33, 34, 35],
].map((digitsOfWord) => Uint8Array.from(digitsOfWord));

/** The GUID that `readGuid` read into these words. */
export function writeGuid(words: Int32Array, at: number): string {
  for (const [index, place] of places.entries()) {
    const word = words[at + index] ?? 0;
    for (let digit = 0; digit < 8; digit += 1)
      written[place[digit] ?? 0] = letters[(word >>> (28 - 4 * digit)) & 15] ?? 0;
  }
  return written.toString("latin1");
}

/** Negative, 0 or positive as the text of the GUID at `a` in `one` stands before that at `b` in `other`, is the same, or stands after it. */
export function compareGuids(one: Int32Array, a: number, other: Int32Array, b: number): number {
  for (let word = 0; word < guidWords; word += 1) {
    const difference = ((one[a + word] ?? 0) >>> 0) - ((other[b + word] ?? 0) >>> 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
