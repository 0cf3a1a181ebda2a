import type { EntityKey } from "#schema/canonical/change.ts";
import type { Condition, ViewColumns } from "#sync";
import { isSo, oneOf, within } from "../conditions.ts";
import { readFreshPage, sortedBy } from "../connection.ts";
import { readFresh } from "../freshness.ts";
import { refuseForeignSuppliers } from "../refusals.ts";
import { findDeliveries, findLine } from "./line.ts";
import type { QueryResolvers, SupplierCommitmentFilter, SupplierCommitmentSortField } from "./resolvers.generated.ts";

/** Root fields: suppliers, lines and commitments. A supplier that names another one is refused. */
export const Query: QueryResolvers = {
  supplier: (_root, { number }, { caller, loaders }) => {
    refuseForeignSuppliers(caller, [number]);
    return loaders.master("supplier", number);
  },
  purchaseOrderLine: (_root, { plant, purchaseOrder, item, freshness }, context) => {
    const line = { plant, key: `${purchaseOrder}/${item}` };
    const deliveries = (): EntityKey[] => findDeliveries(line, context.loaders).map(({ meta }) => meta);
    return readFresh(freshness, context, "supplier-commitment", deliveries, () => findLine(line, context.loaders));
  },
  supplierCommitments: (_root, { filter, orderBy, ...page }, context) => {
    refuseForeignSuppliers(context.caller, filter?.suppliers);
    const list = {
      plants: filter?.plants ?? null,
      where: conditionsOf(filter ?? {}),
      orderBy: sortedBy(columns, orderBy, "REQUESTED_DATE"),
    };
    return readFreshPage(context, "supplier-commitment", list, page);
  },
};

const columns: Readonly<Record<SupplierCommitmentSortField, ViewColumns["supplier-commitment"]>> = {
  REQUESTED_DATE: "requestedDate",
  CONFIRMED_DATE: "confirmedDate",
  PURCHASE_ORDER: "sequence",
};

function conditionsOf(filter: SupplierCommitmentFilter): readonly Condition<"supplier-commitment">[] {
  return [
    ...oneOf("supplier", filter.suppliers),
    ...oneOf("material", filter.materials),
    ...oneOf("purchaseOrder", filter.purchaseOrders),
    ...oneOf("state", filter.states),
    ...within("requestedDate", filter.requestedDate, "filter.requestedDate"),
    ...within("confirmedDate", filter.confirmedDate, "filter.confirmedDate"),
    ...isSo("open", filter.open),
    ...isSo("late", filter.late),
  ];
}
