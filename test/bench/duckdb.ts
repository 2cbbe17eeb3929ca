/** What is used of a connection of `@duckdb/node-api`. */
export type DuckDBConnection = {
  readonly run: (sql: string) => Promise<unknown>;
  readonly runAndReadAll: (sql: string) => Promise<{ readonly getRows: () => unknown[][] }>;
  readonly closeSync: () => void;
};

type Duckdb = {
  readonly DuckDBInstance: {
    readonly create: (path: string) => Promise<{ readonly connect: () => Promise<DuckDBConnection> }>;
  };
};

/**
 * A database in memory, where DuckDB is there (`npm install --no-save @duckdb/node-api`), else null. It is no dependency,
 * because it comes as a binary for each platform and a lock file must name them all.
 */
export async function openDuckdb(): Promise<DuckDBConnection | null> {
  const name = "@duckdb/node-api";
  try {
    const { DuckDBInstance } = (await import(name)) as Duckdb;
    return await (await DuckDBInstance.create(":memory:")).connect();
  } catch {
    return null;
  }
}
