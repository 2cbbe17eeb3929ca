/** What is used of a connection of `@duckdb/node-api`. */
export type DuckDBConnection = {
  readonly run: (sql: string) => Promise<unknown>;
  readonly runAndReadAll: (sql: string) => Promise<{ readonly getRows: () => unknown[][] }>;
  readonly closeSync: () => void;
};

type Duckdb = {
  readonly DuckDBInstance: {
    readonly create: (path: string) => Promise<{
      readonly connect: () => Promise<DuckDBConnection>;
      readonly closeSync: () => void;
    }>;
  };
};

/**
 * A database in memory or in a file, where DuckDB is there (`npm install --no-save @duckdb/node-api`), else null. It is no
 * dependency, because it comes as a binary for each platform and a lock file must name them all.
 */
export async function openDuckdb(path = ":memory:"): Promise<DuckDBConnection | null> {
  const name = "@duckdb/node-api";
  let duckdb: Duckdb;
  try {
    duckdb = (await import(name)) as Duckdb;
  } catch {
    return null;
  }
  const instance = await duckdb.DuckDBInstance.create(path);
  const connection = await instance.connect();
  return {
    run: (sql) => connection.run(sql),
    runAndReadAll: (sql) => connection.runAndReadAll(sql),
    closeSync: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}
