import { Writable } from "node:stream";
import { setImmediate } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { WorkbookArchive } from "../../src/report-kit/workbook-archive.ts";

/** A disk that takes nothing until it is released. */
function stuckDisk() {
  let stuck = true;
  let goOn: (() => void) | undefined;
  const disk = new Writable({
    write(_, __, done) {
      if (stuck) goOn = done;
      else done();
    },
  });
  return {
    disk,
    release: () => {
      stuck = false;
      goOn?.();
    },
  };
}

describe("a workbook archive", () => {
  it("is drained only once the disk has taken what was written", async () => {
    const { disk, release } = stuckDisk();
    const archive = new WorkbookArchive(disk, "sodscan", new Date(0));
    const sheet = archive.addWorksheet("Rows");
    for (let row = 0; row < 20_000; row += 1) sheet.addRow([Math.sin(row), Math.cos(row), `row ${row}`]).commit();

    let drained = false;
    const waiting = archive.drained().then(() => (drained = true));
    for (let turn = 0; turn < 50; turn += 1) await setImmediate();
    expect(drained).toBe(false);

    release();
    await waiting;
    expect(drained).toBe(true);
    sheet.commit();
    await archive.commit();
    expect(disk.writableFinished).toBe(true);
  });
});
