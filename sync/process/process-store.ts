/** The file of what is under way. Every step of a workflow, with all that follows from it, is one transaction here. */
import { Statements } from "../statements.ts";
import { WalSync } from "../wal-sync.ts";
import { schema } from "./process.sql.ts";

/** What happened in a transaction, for those who wait for it. */
export type Stirring = "EVENTS" | "COMMANDS" | `COMMANDS OF ${string}` | "EXCEPTIONS" | "RUNS";

export class ProcessStore {
  readonly statements: Statements;
  readonly #walSync: WalSync;
  readonly #listeners = new Map<Stirring, Set<() => void>>();
  readonly #stirred = new Set<Stirring>();
  #depth = 0;

  constructor(file: string) {
    this.statements = new Statements(file, `PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -16000; ${schema}`);
    this.#walSync = new WalSync(file);
  }

  /** All of `work` or nothing of it, durable when it returns. A transaction within a transaction is a part of it. */
  transaction<T>(work: () => T): T {
    return this.#run(work, () => this.statements.transaction(work));
  }

  /**
   * All of `work` or nothing of it, without waiting for the disk: it is kept when the process is killed, but a machine that loses its
   * power may forget it until `durable` is fulfilled. For what is done again in the same way when it is lost, and for what waits for that.
   */
  repeatable<T>(work: () => T): T {
    return this.#run(work, () => this.statements.swiftTransaction(work));
  }

  /** Fulfilled when all that was written before the call is durable; meanwhile others go on. Rejected when the disk fails. */
  durable(): Promise<void> {
    return this.#walSync.done();
  }

  #run<T>(work: () => T, whole: () => T): T {
    if (this.#depth > 0) return work();
    this.#depth += 1;
    try {
      const result = whole();
      for (const what of this.#stirred) for (const wake of this.#listeners.get(what) ?? []) queueMicrotask(wake);
      return result;
    } finally {
      this.#stirred.clear();
      this.#depth -= 1;
    }
  }

  /** To be called within a transaction: when `work` throws, what it wrote is undone, and the transaction can go on. */
  attempt<T>(work: () => T): T {
    return this.statements.savepoint(work);
  }

  /** To be called in a transaction that writes: followers are woken when it is through. */
  stir(what: Stirring): void {
    this.#stirred.add(what);
  }

  /** The next number of a count that only goes up. */
  nextRevision(of: Stirring): number {
    const row = this.statements.get(
      "INSERT INTO revisions (of, last) VALUES (?, 1) ON CONFLICT (of) DO UPDATE SET last = last + 1 RETURNING last",
      of,
    );
    return Number(row?.last);
  }

  /** Where the count is now. */
  revision(of: Stirring): number {
    return Number(this.statements.get("SELECT last FROM revisions WHERE of = ?", of)?.last ?? 0);
  }

  /** Calls `wake` after something of the kind was written; gives how to stop it. Calls may be merged. */
  onStirred(what: Stirring, wake: () => void): () => void {
    const listeners = this.#listeners.get(what) ?? new Set();
    this.#listeners.set(what, listeners.add(wake));
    return () => listeners.delete(wake);
  }

  close(): void {
    this.#listeners.clear();
    void this.#walSync.close();
    this.statements.close();
  }
}
