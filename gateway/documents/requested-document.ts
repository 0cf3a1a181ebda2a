/** How a request names the document that it wants run: by GraphQL over HTTP (appendix A), or as Apollo's clients do. */
import type { OperationRequest } from "../engine/preparation.ts";
import { refuse } from "../engine/refusal.ts";

export interface RequestedDocument {
  /** 64 hexadecimal digits. */
  readonly id: string;
  /** Whether the client goes by the protocol of automatic persisted queries, and sends the text when the id is not known. */
  readonly isAutomatic: boolean;
}

/** Null when the request names none. Throws OperationRefused BAD_REQUEST that names the field that is wrong. */
export function readRequestedDocument({ query, documentId, extensions }: OperationRequest): RequestedDocument | null {
  const { persistedQuery } = extensions;
  if (documentId !== undefined && documentId !== null) {
    if (query !== "") throw refuse("Both query and documentId are given; send one of them", "BAD_REQUEST");
    return { id: readId("documentId", documentId.replace(/^sha256:/, "")), isAutomatic: false };
  }
  if (persistedQuery === undefined || persistedQuery === null) return null;
  if (typeof persistedQuery !== "object") {
    throw refuse("extensions.persistedQuery is not an object; send version and sha256Hash, or leave it out", "BAD_REQUEST");
  }
  const { version, sha256Hash } = persistedQuery as Readonly<Record<string, unknown>>;
  if (version !== 1) throw refuse("extensions.persistedQuery.version is not 1, the only one that is known; send 1", "BAD_REQUEST");
  return { id: readId("extensions.persistedQuery.sha256Hash", sha256Hash), isAutomatic: true };
}

function readId(field: string, id: unknown): string {
  if (typeof id === "string" && /^[0-9a-f]{64}$/.test(id)) return id;
  throw refuse(`${field} is no SHA-256; send 64 hexadecimal digits in lower case`, "BAD_REQUEST");
}
