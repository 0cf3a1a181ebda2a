/** The audit log in one SQLite file. Entries are written together, several times a second, so that no request waits for the disk. */
import { DatabaseSync } from "node:sqlite";
import type { Logger } from "pino";
import { columns, guards, latest, schema } from "./audit.sql.ts";
import {
  type AuditEntry,
  type AuditEvent,
  type AuditFilter,
  type AuditHead,
  type AuditLog,
  AuditUnavailable,
  type AuditVerification,
} from "./audit-log.ts";
import { type AuditRow, beginning, type ChainedRow, chainFaults, hashOf } from "./chain.ts";
import { withoutSecrets } from "./without-secrets.ts";

const writtenWithinMs = 50;
/** While the file cannot be written it is tried again this often. */
const triedEveryMs = 1_000;
/** What another process writes takes milliseconds; longer than this no request shall wait for it. */
const lockedForMs = 50;
const lockedAtCloseMs = 10_000;
/** Entries that are kept while the file cannot be written. */
const mostPending = 10_000;

/** Opens or makes the log in `file`. Several processes may have it open; their entries make one chain. */
export function openSqliteAuditLog(file: string, log: Logger): AuditLog {
  return new SqliteAuditLog(file, log);
}

type PendingRow = Omit<AuditRow, "position">;

class SqliteAuditLog implements AuditLog {
  readonly #database: DatabaseSync;
  readonly #log: Logger;
  #pending: PendingRow[] = [];
  #timer: NodeJS.Timeout | null = null;
  #isFailing = false;
  #isOpen = true;

  constructor(file: string, log: Logger) {
    this.#log = log;
    this.#database = new DatabaseSync(file, { timeout: lockedAtCloseMs });
    this.#database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
    this.#together("BEGIN IMMEDIATE", () => {
      // Made once: a guard that is gone later is told, and not quietly put back.
      const known = this.#database.prepare("SELECT 1 FROM sqlite_master WHERE name = 'entries'").get();
      if (!known) this.#database.exec(schema);
    });
    this.#database.exec(`PRAGMA busy_timeout = ${lockedForMs}`);
    process.on("exit", this.#closeAtExit);
  }

  ensureWritable(): void {
    if (!this.#isOpen) throw new AuditUnavailable("The audit log is closed");
    if (this.#pending.length >= mostPending) throw new AuditUnavailable("The audit log cannot be written; its own log says why");
  }

  append({ who, action, what, result, traceId }: AuditEvent): void {
    this.ensureWritable();
    const { subject, issuer, partner } = who;
    const facts = JSON.stringify(withoutSecrets(what));
    this.#pending.push({ at: new Date().toISOString(), subject, issuer, partner, action, what: facts, result, traceId });
    this.#schedule(writtenWithinMs);
  }

  read({ who, action, since, until, limit = 100 }: AuditFilter): readonly AuditEntry[] {
    this.#writePending();
    const rows = this.#database.prepare(latest).all(who ?? null, action ?? null, since ?? null, until ?? null, limit);
    return (rows as unknown as ChainedRow[]).reverse().map(toEntry);
  }

  verify(known?: AuditHead): AuditVerification {
    this.#writePending();
    return this.#together("BEGIN", () => {
      const rows = this.#database.prepare(`SELECT ${columns} FROM entries ORDER BY position`).iterate() as Iterable<unknown>;
      const faults = chainFaults(rows as Iterable<ChainedRow>, this.#lastPosition(), known ?? null);
      const entries = Number(this.#database.prepare("SELECT count(*) AS entries FROM entries").get()?.entries);
      return { entries, head: this.#head(), faults: [...this.#missingGuards(), ...faults] };
    });
  }

  close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    process.off("exit", this.#closeAtExit);
    if (this.#timer) clearTimeout(this.#timer);
    try {
      this.#database.exec(`PRAGMA busy_timeout = ${lockedAtCloseMs}`);
      this.#writePending();
    } finally {
      this.#database.close();
    }
  }

  [Symbol.dispose](): void {
    this.close();
  }

  readonly #closeAtExit = (): void => this.close();

  #schedule(afterMs: number): void {
    // A process with nothing else to do need not wait: what is pending is written at its exit.
    this.#timer ??= setTimeout(() => this.#tryToWrite(), afterMs).unref();
  }

  #tryToWrite(): void {
    this.#timer = null;
    try {
      this.#writePending();
      if (this.#isFailing) this.#log.warn("the audit log is written again");
      this.#isFailing = false;
    } catch (fault) {
      if (!this.#isFailing)
        this.#log.error({ err: fault, pending: this.#pending.length }, "the audit log cannot be written; it is tried again");
      this.#isFailing = true;
      this.#schedule(triedEveryMs);
    }
  }

  /** All of them or none, which then stay pending. */
  #writePending(): void {
    if (this.#pending.length === 0) return;
    this.#together("BEGIN IMMEDIATE", () => {
      const insert = this.#database.prepare("INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
      let previous = this.#head()?.hash ?? beginning;
      let position = this.#lastPosition();
      for (const pending of this.#pending) {
        position += 1;
        const row = { position, ...pending };
        previous = hashOf(previous, row);
        const { at, subject, issuer, partner, action, what, result, traceId } = row;
        insert.run(position, at, subject, issuer, partner, action, what, result, traceId, previous);
      }
    });
    this.#pending = [];
  }

  #head(): AuditHead | null {
    const row = this.#database.prepare("SELECT position, hash FROM entries ORDER BY position DESC LIMIT 1").get();
    return row ? { position: Number(row.position), hash: String(row.hash) } : null;
  }

  /** The highest position ever given, also when its entry is gone. */
  #lastPosition(): number {
    return Number(this.#database.prepare("SELECT seq FROM sqlite_sequence WHERE name = 'entries'").get()?.seq ?? 0);
  }

  #missingGuards(): readonly string[] {
    const found = this.#database.prepare("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'entries'").all();
    const names = new Set(found.map(({ name }) => name));
    return guards.filter((guard) => !names.has(guard)).map((guard) => `the guard ${guard} is gone from the file`);
  }

  #together<T>(begin: "BEGIN" | "BEGIN IMMEDIATE", work: () => T): T {
    this.#database.exec(begin);
    try {
      const result = work();
      this.#database.exec("COMMIT");
      return result;
    } catch (fault) {
      // Some faults, such as a full disk, have ended it already.
      if (this.#database.isTransaction) this.#database.exec("ROLLBACK");
      throw fault;
    }
  }
}

function toEntry({ position, at, subject, issuer, partner, action, what, result, traceId }: ChainedRow): AuditEntry {
  return { position, at, who: { subject, issuer, partner }, action, what: JSON.parse(what) as AuditEntry["what"], result, traceId };
}
