/**
 * Gives each translated fact its envelope, and remembers what has been told so that a window read again tells only
 * what is new.
 */
import { createHash } from "node:crypto";
import type { CanonicalChange, EntityKind } from "#schema/canonical/change.ts";
import type { Draft } from "./translate/draft.ts";

export interface Ledger {
  /**
   * The fact as a change. The same record read twice gives the same id and version. Where its own dates cannot tell
   * that it is newer (`undated`, or no newer date than what was told), the time of reading goes into the version.
   */
  stamp(draft: Draft, plant: string, observedAt: string, undated: boolean): CanonicalChange;
  /** The record no longer exists. */
  stampGone(kind: EntityKind, plant: string, key: string, observedAt: string): CanonicalChange;
  /** False for what was already told, by content. */
  isNews(change: CanonicalChange): boolean;
  tell(change: CanonicalChange): void;
  /** True when this failure has not been told; from then on it has. */
  isNewFailure(record: string, raw: string): boolean;
  /** Keys of a kind that were told as existing. */
  known(kind: EntityKind, plant: string): string[];
}

interface Told {
  readonly version: string;
  readonly hash: string;
}

export function createLedger(system: string): Ledger {
  const told = new Map<string, Map<string, Told>>();
  const failures = new Map<string, string>();
  const shelf = (kind: EntityKind, plant: string): Map<string, Told> => {
    const name = `${plant}/${kind}`;
    const known = told.get(name) ?? new Map<string, Told>();
    told.set(name, known);
    return known;
  };
  const envelope = (kind: EntityKind, plant: string, key: string, version: string, hash: string, observedAt: string) => ({
    id: `${plant}/${kind}/${key}@${version}.${hash}`,
    source: `/systems/${system}`,
    system,
    plant,
    key,
    version,
    observedAt,
  });

  return {
    stamp(draft, plant, observedAt, undated) {
      const hash = hashOf([draft.body, draft.sourceStatuses]);
      const last = shelf(draft.kind, plant).get(draft.key);
      const unchanged = last?.hash === hash;
      const isNewer = last === undefined || draft.version > last.version;
      const version = unchanged
        ? last.version
        : undated || !isNewer
          ? later(last?.version ?? "", draft.version, observedAt)
          : draft.version;
      const { kind, body, changedAt, sourceKey, sourceStatuses, key } = draft;
      const change = { ...envelope(kind, plant, key, version, hash, observedAt), kind, changedAt, sourceKey, sourceStatuses, body };
      // Kind and body come from one draft; the compiler cannot follow the pairing through the union.
      return change as CanonicalChange;
    },
    stampGone(kind, plant, key, observedAt) {
      const last = shelf(kind, plant).get(key);
      const version = later(last?.version ?? "", last?.version ?? observedAt, observedAt);
      return {
        ...envelope(kind, plant, key, version, "gone", observedAt),
        kind,
        changedAt: null,
        sourceKey: key,
        sourceStatuses: [],
        body: null,
      };
    },
    isNews: (change) => shelf(change.kind, change.plant).get(change.key)?.hash !== contentOf(change),
    tell(change) {
      const known = shelf(change.kind, change.plant);
      if (change.body === null) known.delete(change.key);
      else known.set(change.key, { version: change.version, hash: contentOf(change) });
    },
    isNewFailure(record, raw) {
      const hash = hashOf(raw);
      if (failures.get(record) === hash) return false;
      failures.set(record, hash);
      return true;
    },
    known: (kind, plant) => [...shelf(kind, plant).keys()],
  };
}

const contentOf = (change: CanonicalChange): string => (change.body === null ? "gone" : hashOf([change.body, change.sourceStatuses]));
const hashOf = (value: unknown): string => createHash("sha256").update(JSON.stringify(value)).digest("hex").slice(0, 16);

/** A version after `last`: the record's own, or the last one if that is newer, with the time of reading. */
function later(last: string, own: string, observedAt: string): string {
  const [lastOwn = ""] = last.split("~");
  return `${own > lastOwn ? own : lastOwn}~${String(Date.parse(observedAt)).padStart(15, "0")}`;
}
