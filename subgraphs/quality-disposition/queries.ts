import { keyOf } from "#schema/canonical/keys.ts";
import type { Condition, ViewColumns } from "#sync";
import { isSo, oneOf } from "../conditions.ts";
import { readFreshPage, sortedBy } from "../connection.ts";
import { readFresh } from "../freshness.ts";
import { findBatch } from "./batch.ts";
import type { QualityDispositionFilter, QualityDispositionSortField, QueryResolvers } from "./resolvers.generated.ts";

/** Root fields: batches and what was decided on them. */
export const Query: QueryResolvers = {
  batch: (_root, { plant, material, number, freshness }, context) => {
    const batch = { plant, key: keyOf.batch(material, number) };
    return readFresh(
      freshness,
      context,
      "quality-disposition",
      () => [batch],
      () => findBatch(batch, context.loaders),
    );
  },
  qualityDispositions: (_root, { filter, orderBy, ...page }, context) => {
    const list = { plants: filter?.plants ?? null, where: conditionsOf(filter ?? {}), orderBy: sortedBy(columns, orderBy, "BATCH") };
    return readFreshPage(context, "quality-disposition", list, page);
  },
};

const columns: Readonly<Record<QualityDispositionSortField, ViewColumns["quality-disposition"]>> = {
  BATCH: "number",
  DECIDED_AT: "decidedAt",
};

function conditionsOf(filter: QualityDispositionFilter): readonly Condition<"quality-disposition">[] {
  return [
    ...oneOf("material", filter.materials),
    ...oneOf("number", filter.batches),
    ...oneOf("disposition", filter.dispositions),
    ...isSo("blocked", filter.blocked),
  ];
}
