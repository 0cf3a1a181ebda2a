/**
 * Finds the text of an operation: by the id of a stored document, by that of a text that a client sent before, or as it was sent.
 * Where trusted documents are on, what is not stored is logged, warned of or refused.
 */
import { LRUCache } from "lru-cache";
import type { Logger } from "pino";
import { parseDocument } from "../engine/documents.ts";
import type { OperationRequest } from "../engine/preparation.ts";
import { documentId, layOut } from "./document-id.ts";
import type { DocumentStore } from "./document-store.ts";
import { notStored, textRefused, unknownHash, unknownId, wrongHash } from "./refusals.ts";
import { type RequestedDocument, readRequestedDocument } from "./requested-document.ts";

/**
 * What becomes of a text that is not stored. OFF: it is run, and clients may register it for themselves (automatic persisted
 * queries). LOG: it is run and logged. WARN: the client is told as well. BLOCK: it is refused.
 */
export type DocumentLevel = "OFF" | "LOG" | "WARN" | "BLOCK";

export interface TrustedDocumentsOptions {
  /** Null where nothing is stored. */
  readonly store: DocumentStore | null;
  readonly level: DocumentLevel;
  /** The level for one client or partner; undefined for the usual one. */
  readonly allowedDocuments?: (whose: string) => DocumentLevel | undefined;
  readonly log: Logger;
}

/** What a client is told beside its answer. */
export interface DocumentNotice {
  readonly code: string;
  readonly message: string;
}

export interface ResolvedQuery {
  readonly query: string;
  readonly notice?: DocumentNotice;
}

/** Characters of the texts that are kept for automatic persisted queries, and of those whose ids are known. */
const keptCharacters = 2_000_000;
/** A text that is not stored is logged once in this time for each client. */
const loggedOnceInMs = 3_600_000;

/** The ids under which a text may be stored. */
interface TextIds {
  /** As it is. */
  readonly own: string;
  /** In the layout in which all texts look the same that say the same; null until it is asked for. */
  layout: string | null;
}

export class TrustedDocuments {
  readonly #options: TrustedDocumentsOptions;
  readonly #automatic = new LRUCache<string, string>({ maxSize: keptCharacters, sizeCalculation: (text) => text.length + 1 });
  readonly #ids = new LRUCache<string, TextIds>({ maxSize: keptCharacters, sizeCalculation: (_, text) => text.length + 1 });
  // The clock of the cache may be old by as much: it is read, and a timer set, no oftener.
  readonly #logged = new LRUCache<string, true>({ max: 1_000, ttl: loggedOnceInMs, ttlResolution: 60_000 });

  constructor(options: TrustedDocumentsOptions) {
    this.#options = options;
  }

  /**
   * The text to run. `whose` is the client or partner that asks, and has its own documents alone; null, for a caller without a
   * client of its own, has those of all. Throws OperationRefused with one of the documents' codes, BAD_REQUEST, or what
   * makes a text no document.
   */
  resolve(request: OperationRequest, whose: string | null): ResolvedQuery {
    const { query } = request;
    const level = this.#levelOf(whose);
    const requested = readRequestedDocument(request);
    if (query === "") return { query: requested ? this.#find(requested, whose, level) : query };
    if (requested && documentId(query) !== requested.id) throw wrongHash();
    if (level === "OFF") {
      if (requested) this.#automatic.set(requested.id, query);
      return { query };
    }
    const stored = this.#findText(query, whose);
    return stored === null ? this.#judge(request, whose, level) : { query: stored };
  }

  #levelOf(whose: string | null): DocumentLevel {
    const own = whose === null ? undefined : this.#options.allowedDocuments?.(whose);
    return own ?? this.#options.level;
  }

  #find({ id, isAutomatic }: RequestedDocument, whose: string | null, level: DocumentLevel): string {
    const text = this.#options.store?.find(id, whose)?.text ?? (level === "OFF" ? this.#automatic.get(id) : undefined);
    if (text !== undefined) return text;
    // At BLOCK the text would be refused too: nobody is to send it.
    throw isAutomatic && level !== "BLOCK" ? unknownHash() : unknownId();
  }

  /** The stored document that says the same, in whatever layout it came. */
  #findText(query: string, whose: string | null): string | null {
    const { store } = this.#options;
    if (!store) return null;
    const ids = this.#idsOf(query);
    const asItIs = store.find(ids.own, whose);
    if (asItIs) return asItIs.text;
    ids.layout ??= documentId(layOut(parseDocument(query)));
    return store.find(ids.layout, whose)?.text ?? null;
  }

  #idsOf(query: string): TextIds {
    let ids = this.#ids.get(query);
    if (ids === undefined) {
      ids = { own: documentId(query), layout: null };
      this.#ids.set(query, ids);
    }
    return ids;
  }

  #judge({ query, operationName }: OperationRequest, whose: string | null, level: Exclude<DocumentLevel, "OFF">): ResolvedQuery {
    const id = this.#idsOf(query).own;
    const seen = `${id} ${whose ?? ""}`;
    if (!this.#logged.has(seen)) {
      this.#logged.set(seen, true);
      this.#options.log.warn({ client: whose, document: id, operationName, level }, "an operation is not among the stored documents");
    }
    if (level === "BLOCK") throw textRefused();
    return level === "LOG" ? { query } : { query, notice: notStored };
  }
}
