import type { EntityKey, LoggedChange } from "#schema/canonical/change.ts";
import { oneOf } from "../conditions.ts";
import type { SubgraphContext } from "../context.ts";
import { among, followChanges } from "../subscription.ts";
import type { SubscriptionResolvers } from "./resolvers.generated.ts";

/** Changes of stock. */
export const Subscription: SubscriptionResolvers = {
  materialAvailabilityChanged: {
    subscribe: (_root, { plants, materials, batches, after, snapshot }, context) => {
      const hasBatch = batches == null ? () => true : watchBatches(batches, plants ?? null, context);
      return followChanges(context, {
        field: "materialAvailabilityChanged",
        kind: "material-availability",
        plants,
        after,
        snapshot,
        present: {
          where: [...oneOf("material", materials), ...oneOf("batch", batches)],
          orderBy: { column: "material", direction: "ASC" },
        },
        fits: (change) => among(materials, change.key) && hasBatch(change),
      });
    },
  },
};

const pathOf = ({ plant, key }: EntityKey): string => `${plant}/${key}`;
const mostRows = 1_000;

/**
 * Whether one of these batches lies in a stock, or lay there until this change. Stock that is empty no longer names
 * its batch, so it is kept in mind where the batches are: at first wherever they lie, and, as the caller may come back
 * for what it missed, wherever there is such a batch at all.
 */
function watchBatches(
  batches: readonly string[],
  plants: readonly string[] | null,
  { views, caller }: SubgraphContext,
): (change: LoggedChange<"material-availability">) => boolean {
  const all = { plants, limit: mostRows, after: null };
  const lying = views.list(
    "material-availability",
    { ...all, where: [{ column: "batch", in: batches }], orderBy: { column: "material", direction: "ASC" } },
    caller,
  );
  const known = views.list(
    "batch",
    { ...all, where: [{ column: "number", in: batches }], orderBy: { column: "number", direction: "ASC" } },
    caller,
  );
  const watched = new Set([
    ...lying.rows.map(({ entity }) => pathOf(entity.meta)),
    ...known.rows.map(({ entity: { plant, material } }) => pathOf({ plant, key: material })),
  ]);
  return (change) => {
    const lay = watched.delete(pathOf(change));
    const lies = change.body?.stock.some(({ batch }) => batch !== null && batches.includes(batch)) ?? false;
    if (lies) watched.add(pathOf(change));
    return lies || lay;
  };
}
