import { keyOf } from "#schema/canonical/keys.ts";
import type { Condition, ViewColumns } from "#sync";
import { isSo, oneOf } from "../conditions.ts";
import { readPage, sortedBy } from "../connection.ts";
import { findBatch } from "./batch.ts";
import type { QualityDispositionFilter, QualityDispositionSortField, QueryResolvers } from "./resolvers.generated.ts";

/** Root fields: batches and what was decided on them. */
export const Query: QueryResolvers = {
  batch: (_root, { plant, material, number }, { loaders }) => findBatch({ plant, key: keyOf.batch(material, number) }, loaders),
  qualityDispositions: (_root, { filter, orderBy, ...page }, context) => {
    const list = { plants: filter?.plants ?? null, where: conditionsOf(filter ?? {}), orderBy: sortedBy(columns, orderBy, "BATCH") };
    return readPage(context, "quality-disposition", list, page);
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
