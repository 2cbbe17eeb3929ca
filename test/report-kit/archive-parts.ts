import { readFileSync } from "node:fs";
import { inflateRawSync } from "node:zlib";

/** The parts of a zip file by name, read from its central directory (APPNOTE 4.3.12) with nothing of what wrote it. */
export function archiveParts(path: string): ReadonlyMap<string, string> {
  const bytes = readFileSync(path);
  const end = bytes.lastIndexOf(Buffer.from("PK\u0005\u0006"));
  const parts = new Map<string, string>();
  let entry = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left -= 1) {
    const size = bytes.readUInt32LE(entry + 20);
    const nameLength = bytes.readUInt16LE(entry + 28);
    const name = bytes.toString("utf8", entry + 46, entry + 46 + nameLength);
    const local = bytes.readUInt32LE(entry + 42);
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const content = bytes.subarray(start, start + size);
    parts.set(name, (bytes.readUInt16LE(entry + 10) === 0 ? content : inflateRawSync(content)).toString("utf8"));
    entry += 46 + nameLength + bytes.readUInt16LE(entry + 30) + bytes.readUInt16LE(entry + 32);
  }
  return parts;
}

export const partOf = (path: string, part: string): string => archiveParts(path).get(part) ?? "";
