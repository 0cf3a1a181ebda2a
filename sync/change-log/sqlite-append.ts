/** Taking one change into the tables of the log: known or not, newer or not, altering anything or not. */
import type { CanonicalChange } from "#schema/canonical/change.ts";
import type { Row, Statements } from "../statements.ts";
import type { AppendedTogether, AppendOutcome } from "./change-log.ts";
import { claimOf, contentOf } from "./content.ts";

/** Appends a batch; to be called inside a transaction. */
export function appendBatch(statements: Statements, changes: readonly CanonicalChange[], recordedAt: string): readonly AppendOutcome[] {
  const ends = new Map<string, number>();
  const outcomes = changes.map((change) => appendOne(statements, change, recordedAt, ends));
  for (const [plant, end] of ends) {
    statements.run(
      "INSERT INTO plants (plant, last_position) VALUES (?, ?) ON CONFLICT (plant) DO UPDATE SET last_position = excluded.last_position",
      plant,
      end,
    );
  }
  return outcomes;
}

/** Position of the plant's newest change; 0 when it has none. */
export function endOf(statements: Statements, plant: string): number {
  return Number(statements.get("SELECT last_position FROM plants WHERE plant = ?", plant)?.last_position ?? 0);
}

function appendOne(statements: Statements, change: CanonicalChange, recordedAt: string, ends: Map<string, number>): AppendOutcome {
  const { body, plant, kind, key, ...envelope } = change;
  const text = body === null ? null : JSON.stringify(body);
  const content = contentOf(text, change.sourceStatuses);
  const claim = claimOf(change);
  const claimed = statements.get("SELECT content FROM claims WHERE claim = ?", claim);
  if (claimed) return { outcome: claimed.content === content ? "DUPLICATE" : "CONFLICT" };
  statements.run("INSERT INTO claims (claim, content, recorded_at) VALUES (?, ?, ?)", claim, content, recordedAt);

  const position = (ends.get(plant) ?? endOf(statements, plant)) + 1;
  ends.set(plant, position);
  const head = statements.get(
    "SELECT system, version, content, position FROM heads WHERE plant = ? AND kind = ? AND key = ?",
    plant,
    kind,
    key,
  );
  const outcome = judge(change, content, head);
  const isPublished = outcome === "PUBLISHED";
  statements.run(
    "INSERT INTO changes (plant, position, kind, key, published, recorded_at, envelope, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
    plant,
    position,
    kind,
    key,
    isPublished ? 1 : 0,
    recordedAt,
    JSON.stringify(isPublished && body === null ? { ...envelope, before: lastBody(statements, plant, head) } : envelope),
    isPublished ? text : null,
  );
  if (isPublished) {
    statements.run(
      "INSERT OR REPLACE INTO heads (plant, kind, key, system, version, content, position) VALUES (?, ?, ?, ?, ?, ?, ?)",
      plant,
      kind,
      key,
      change.system,
      change.version,
      content,
      position,
    );
  } else if (outcome === "UNCHANGED" && head) {
    statements.run(
      "UPDATE heads SET system = ?, version = ? WHERE plant = ? AND kind = ? AND key = ?",
      change.system,
      change.version,
      plant,
      kind,
      key,
    );
  }
  return { outcome, position };
}

/** The entity as its newest change has it. */
function lastBody(statements: Statements, plant: string, head: Row | undefined): unknown {
  const last = head && statements.get("SELECT body FROM changes WHERE plant = ? AND position = ?", plant, head.position ?? 0);
  return last?.body ? JSON.parse(String(last.body)) : undefined;
}

function judge(change: CanonicalChange, content: string, head: Row | undefined): "PUBLISHED" | "UNCHANGED" | "OUTDATED" {
  if (!head) return change.body === null ? "UNCHANGED" : "PUBLISHED";
  // Versions of two systems cannot be compared: after a migration the system that now serves the plant has the word.
  if (head.system === change.system && change.version < String(head.version)) return "OUTDATED";
  return head.content === content ? "UNCHANGED" : "PUBLISHED";
}

/** Writes what belongs to the same batch; to be called inside its transaction. */
export function writeTogether(statements: Statements, { feed, failures, settled }: AppendedTogether, recordedAt: string): void {
  if (feed) {
    statements.run("INSERT OR REPLACE INTO feeds (feed, cursor, loaded) VALUES (?, ?, ?)", feed.feed, feed.cursor, feed.loaded ? 1 : 0);
  }
  for (const failure of failures?.kept ?? []) {
    statements.run(
      `INSERT INTO failures (id, system, kept_at, attempts, failure) VALUES (?, ?, ?, 1, ?)
       ON CONFLICT (id) DO UPDATE SET attempts = attempts + 1, failure = excluded.failure`,
      failure.id,
      failures?.system ?? "",
      recordedAt,
      JSON.stringify(failure),
    );
  }
  for (const id of settled ?? []) statements.run("DELETE FROM failures WHERE id = ?", id);
}
