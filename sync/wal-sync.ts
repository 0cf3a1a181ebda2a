/**
 * Brings what was committed to a SQLite database with a write-ahead log to the disk, without the event loop waiting for it: all
 * that is committed while one sync is under way is served by the next.
 */
import { type FileHandle, open } from "node:fs/promises";

export class WalSync {
  readonly #file: string;
  #handle: Promise<FileHandle> | null = null;
  #underWay: Promise<void> = Promise.resolve();
  #next: Promise<void> | null = null;

  /** `database` is the file of the database, which stays open for as long as this is used: its log is the same file for so long. */
  constructor(database: string) {
    this.#file = `${database}-wal`;
  }

  /**
   * Fulfilled when all that was committed before the call is on the disk: in the log, or in the database itself, which SQLite has
   * synced before it uses the log anew (https://www.sqlite.org/pragma.html#pragma_synchronous). Rejected when the disk fails.
   */
  done(): Promise<void> {
    this.#next ??= this.#after(this.#underWay);
    return this.#next;
  }

  async #after(before: Promise<void>): Promise<void> {
    await before.catch(() => undefined);
    // What is committed from here on may be too late for this one.
    this.#next = null;
    this.#underWay = this.#sync();
    return this.#underWay;
  }

  async #sync(): Promise<void> {
    this.#handle ??= open(this.#file, "r+");
    try {
      await (await this.#handle).datasync();
    } catch (fault) {
      this.#handle = null;
      throw fault;
    }
  }

  /** Waits for what is under way. */
  async close(): Promise<void> {
    await this.#next?.catch(() => undefined);
    await this.#underWay.catch(() => undefined);
    await (await this.#handle?.catch(() => null))?.close();
  }
}
