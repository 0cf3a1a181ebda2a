/**
 * Gives each translated fact its envelope, and remembers what has been told: an overlap that is read again tells only
 * what is new. Compared is the content too: a second change within one second keeps LastChangeDateTime.
 */
import { createHash } from "node:crypto";
import type { CanonicalChange, EntityKind } from "#schema/canonical/change.ts";
import type { Draft } from "./translate/draft.ts";

export interface Ledger {
  /** The fact as a change; the same record read twice gives the same id and version. */
  stamp(draft: Draft, plant: string, observedAt: string): CanonicalChange;
  /** The record no longer exists. */
  stampGone(kind: EntityKind, plant: string, key: string, observedAt: string): CanonicalChange;
  /** False for what was already told, and for a text about a material or supplier that says no more than what was told. */
  isNews(change: CanonicalChange): boolean;
  tell(change: CanonicalChange): void;
  /** True when this failure has not been told; from then on it has. */
  isNewFailure(id: string, record: string): boolean;
}

interface Told {
  readonly version: string;
  readonly hash: string;
}

/** Each entry is some 100 bytes: what a plant has open and in its masters fits. The oldest go first beyond it. */
const capacity = 200_000;

export function createLedger(system: string): Ledger {
  const told = new Map<string, Told>();
  const failures = new Map<string, string>();
  const nameOf = (kind: EntityKind, plant: string, key: string): string => `${plant}/${kind}/${key}`;
  const envelope = (kind: EntityKind, plant: string, key: string, version: string, hash: string, observedAt: string) => ({
    id: `${nameOf(kind, plant, key)}@${version}.${hash}`,
    source: `/systems/${system}`,
    system,
    plant,
    key,
    version,
    observedAt,
  });
  return {
    stamp({ kind, key, body, version: own, changedAt, sourceKey, sourceStatuses }, plant, observedAt) {
      const hash = hashOf([body, sourceStatuses]);
      const last = told.get(nameOf(kind, plant, key));
      const unchanged = last?.hash === hash;
      const contradicts = !unchanged && last !== undefined && own <= last.version && last.version.startsWith(own);
      const version = unchanged && last.version > own ? last.version : contradicts ? `${own}~${observedAt}` : own;
      const change = { ...envelope(kind, plant, key, version, hash, observedAt), kind, changedAt, sourceKey, sourceStatuses, body };
      // Kind and body come from one draft; the compiler cannot follow the pairing through the union.
      return change as CanonicalChange;
    },
    stampGone(kind, plant, key, observedAt) {
      const last = told.get(nameOf(kind, plant, key));
      const version = last ? `${last.version}~${observedAt}` : observedAt;
      const envelopeOfGone = envelope(kind, plant, key, version, "gone", observedAt);
      return { ...envelopeOfGone, kind, changedAt: null, sourceKey: key, sourceStatuses: [], body: null };
    },
    isNews(change) {
      const last = told.get(nameOf(change.kind, change.plant, change.key));
      if (last === undefined) return true;
      if (change.kind === "material" || change.kind === "supplier")
        return change.version[0] !== last.version[0] && change.version > last.version;
      return last.hash !== contentOf(change);
    },
    tell(change) {
      const name = nameOf(change.kind, change.plant, change.key);
      told.delete(name);
      told.set(name, { version: change.version, hash: contentOf(change) });
      forgetOldest(told);
    },
    isNewFailure(id, record) {
      if (failures.get(record) === id) return false;
      failures.delete(record);
      failures.set(record, id);
      forgetOldest(failures);
      return true;
    },
  };
}

/** A Map keeps the sequence of insertion. */
function forgetOldest(map: Map<string, unknown>): void {
  if (map.size <= capacity) return;
  const [oldest] = map.keys();
  if (oldest !== undefined) map.delete(oldest);
}

const contentOf = (change: CanonicalChange): string => (change.body === null ? "gone" : hashOf([change.body, change.sourceStatuses]));

export const hashOf = (value: unknown): string => createHash("sha256").update(JSON.stringify(value)).digest("hex").slice(0, 16);
