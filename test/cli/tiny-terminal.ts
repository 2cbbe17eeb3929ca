import { Writable } from "node:stream";

export type TinyTerminal = Writable & {
  readonly isTTY: true;
  readonly columns: number;
  readonly rows: number;
  readonly shown: () => readonly string[];
};

/** A terminal that understands the few sequences of which a redraw is made, and shows what a person would see. */
export function tinyTerminal(columns: number): TinyTerminal {
  const lines: string[] = [""];
  let row = 0;
  let column = 0;
  const moves: Readonly<Record<string, (count: number) => void>> = {
    A: (count) => void (row = Math.max(0, row - count)),
    B: (count) => void (row = Math.min(lines.length - 1, row + count)),
    G: (count) => void (column = count - 1),
    K: (kind) => void (lines[row] = kind === 2 ? "" : (lines[row] ?? "").slice(0, column)),
  };
  const write = (text: string): void => {
    for (const [part, count, name] of text.matchAll(/\u001B\[\??(\d*)([A-Za-z])|\n|[^\u001B\n]+/gu)) {
      if (name !== undefined && part.includes("?")) continue;
      if (name !== undefined) {
        const move = moves[name];
        if (move === undefined) throw new TypeError(`the terminal does not know ${JSON.stringify(part)}`);
        move(count === "" ? (name === "K" ? 0 : 1) : Number(count));
      } else if (part === "\n") {
        row += 1;
        column = 0;
        lines[row] ??= "";
      } else {
        const line = (lines[row] ?? "").padEnd(column);
        lines[row] = line.slice(0, column) + part + line.slice(column + part.length);
        column += part.length;
      }
    }
  };
  const stream = new Writable({
    decodeStrings: false,
    write: (chunk, _, done) => {
      write(String(chunk));
      done();
    },
  });
  return Object.assign(stream, { isTTY: true as const, columns, rows: 50, shown: () => lines.slice(0, lines.length) });
}
