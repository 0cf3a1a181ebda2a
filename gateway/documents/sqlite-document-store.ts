/** Trusted documents in one SQLite file, which the gateway reads while the command line writes. */
import { DatabaseSync, type StatementSync } from "node:sqlite";
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

/** Opens or makes the store in `file`. Several processes may have it open. */
export function openSqliteDocumentStore(file: string): DocumentStore {
  return new SqliteDocumentStore(file);
}

class SqliteDocumentStore implements DocumentStore {
  readonly #database: DatabaseSync;
  readonly #find: StatementSync;
  readonly #findOfAny: StatementSync;

  constructor(file: string) {
    this.#database = new DatabaseSync(file, { timeout: 10_000 });
    this.#database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; ${schema}`);
    this.#find = this.#database.prepare(`SELECT ${columns} FROM documents WHERE id = ? AND client = ?`);
    this.#findOfAny = this.#database.prepare(`SELECT ${columns} FROM documents WHERE id = ? ORDER BY client LIMIT 1`);
  }

  find(id: string, client: string | null): StoredDocument | null {
    const row = client === null ? this.#findOfAny.get(id) : this.#find.get(id, client);
    return (row as StoredDocument | undefined) ?? null;
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
        return { document: isNew ? document : (this.find(document.id, client) ?? document), isNew };
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
