/** Trusted documents in one SQLite file, which the gateway reads while the command line writes. */
import { DatabaseSync, type StatementSync } from "node:sqlite";
import { LRUCache } from "lru-cache";
import { documentId } from "./document-id.ts";
import type { AddedDocument, DocumentStore, NewDocument, StoredDocument } from "./document-store.ts";

const schema = `
  CREATE TABLE IF NOT EXISTS documents (
    id TEXT NOT NULL,
    client TEXT NOT NULL,
    name TEXT NOT NULL,
    text TEXT NOT NULL,
    added_at TEXT NOT NULL,
    added_by TEXT NOT NULL,
    PRIMARY KEY (id, client)
  ) STRICT, WITHOUT ROWID`;
const columns = `id, client, name, text, added_at AS addedAt, added_by AS "by"`;

/** How long others' changes may go unnoticed; looking for them costs as much as looking up a document. */
const looksEveryMs = 100;
/** Ids of which it is known what is stored under them, nothing included. */
const keptIds = 10_000;

interface Found {
  readonly document: StoredDocument | null;
}

/** Opens or makes the store in `file`. Several processes may have it open. */
export function openSqliteDocumentStore(file: string): DocumentStore {
  return new SqliteDocumentStore(file);
}

class SqliteDocumentStore implements DocumentStore {
  readonly #database: DatabaseSync;
  readonly #find: StatementSync;
  readonly #findOfAny: StatementSync;
  /** Changes whenever another connection has written. */
  readonly #readVersion: StatementSync;
  readonly #found = new LRUCache<string, Found>({ max: keptIds });
  #version: unknown = null;
  #lookedAt = Number.NEGATIVE_INFINITY;

  constructor(file: string) {
    this.#database = new DatabaseSync(file, { timeout: 10_000 });
    this.#database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; ${schema}`);
    this.#find = this.#database.prepare(`SELECT ${columns} FROM documents WHERE id = ? AND client = ?`);
    this.#findOfAny = this.#database.prepare(`SELECT ${columns} FROM documents WHERE id = ? ORDER BY client LIMIT 1`);
    this.#readVersion = this.#database.prepare("PRAGMA data_version");
  }

  find(id: string, client: string | null): StoredDocument | null {
    this.#noticeOthers();
    const key = client === null ? id : `${id} ${client}`;
    let found = this.#found.get(key);
    if (found === undefined) {
      found = { document: this.#read(id, client) };
      this.#found.set(key, found);
    }
    return found.document;
  }

  #read(id: string, client: string | null): StoredDocument | null {
    const row = client === null ? this.#findOfAny.get(id) : this.#find.get(id, client);
    return (row as StoredDocument | undefined) ?? null;
  }

  #noticeOthers(): void {
    const now = performance.now();
    if (now - this.#lookedAt < looksEveryMs) return;
    this.#lookedAt = now;
    const version = this.#readVersion.get()?.data_version;
    if (version !== this.#version) this.#found.clear();
    this.#version = version;
  }

  list(client?: string): readonly StoredDocument[] {
    const sql = `SELECT ${columns} FROM documents WHERE ?1 IS NULL OR client = ?1 ORDER BY client, name, added_at, id`;
    return this.#database.prepare(sql).all(client ?? null) as unknown as StoredDocument[];
  }

  add(documents: readonly NewDocument[], by: string): readonly AddedDocument[] {
    const addedAt = new Date().toISOString();
    const insert = this.#database.prepare("INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING");
    return this.#together(() =>
      documents.map(({ client, name, text }) => {
        const document: StoredDocument = { id: documentId(text), client, name, text, addedAt, by };
        const isNew = insert.run(document.id, client, name, text, addedAt, by).changes > 0;
        return { document: isNew ? document : (this.#read(document.id, client) ?? document), isNew };
      }),
    );
  }

  remove(client: string, ids: readonly string[]): readonly string[] {
    const remove = this.#database.prepare("DELETE FROM documents WHERE id = ? AND client = ?");
    return this.#together(() => ids.filter((id) => remove.run(id, client).changes > 0));
  }

  close(): void {
    this.#database.close();
  }

  #together<T>(work: () => T): T {
    this.#found.clear();
    this.#database.exec("BEGIN IMMEDIATE");
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
