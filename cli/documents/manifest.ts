/**
 * Manifests that a client's own tools write: Apollo's (`generate-persisted-query-manifest`), or an object of texts by their ids, as GraphQL
 * Code Generator and Relay write it. Their texts are stored as they are, since the client knows them by the digest of just these.
 */
import { type DocumentNode, GraphQLError, Kind, type OperationDefinitionNode, parse, Source } from "graphql";
import { documentId } from "#gateway/kept";
import type { ClientOperation } from "./client-operations.ts";
import { tellError } from "./place.ts";

export function readManifest(file: string, content: string, faults: string[]): readonly ClientOperation[] {
  const entries = readEntries(content);
  if (!entries) {
    faults.push(`${file}: it is no manifest; give one of Apollo's, or an object of documents by their ids`);
    return [];
  }
  return entries.flatMap(([id, text]) => {
    const operation = readOperation(`${file} ${id}`, text, faults);
    if (id === documentId(text)) return operation ? [operation] : [];
    faults.push(`${file} ${id}: the id is not the SHA-256 of its document; have the manifest written with sha256 in hexadecimal`);
    return [];
  });
}

/** Ids and texts; null when there are none to be found. */
function readEntries(content: string): readonly (readonly [id: string, text: string])[] | null {
  let manifest: unknown;
  try {
    manifest = JSON.parse(content);
  } catch {
    return null;
  }
  if (typeof manifest !== "object" || manifest === null) return null;
  const entries: readonly (readonly [unknown, unknown])[] =
    "operations" in manifest && Array.isArray(manifest.operations)
      ? manifest.operations.map((each: { readonly id?: unknown; readonly body?: unknown } | null) => [each?.id, each?.body] as const)
      : Object.entries(manifest);
  const isEntry = (entry: readonly [unknown, unknown]): entry is readonly [string, string] =>
    entry.every((part) => typeof part === "string");
  return entries.every(isEntry) ? entries : null;
}

/** Null when the text is no document of one operation with a name. */
function readOperation(place: string, text: string, faults: string[]): ClientOperation | null {
  let document: DocumentNode;
  try {
    document = parse(new Source(text, place));
  } catch (fault) {
    if (!(fault instanceof GraphQLError)) throw fault;
    faults.push(tellError(fault));
    return null;
  }
  const operations = document.definitions.filter((one): one is OperationDefinitionNode => one.kind === Kind.OPERATION_DEFINITION);
  const name = operations[0]?.name?.value;
  if (operations.length === 1 && name !== undefined) return { name, document, text };
  faults.push(`${place}: the document has ${operations.length} operations with or without a name; it must have one, with a name`);
  return null;
}
