/** The canonical change: the one form in which every fact of every system enters the change log. */
import type { EntityBodies } from "./entities.generated.ts";

export const entityKinds = [
  "production-order",
  "material-availability",
  "supplier-commitment",
  "inspection-lot",
  "batch",
  "quality-disposition",
  "material",
  "supplier",
  "material-enrichment",
  "supplier-enrichment",
] as const satisfies readonly (keyof EntityBodies)[];
export type EntityKind = (typeof entityKinds)[number];

/** Where an entity is known: its kind and business key within one plant. */
export interface EntityKey {
  readonly plant: string;
  /** Built by `keyOf`, such as `1000123` or `4500000017/10/1`. */
  readonly key: string;
}

interface ChangeEnvelope {
  /** Unique within `source`; the same fact read twice has the same id (CloudEvents 1.0, `source` + `id`). */
  readonly id: string;
  /** Who tells, as a URI path such as `/systems/s4-1010`. */
  readonly source: string;
  /** Name of the system in the landscape. */
  readonly system: string;
  readonly plant: string;
  readonly key: string;
  /**
   * Version of the record in its system; of two versions from one system the newer sorts after the older as text.
   * An adapter pads what it makes it from, such as `2026-11-23T08:00:00Z` or `20261123094500-0000000005885108`.
   */
  readonly version: string;
  /** When the record changed in its system (RFC 3339), if the system tells. */
  readonly changedAt: string | null;
  /** When we read it (RFC 3339, UTC). */
  readonly observedAt: string;
  /** The record's own key in its system, with its padding. */
  readonly sourceKey: string;
  /** The status codes as the system has them. */
  readonly sourceStatuses: readonly string[];
  /** W3C trace context of the posting that it shows; absent where it shows none that was traced. */
  readonly traceparent?: string;
}

/** A fact about one entity: its whole present state, or null when it no longer exists in the ERP. */
export type CanonicalChange<K extends EntityKind = EntityKind> = {
  readonly [Kind in K]: ChangeEnvelope & { readonly kind: Kind; readonly body: EntityBodies[Kind] | null };
}[K];

/** A change with its place in its plant's part of the change log. */
export type LoggedChange<K extends EntityKind = EntityKind> = CanonicalChange<K> & {
  /** Counts up by one or more within the plant; the resume cursor of a subscription is made of it. */
  readonly position: number;
  /** When it was appended (RFC 3339, UTC). */
  readonly recordedAt: string;
  /** Of a deletion: the entity as it was last, by which it is known whose it was. */
  readonly before?: EntityBodies[K];
};

/** An entity as a view holds it: the body's fields, and beside them where it came from. */
export type Stored<K extends EntityKind = EntityKind> = EntityBodies[K] & { readonly meta: StoredMeta<K> };

export interface StoredMeta<K extends EntityKind = EntityKind> extends EntityKey {
  readonly kind: K;
  readonly system: string;
  readonly version: string;
  readonly changedAt: string | null;
  readonly observedAt: string;
  readonly sourceKey: string;
  readonly sourceStatuses: readonly string[];
}
