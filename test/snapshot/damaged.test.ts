import { mkdirSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, it } from "vitest";
import { type SectionName, sectionNames } from "../../src/domain/sections.ts";
import { ScanError } from "../../src/scan-error.ts";
import { openSnapshot } from "../../src/snapshot/reader.ts";
import { aLittleBank, rowsIn, snapshotPath, write } from "./written.ts";

describe("what is no whole snapshot", () => {
  const unreadable = async (path: string, message: RegExp) => {
    await expect(openSnapshot(path)).rejects.toMatchObject({
      name: "ScanError",
      code: "snapshot/unreadable",
      exitCode: 2,
      message: expect.stringMatching(message) as string,
    });
  };

  const miscounted = async (path: string, section: SectionName, message: string) => {
    const snapshot = await openSnapshot(path);
    expect(() => [...snapshot.rows(section)]).toThrow(message);
    expect(() => [...snapshot.columns(section, ["evidence"])]).toThrow(message);
    expect(() => snapshot.checkRows()).toThrow(message);
    snapshot.close();
  };

  it("is refused where there is nothing, or a folder", async () => {
    const path = snapshotPath();
    await unreadable(path, /there is no snapshot at/u);
    mkdirSync(path);
    await unreadable(path, /is not a whole sodscan snapshot/u);
  });

  it.each([
    ["empty", ""],
    ["text", "not a database at all ".repeat(200)],
  ])("is refused where the file is %s", async (_, content) => {
    const path = snapshotPath();
    writeFileSync(path, content);
    await unreadable(path, /sodscan snapshot/u);
  });

  it("is refused where it is the database of someone else", async () => {
    const path = snapshotPath();
    const database = new DatabaseSync(path);
    database.exec("CREATE TABLE about (key TEXT, value TEXT)");
    database.close();
    await unreadable(path, /is not a sodscan snapshot/u);
  });

  it("is refused, with both numbers, where another version wrote it", async () => {
    const path = snapshotPath();
    write(aLittleBank().build(), path);
    const database = new DatabaseSync(path);
    database.exec("PRAGMA user_version = 99");
    database.close();
    await unreadable(path, /has format 99, this sodscan reads 4/u);
  });

  it("is refused where it says nothing sound of the run", async () => {
    const path = snapshotPath();
    write(aLittleBank().build(), path);
    const database = new DatabaseSync(path);
    database.exec("UPDATE about SET value = '{}' WHERE key = 'run'");
    database.close();
    await unreadable(path, /is not a whole sodscan snapshot/u);
  });

  it.each(["groupMembers", "users"] as const)(
    "is refused, when read, naming the section, where rows of %s are gone",
    async (section) => {
      const path = snapshotPath();
      write(aLittleBank().build(), path);
      const database = new DatabaseSync(path);
      const { changes } = database.prepare(`DELETE FROM "${section}"`).run();
      database.close();
      await miscounted(path, section, `holds 0 rows of ${section}, and says that ${changes} were read`);
    },
  );

  it("is refused where the responses are gone that its rows came from", async () => {
    const path = snapshotPath();
    write(aLittleBank().build(), path);
    const database = new DatabaseSync(path);
    database.exec("PRAGMA foreign_keys = OFF; DELETE FROM pages WHERE section = 'groupMembers'");
    database.close();
    await unreadable(path, /holds 0 rows of groupMembers, and says that 2 were read/u);
  });

  it("is refused, when read, where a row is there that was not read", async () => {
    const path = snapshotPath();
    write(aLittleBank().build(), path);
    const database = new DatabaseSync(path);
    database.exec(
      "INSERT INTO groupMembers SELECT part, item, groupId, 'zoe', memberType, 'Zoe' FROM groupMembers LIMIT 1",
    );
    database.close();
    await miscounted(path, "groupMembers", "holds 3 rows of groupMembers, and says that 2 were read");
  });

  it("is refused, when opened or when read, where its end is missing", async () => {
    const path = snapshotPath();
    write(aLittleBank().build(), path);
    truncateSync(path, Math.floor(readFileSync(path).length / 2));
    const read = async () => {
      const snapshot = await openSnapshot(path);
      for (const section of sectionNames) rowsIn(snapshot, section);
    };
    await expect(read()).rejects.toMatchObject({ code: "snapshot/unreadable" });
  });

  it("is refused, when read, where bytes in its midst are others", async () => {
    const path = snapshotPath();
    const crowd = aLittleBank();
    for (let nth = 0; nth < 500; nth += 1) crowd.user(`user ${nth}`);
    write(crowd.build(), path, 500);
    const bytes = readFileSync(path);
    bytes.fill(0xff, Math.floor(bytes.length * 0.4), Math.floor(bytes.length * 0.9));
    writeFileSync(path, bytes);
    const read = async () => {
      const snapshot = await openSnapshot(path);
      for (const section of sectionNames) rowsIn(snapshot, section);
    };
    await expect(read()).rejects.toMatchObject({ code: "snapshot/unreadable" });
  });

  it("is refused, when read, where a row is not what the format says", async () => {
    const path = snapshotPath();
    write(aLittleBank().policy("p", "P").build(), path);
    const database = new DatabaseSync(path);
    database.exec("UPDATE policies SET expiration = '{\"type\": 1}'");
    database.close();
    const snapshot = await openSnapshot(path);
    expect(() => rowsIn(snapshot, "policies")).toThrow(ScanError);
    snapshot.close();
  });
});
