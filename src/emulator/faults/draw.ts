import { createHash } from "node:crypto";

/** A number in [0, 1) that looks like chance and is the same for the same words, in whatever order things happen. */
export function draw(...words: readonly (string | number)[]): number {
  const digest = createHash("sha256").update(JSON.stringify(words)).digest();
  return digest.readUIntBE(0, 6) / 2 ** 48;
}
