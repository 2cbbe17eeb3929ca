import { existsSync, renameSync, readFileSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ScanError } from "../../src/scan-error.ts";
import { openSnapshot } from "../../src/snapshot/reader.ts";
import { createSnapshot, resumeSnapshot } from "../../src/snapshot/writer.ts";
import { aTenant } from "../builders/tenant.ts";
import { aLittleBank, ann, begun, pageOf, rowsIn, snapshotPath, write } from "./written.ts";

describe("a snapshot being written", () => {
  it("has no file under its name until it is finished, and its parts do not open", async () => {
    const path = snapshotPath();
    const writer = createSnapshot(path, begun);
    writer.save(pageOf("users", "{}", [ann]));

    expect(existsSync(path)).toBe(false);
    await expect(openSnapshot(path)).rejects.toMatchObject({ code: "snapshot/unreadable" });
    await expect(openSnapshot(`${path}.partial`)).rejects.toMatchObject({ code: "snapshot/unreadable" });
    expect([...writer.rows("users")].map(({ id }) => id)).toEqual(["ann"]);
    expect(writer.parents("users")).toEqual(["ann"]);

    writer.finish(aTenant().build().run, []);
    const snapshot = await openSnapshot(path);
    expect(rowsIn(snapshot, "users")).toEqual([ann]);
    snapshot.close();
  });

  it("keeps a page with all its rows, or neither, and of a row that comes twice the later", async () => {
    const path = snapshotPath();
    const writer = createSnapshot(path, begun);
    const broken = [
      ann,
      { ...ann, id: null as unknown as string, displayName: Symbol("no cell") as unknown as string },
    ];
    expect(() => writer.save(pageOf("users", "{}", broken))).toThrow();
    expect([...writer.rows("users")]).toEqual([]);
    writer.save(pageOf("users", "{}", [ann]));
    writer.save(pageOf("users", "{}", [{ ...ann, displayName: "Ann B." }]));
    expect([...writer.rows("users")].map(({ displayName }) => displayName)).toEqual(["Ann B."]);
    expect(writer.tally("users")).toMatchObject({ rows: 1, given: 2, pages: 2 });
    writer.discard();
  });

  it("starts anew over what an earlier run left, and discards without a trace", async () => {
    const path = snapshotPath();
    writeFileSync(`${path}.partial`, "half a file");
    const writer = createSnapshot(path, begun);
    writer.discard();
    expect(existsSync(`${path}.partial`)).toBe(false);
    expect(existsSync(path)).toBe(false);
  });

  it("leaves the file of an earlier run in its place until it is whole", async () => {
    const path = snapshotPath();
    write(aLittleBank().build(), path);
    const before = readFileSync(path);
    const writer = createSnapshot(path, begun);
    expect(readFileSync(path).equals(before)).toBe(true);
    writer.discard();
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it("is finished by a resumed run that ended before it had its name", async () => {
    const path = snapshotPath();
    write(aLittleBank().build(), path);
    renameSync(path, `${path}.partial`);
    const { run, coverage } = aLittleBank().build();
    resumeSnapshot(path).finish({ ...run, runId: "again" }, coverage);
    const snapshot = await openSnapshot(path);
    expect(snapshot.run.runId).toBe("again");
    expect([snapshot.table("users").size, [...snapshot.rows("users")].length]).toEqual([3, 3]);
    snapshot.close();
  });

  it("says so where it cannot be written", () => {
    const path = snapshotPath();
    writeFileSync(path, "");
    expect(() => createSnapshot(`${path}/below/a/file`, begun)).toThrow(ScanError);
  });
});
