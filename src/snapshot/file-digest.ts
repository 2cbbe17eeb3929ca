import { createHash } from "node:crypto";
import { closeSync, openSync, readSync } from "node:fs";

/** The digest of a file as it is now, even if another takes its name; hashed when it is first taken, as that takes as long as reading it. */
export type FileDigest = {
  /** `sha256:<hex>` of the file's bytes. */
  readonly take: () => string;
  readonly close: () => void;
};

const bytesPerRead = 1 << 20;

export function fileDigest(path: string): FileDigest {
  const file = openSync(path, "r");
  let known: string | undefined;
  return {
    take: () => (known ??= digestOf(file)),
    close: () => closeSync(file),
  };
}

function digestOf(file: number): string {
  const hash = createHash("sha256");
  const room = Buffer.allocUnsafe(bytesPerRead);
  let position = 0;
  for (let read = readSync(file, room, 0, bytesPerRead, position); read > 0; ) {
    hash.update(room.subarray(0, read));
    position += read;
    read = readSync(file, room, 0, bytesPerRead, position);
  }
  return `sha256:${hash.digest("hex")}`;
}
