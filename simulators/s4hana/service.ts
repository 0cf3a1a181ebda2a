/** An OData service of this simulator: what can be read, and which writes it knows. */
import type { EntitySet, Key } from "./odata/edm.ts";

export interface Service {
  /** Path of the service root, with slashes at both ends. */
  readonly root: string;
  readonly version: 2 | 4;
  /** Namespace of its types. */
  readonly namespace: string;
  readonly sets: readonly EntitySet<unknown>[];
  /** By method and target: `PATCH A_ProductionOrder_2`, `POST ReleaseOrder`, `POST ConfirmationItem/_SupplierConfirmationLineTP`. */
  readonly writes: Readonly<Record<string, Write>>;
  /** Is told which rows a read is sending. */
  onRead?(set: EntitySet<unknown>, rows: readonly unknown[]): void;
}

export interface WriteInput {
  readonly key: Key;
  /** Parameters of a function import, without quotes. */
  readonly parameters: Key;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface Entity {
  readonly set: EntitySet<unknown>;
  readonly row: unknown;
}

export type WriteResult =
  | { readonly kind: "empty" }
  /** The new entity, answered with the named navigations (and theirs) in it. */
  | { readonly kind: "created"; readonly entity: Entity; readonly expand: string }
  | { readonly kind: "result"; readonly name: string; readonly value: Readonly<Record<string, unknown>> };

export interface Write {
  /** The entity that `If-Match` speaks of; undefined answers 404. A write without it needs no `If-Match`. */
  guarded?(input: WriteInput): Entity | undefined;
  run(input: WriteInput): WriteResult;
}

/** The entity with this row, or undefined when there is no row. */
export function entity<Row>(set: EntitySet<Row>, row: Row | undefined): Entity | undefined {
  return row === undefined ? undefined : { set, row };
}
