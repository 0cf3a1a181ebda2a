/** What an entity says of where it comes from and how fresh it is, and asking the ERP for it first. */
import type { EntityKey, EntityKind, Stored, StoredMeta } from "#schema/canonical/change.ts";
import { keyOf } from "#schema/canonical/keys.ts";
import type { AskedKind } from "#sync";
import type { SubgraphContext } from "./context.ts";

/** How fresh an answer is to be, as the graph's argument says it. */
export type WantedFreshness = "KNOWN" | "LIVE" | null | undefined;

/** What is read: at once, or when it is to be LIVE after the ERPs have been asked for these entities. */
export function readFresh<T>(
  freshness: WantedFreshness,
  context: SubgraphContext,
  kind: EntityKind,
  keys: () => readonly EntityKey[],
  read: () => T,
): T | Promise<T> {
  return freshness === "LIVE" ? askErps(context, kind, keys()).then(read) : read();
}

/** Has the ERPs asked for entities that the caller may see, or that nobody has seen yet. What was read before is read anew. */
async function askErps(context: SubgraphContext, kind: EntityKind, keys: readonly EntityKey[]): Promise<void> {
  const { caller, views, plants, live, asked, loaders, signal, doNotKeep } = context;
  // What the ERP says now is nobody's answer later.
  doNotKeep();
  const known = views.get(kind, keys, caller);
  const allowed = keys.filter(({ plant, key }, index) => known[index] || (plants.has(plant) && caller.supplier === null && isPlain(key)));
  const behind = allowed.map((entity) => ({ entity, records: recordsBehind(kind, entity, context) }));
  const wanted = Map.groupBy(
    behind.flatMap(({ records }) => records),
    (record) => record.kind,
  );
  await Promise.all(
    [...wanted].map(async ([recordKind, records]) => {
      for (const [name, moment] of await live.read(recordKind, records, signal)) asked.set(`${recordKind}/${name}`, moment);
    }),
  );
  for (const { entity, records } of behind) {
    const moments = records.map((record) => asked.get(nameOf(record.kind, record)));
    // As fresh as the first of what it follows from.
    const [first] = moments.toSorted();
    if (first !== undefined && !moments.includes(undefined)) asked.set(nameOf(kind, entity), first);
  }
  loaders.clear();
}

interface AskedRecord extends EntityKey {
  readonly kind: AskedKind;
}

/** The ERP's records that tell an entity: itself, or of a disposition the batch's lots and stock. */
function recordsBehind(kind: EntityKind, { plant, key }: EntityKey, { loaders }: SubgraphContext): readonly AskedRecord[] {
  if (kind !== "quality-disposition") return [{ kind, plant, key }];
  const [material = ""] = key.split("/");
  const lots = loaders.related({ kind: "inspection-lot", column: "batchKey", orderBy: "createdAt", limit: 1_000 }, { plant, key });
  return [
    { kind: "material-availability", plant, key: keyOf.materialAvailability(material) },
    ...lots.map((lot: Stored<"inspection-lot">) => ({ kind: "inspection-lot" as const, plant, key: lot.meta.key })),
  ];
}

/** A key that came from a client and that nothing here has. ERPs number things with these characters. */
const isPlain = (key: string): boolean => /^[\w.\-/]{1,60}$/.test(key);

const nameOf = (kind: EntityKind, { plant, key }: EntityKey): string => `${kind}/${plant}/${key}`;

/** Whether the ERP answered when it was asked for this answer. */
export function freshnessOf({ meta }: { readonly meta: StoredMeta<EntityKind> }, { asked }: SubgraphContext): "KNOWN" | "LIVE" {
  return asked.has(nameOf(meta.kind, meta)) ? "LIVE" : "KNOWN";
}

/**
 * Up to when the ERP's word is known here: its last answer, or the entity's own reading where that is later. What is
 * derived from several records, such as a disposition, is as fresh as the ERP of its plant.
 */
export function asOf({ meta }: { readonly meta: StoredMeta<EntityKind> }, { views, plants, asked }: SubgraphContext): string {
  const askedAt = asked.get(nameOf(meta.kind, meta));
  if (askedAt !== undefined) return askedAt;
  const knownUntil = views.knownUntil(meta.system) ?? views.knownUntil(plants.get(meta.plant)?.system ?? meta.system);
  return knownUntil !== null && Date.parse(knownUntil) > Date.parse(meta.observedAt) ? knownUntil : meta.observedAt;
}

/** Which system said so, and in which words. */
export function sourceOf({ meta }: { readonly meta: StoredMeta<EntityKind> }): {
  readonly system: string;
  readonly key: string;
  readonly statuses: readonly string[];
  readonly changedAt: string | null;
  readonly version: string;
} {
  return { system: meta.system, key: meta.sourceKey, statuses: meta.sourceStatuses, changedAt: meta.changedAt, version: meta.version };
}
