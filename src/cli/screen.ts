import { createLogUpdate } from "log-update";

/** The last lines of a terminal, redrawn in place. */
export type Screen = {
  /** As wide as the terminal is at this moment. */
  readonly columns: () => number;
  readonly draw: (text: string) => void;
  /** Takes away what was drawn. */
  readonly clear: () => void;
  /** Writes a line above what is drawn. */
  readonly tell: (text: string) => void;
  /** Calls ten times a second until what it gives is called. */
  readonly everyFrame: (draw: () => void) => () => void;
};

/**
 * The cursor stays: hiding it would make the library end the process at the first Ctrl+C, which is to leave a snapshot that
 * can be resumed.
 */
export function openScreen(stream: NodeJS.WritableStream & { readonly columns: number }): Screen {
  const update = createLogUpdate(stream, { showCursor: true });
  let drawn = "";
  return {
    columns: () => stream.columns,
    draw: (text) => {
      drawn = text;
      update(text);
    },
    clear: () => {
      drawn = "";
      update.clear();
    },
    tell: (text) => {
      update.clear();
      stream.write(`${text}\n`);
      if (drawn !== "") update(drawn);
    },
    everyFrame: (draw) => {
      const timer = setInterval(draw, 100);
      return () => clearInterval(timer);
    },
  };
}
