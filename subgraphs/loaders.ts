/**
 * Reads of one request: nothing is read twice, and one answer tells one thing in one way. The views are in this process and answer at once,
 * so a promise for each row would cost more than the row; what the outbox is asked for in the same moment is gathered into one call.
 */
import DataLoader from "dataloader";
import type { Caller } from "#schema/canonical/caller.ts";
import type { EntityKey, EntityKind, Stored } from "#schema/canonical/change.ts";
import type { Condition, KeptCommand, Process, ViewColumns, Views } from "#sync";
import { seesBatch } from "./visible-batches.ts";

/** Which rows belong to a key; see `Views.related`. */
interface Relation<K extends EntityKind> {
  readonly kind: K;
  readonly column: ViewColumns[K];
  readonly where?: readonly Condition<K>[];
  readonly orderBy: ViewColumns[K];
  readonly limit: number;
}

export interface Loaders {
  /** One entity by plant and key; null when there is none that the caller may see. */
  entity<K extends EntityKind>(kind: K, key: EntityKey): Stored<K> | null;
  /** Master data by company-wide number; null when there is none that the caller may see. */
  master<K extends "material" | "supplier">(kind: K, number: string): Stored<K> | null;
  /** The rows that belong to a key. */
  related<K extends EntityKind>(relation: Relation<K>, key: EntityKey): readonly Stored<K>[];
  /** Whether the caller may see any row of a batch, by plant and `material/batch`. */
  seesBatch(key: EntityKey): boolean;
  /** Commands of a lane of the outbox, such as `1010/production-order/1000123`, in the order in which they are carried out. */
  lane(name: string): Promise<readonly KeptCommand[]>;
  /** Forgets what was read: what is asked next is read anew. */
  clear(): void;
}

/** Commands of one page's lanes; more than so many of the same thing tell nobody anything. */
const mostCommands = 10_000;

export function createLoaders(views: Views, outbox: Pick<Process["outbox"], "list">, caller: Caller): Loaders {
  const known = new Map<string, unknown>();
  /** What was read under that name, read at its first use. The name stands for one type, which the map cannot say. */
  const once = <T>(name: string, read: () => T): T => {
    const before = known.get(name) as T | undefined;
    if (before !== undefined) return before;
    const value = read();
    known.set(name, value);
    return value;
  };
  const lanes = new DataLoader<string, readonly KeptCommand[]>(async (names) => {
    const found = Map.groupBy(outbox.list({ lanes: names, limit: mostCommands }), ({ lane }) => lane);
    return names.map((lane) => found.get(lane) ?? []);
  });

  const reads: Omit<Loaders, "seesBatch"> = {
    entity: (kind, key) => once(`${kind}/${key.plant}/${key.key}`, () => views.get(kind, [key], caller)[0] ?? null),
    master: (kind, number) => once(`${kind} ${number}`, () => views.getMaster(kind, [number], caller)[0] ?? null),
    related: ({ kind, column, where = [], orderBy, limit }, key) =>
      once(
        `${kind}.${column} by ${orderBy} to ${limit}${where.length === 0 ? "" : JSON.stringify(where)} of ${key.plant}/${key.key}`,
        () => views.related(kind, column, [key], { where, orderBy, limit }, caller)[0] ?? [],
      ),
    lane: (name) => lanes.load(name),
    clear() {
      known.clear();
      lanes.clearAll();
    },
  };
  return { ...reads, seesBatch: (key) => once(`seen ${key.plant}/${key.key}`, () => seesBatch(key, reads)) };
}
