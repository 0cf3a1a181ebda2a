/** What a document is known by: a digest of its text, and a layout that is the same however the text was written. */
import { hash } from "node:crypto";
import { type DefinitionNode, type DocumentNode, Kind, print } from "graphql";

/** SHA-256 of the text in UTF-8, as 64 hexadecimal digits (GraphQL over HTTP, appendix A). */
export function documentId(text: string): string {
  return hash("sha256", text, "hex");
}

/** The document's text without what means nothing: comments, layout, the order of its definitions. */
export function layOut({ definitions }: DocumentNode): string {
  const ordered = [...definitions].sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
  return print({ kind: Kind.DOCUMENT, definitions: ordered });
}

/** Operations before fragments, each by name. */
function orderOf(definition: DefinitionNode): string {
  const name = "name" in definition ? (definition.name?.value ?? "") : "";
  return `${definition.kind === Kind.OPERATION_DEFINITION ? 0 : 1}${name}`;
}
