/** A SQLite connection whose statements are prepared once, and whose transactions are all or nothing. */
import { DatabaseSync, type StatementSync } from "node:sqlite";

export type Row = Record<string, string | number | null>;
export type Value = string | number | null | Uint8Array;

export class Statements {
  readonly #database: DatabaseSync;
  readonly #prepared = new Map<string, StatementSync>();

  /** `pragmas` are run when the file is opened. Waits up to ten seconds for another process's transaction. */
  constructor(file: string, pragmas: string) {
    this.#database = new DatabaseSync(file, { timeout: 10_000 });
    this.#database.exec(pragmas);
  }

  get(sql: string, ...values: Value[]): Row | undefined {
    return this.#prepare(sql).get(...values) as Row | undefined;
  }

  all(sql: string, ...values: Value[]): Row[] {
    return this.#prepare(sql).all(...values) as Row[];
  }

  /** Gives how many rows were touched. */
  run(sql: string, ...values: Value[]): number {
    return Number(this.#prepare(sql).run(...values).changes);
  }

  transaction<T>(work: () => T): T {
    this.#database.exec("BEGIN IMMEDIATE");
    try {
      const result = work();
      this.#database.exec("COMMIT");
      return result;
    } catch (fault) {
      this.#database.exec("ROLLBACK");
      throw fault;
    }
  }

  /** As `transaction`, without waiting for the disk: lost when the machine loses its power, though not when the process ends. Needs the WAL. */
  swiftTransaction<T>(work: () => T): T {
    this.#database.exec("PRAGMA synchronous = NORMAL");
    try {
      return this.transaction(work);
    } finally {
      this.#database.exec("PRAGMA synchronous = FULL");
    }
  }

  /** Within a transaction: all of `work` or nothing of it, while the rest of the transaction stays. */
  savepoint<T>(work: () => T): T {
    this.run("SAVEPOINT part");
    try {
      const result = work();
      this.run("RELEASE part");
      return result;
    } catch (fault) {
      this.run("ROLLBACK TO part");
      this.run("RELEASE part");
      throw fault;
    }
  }

  close(): void {
    this.#database.close();
  }

  #prepare(sql: string): StatementSync {
    let statement = this.#prepared.get(sql);
    if (!statement) {
      statement = this.#database.prepare(sql);
      this.#prepared.set(sql, statement);
    }
    return statement;
  }
}
