/** Hashes by which the log knows a change again, and knows whether it alters anything. */
import { hash } from "node:crypto";
import type { CanonicalChange } from "#schema/canonical/change.ts";

/** Identity of a change: its source and id, as CloudEvents 1.0 defines it (section 3.1.1). */
export function claimOf({ source, id }: Pick<CanonicalChange, "source" | "id">): Uint8Array {
  // Neither may contain a line break, so that no two pairs join to one text.
  return hash("sha256", `${source}\n${id}`, "buffer").subarray(0, 16);
}

/** What a change says of its entity, without when and in which version it was said. */
export function contentOf(body: string | null, sourceStatuses: readonly string[]): string {
  return body === null ? "" : hash("sha1", `${sourceStatuses.join(" ")}\n${body}`, "base64url");
}
