/** The port of trusted documents: operations that a client's developers registered, which it may run by their ids alone. */

export interface NewDocument {
  /** Name of the client or partner that it belongs to. */
  readonly client: string;
  /** Name of its operation. */
  readonly name: string;
  readonly text: string;
}

export interface StoredDocument extends NewDocument {
  /** SHA-256 of the text, as 64 hexadecimal digits (GraphQL over HTTP, appendix A, without the prefix `sha256:`). */
  readonly id: string;
  /** When it was first added, as an ISO 8601 moment. */
  readonly addedAt: string;
  /** Who added it. */
  readonly by: string;
}

/** What adding came to: the document as it is kept, and whether it was not there before. */
export interface AddedDocument {
  readonly document: StoredDocument;
  readonly isNew: boolean;
}

/**
 * Two clients may keep the same document; each has it for itself. Every call sees what this process has added or removed before it, and `find`
 * what another process has within 100 ms: it is asked for every operation.
 */
export interface DocumentStore {
  /** The document of a client, or of any client where `client` is null; null when there is none. */
  find(id: string, client: string | null): StoredDocument | null;
  /** By client and name. */
  list(client?: string): readonly StoredDocument[];
  /** Adds all or none. What is there already stays as it is. */
  add(documents: readonly NewDocument[], by: string): readonly AddedDocument[];
  /** Gives the ids of those that were there. */
  remove(client: string, ids: readonly string[]): readonly string[];
  close(): void;
}
