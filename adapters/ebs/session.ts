/** Transactions on the EBS database, and what its faults mean. */
import pg from "pg";
import { InDoubt, SourceUnavailable } from "../port.ts";
import { loadStatements, type StatementName } from "./sql/statements.ts";

/** A row as text, exactly as the database wrote it: numbers keep their digits, dates their local clock. */
export type Row = Readonly<Record<string, string | null>>;
export type Query = (statement: StatementName, values: readonly unknown[]) => Promise<Row[]>;

/** Does a part of a transaction, of which nothing stays when EBS says no; then gives why. What came before it stays. */
type Attempt = <T>(work: () => Promise<T>) => Promise<T | Refused>;

/** Thrown in a transaction of `write`: EBS said no, and nothing of the transaction, or of the attempt in it, shall stay. */
export class Refused extends Error {
  override readonly name = "Refused";
  readonly code: string;
  constructor(code: string, text: string) {
    super(text);
    this.code = code;
  }
}

export interface Session {
  /** One moment of the database: all reads of `work` see the same state. Throws SourceUnavailable. */
  read<T>(work: (query: Query) => Promise<T>, signal: AbortSignal): Promise<T>;
  /** All of `work` or nothing. Throws Refused, SourceUnavailable when surely nothing was written, InDoubt when it may have been. */
  write<T>(work: (query: Query, attempt: Attempt) => Promise<T>, signal: AbortSignal): Promise<T>;
  close(): Promise<void>;
}

export function createSession(options: { url: string; inspectionView: string; system: string }): Session {
  const statements = loadStatements(options.inspectionView);
  const pool = new pg.Pool({
    connectionString: options.url,
    max: 4,
    connectionTimeoutMillis: 5_000,
    query_timeout: 30_000,
    types: { getTypeParser: () => (value: unknown) => value },
  });
  // A connection that dies while nobody uses it is simply replaced; in use, its queries tell.
  pool.on("error", () => undefined);
  pool.on("connect", (client) => client.on("error", () => undefined));
  const unavailable = (cause: unknown): SourceUnavailable =>
    cause instanceof SourceUnavailable
      ? cause
      : new SourceUnavailable(`${options.system}: the EBS database did not answer (${describe(cause)})`, { cause });

  async function transact<T>(begin: string, work: (query: Query, attempt: Attempt) => Promise<T>, signal: AbortSignal): Promise<T> {
    const client = await connect(pool, signal).catch((error: unknown) => {
      throw unavailable(error);
    });
    const query: Query = async (statement, values) => (await abortable(client.query<Row>(statements[statement], [...values]), signal)).rows;
    const attempt: Attempt = async (part) => {
      await abortable(client.query("savepoint posting"), signal);
      try {
        return await part();
      } catch (error) {
        const refusal = refusalOf(error);
        if (refusal === null) throw error;
        await abortable(client.query("rollback to savepoint posting"), signal);
        return refusal;
      }
    };
    let result: T;
    try {
      await abortable(client.query(begin), signal);
      result = await work(query, attempt);
    } catch (error) {
      const rolledBack = await rollback(client, signal);
      client.release(!rolledBack);
      throw refusalOf(error) ?? unavailable(error);
    }
    try {
      await abortable(client.query("commit"), signal);
      client.release();
      return result;
    } catch (error) {
      client.release(true);
      throw new InDoubt(`${options.system}: the answer to a commit was lost (${describe(error)})`, { cause: error });
    }
  }

  return {
    read: (work, signal) =>
      transact("begin isolation level repeatable read read only", work, signal).catch((error: unknown) => {
        throw unavailable(error);
      }),
    write: (work, signal) => transact("begin", work, signal),
    close: () => pool.end(),
  };
}

async function connect(pool: pg.Pool, signal: AbortSignal): Promise<pg.PoolClient> {
  const connecting = pool.connect();
  try {
    return await abortable(connecting, signal);
  } catch (error) {
    // One that arrives after the caller has gone is not wanted any more.
    connecting.then((client) => client.release(true)).catch(() => undefined);
    throw error;
  }
}

/** An aborted query goes on in the database; its connection is dropped by the caller, which ends the transaction. */
function abortable<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  if (signal.aborted) {
    promise.catch(() => undefined);
    return Promise.reject(signal.reason);
  }
  return new Promise((resolve, reject) => {
    const onAbort = (): void => reject(signal.reason);
    signal.addEventListener("abort", onAbort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", onAbort));
  });
}

async function rollback(client: pg.PoolClient, signal: AbortSignal): Promise<boolean> {
  if (signal.aborted) return false;
  return abortable(client.query("rollback"), signal).then(
    () => true,
    () => false,
  );
}

/** SQLSTATE class 22 (a value is not what its column takes), 23 (a constraint) and P0 (raised by a procedure). */
function isDataFault(error: unknown): error is Error & { code: string } {
  return error instanceof Error && "code" in error && typeof error.code === "string" && /^(22|23|P0)/.test(error.code);
}

/** Null when EBS did not say no: then something else is wrong. */
function refusalOf(error: unknown): Refused | null {
  if (error instanceof Refused) return error;
  return isDataFault(error) ? new Refused(`SQL/${error.code}`, error.message) : null;
}

const describe = (error: unknown): string => (error instanceof Error ? error.message || error.name : String(error));
