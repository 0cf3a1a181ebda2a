/** Reads of one request, gathered: whatever asks in the same moment is one call of the views, and nothing is read twice. */
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
  entity<K extends EntityKind>(kind: K, key: EntityKey): Promise<Stored<K> | null>;
  /** Master data by company-wide number; null when there is none that the caller may see. */
  master<K extends "material" | "supplier">(kind: K, number: string): Promise<Stored<K> | null>;
  /** The rows that belong to a key. */
  related<K extends EntityKind>(relation: Relation<K>, key: EntityKey): Promise<readonly Stored<K>[]>;
  /** Commands of a lane of the outbox, such as `1010/production-order/1000123`, in the order in which they are carried out. */
  lane(name: string): Promise<readonly KeptCommand[]>;
  /** Whether the caller may see any row of a batch, by plant and `material/batch`. */
  seesBatch(key: EntityKey): Promise<boolean>;
  /** Forgets what was read: what is asked next is read anew. */
  clear(): void;
}

type KeyLoader<V> = DataLoader<EntityKey, V, string>;

const cacheKeyFn = ({ plant, key }: EntityKey): string => `${plant}/${key}`;

/** Commands of one page's lanes; more than so many of the same thing tell nobody anything. */
const mostCommands = 10_000;

export function createLoaders(views: Views, outbox: Pick<Process["outbox"], "list">, caller: Caller): Loaders {
  const loaders = new Map<string, DataLoader<never, unknown, string>>();
  /** The loader of that name, made at its first use. The name stands for one type of loader, which the map cannot say. */
  const loaderNamed = <L extends DataLoader<never, unknown, string>>(name: string, create: () => L): L => {
    const known = loaders.get(name) as L | undefined;
    if (known) return known;
    const created = create();
    loaders.set(name, created);
    return created;
  };

  const reads: Omit<Loaders, "seesBatch"> = {
    entity<K extends EntityKind>(kind: K, key: EntityKey): Promise<Stored<K> | null> {
      const create = (): KeyLoader<Stored<K> | null> => new DataLoader(async (keys) => views.get(kind, keys, caller), { cacheKeyFn });
      return loaderNamed(kind, create).load(key);
    },
    master<K extends "material" | "supplier">(kind: K, number: string): Promise<Stored<K> | null> {
      const create = (): DataLoader<string, Stored<K> | null> => new DataLoader(async (numbers) => views.getMaster(kind, numbers, caller));
      return loaderNamed(`master ${kind}`, create).load(number);
    },
    related<K extends EntityKind>(relation: Relation<K>, key: EntityKey): Promise<readonly Stored<K>[]> {
      const { kind, column, where = [], orderBy, limit } = relation;
      const create = (): KeyLoader<readonly Stored<K>[]> =>
        new DataLoader(async (keys) => views.related(kind, column, keys, { where, orderBy, limit }, caller), { cacheKeyFn });
      return loaderNamed(`related ${JSON.stringify(relation)}`, create).load(key);
    },
    lane(name) {
      const create = (): DataLoader<string, readonly KeptCommand[]> =>
        new DataLoader(async (lanes) => {
          const found = Map.groupBy(outbox.list({ lanes, limit: mostCommands }), ({ lane }) => lane);
          return lanes.map((lane) => found.get(lane) ?? []);
        });
      return loaderNamed("lanes", create).load(name);
    },
    clear: () => loaders.clear(),
  };
  return {
    ...reads,
    seesBatch(key) {
      // Answered for all at once, so that what is then asked of the batches is one read again.
      const create = (): KeyLoader<boolean> =>
        new DataLoader((keys: readonly EntityKey[]) => Promise.all(keys.map((batch) => seesBatch(batch, reads))), { cacheKeyFn });
      return loaderNamed("seen batches", create).load(key);
    },
  };
}
