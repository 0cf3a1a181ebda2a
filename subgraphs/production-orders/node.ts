/** `node`: anything by its global id, of whichever subgraph. Whether the caller may see it is asked of the views. */
import type { EntityKind } from "#schema/canonical/change.ts";
import { decodeGlobalId, type GlobalId, type PlantNodeType } from "#schema/canonical/global-id.ts";
import type { SubgraphContext } from "../context.ts";
import type { NodeParent } from "../parents.ts";
import { refuseForeignSuppliers } from "../refusals.ts";
import { seesCommand, seesRun, underWayOf } from "../under-way.ts";
import type { NodeResolvers } from "./resolvers.generated.ts";

/** Tells which type a node is of; an order and a plant are whole, everything else names its type. */
export const Node: NodeResolvers = {
  __resolveType: (node) => ("__typename" in node ? node.__typename : "timeZone" in node ? "Plant" : "ProductionOrder"),
};

/** What an id names; null when that is nothing the caller may see. Throws FORBIDDEN for a foreign supplier's id. */
export function findNode(id: string, context: SubgraphContext): NodeParent | null {
  const named = decodeGlobalId(id);
  if (named === null) return null;
  if (named.type === "Plant") return context.plants.get(named.number) ?? null;
  if (named.type === "ProductionOrder") return context.loaders.entity("production-order", named);
  return isSeen(named, context) ? { __typename: named.type, id } : null;
}

const kinds: Readonly<Record<Exclude<PlantNodeType, "Batch" | "PurchaseOrderLine" | "Command" | "WorkflowRun">, EntityKind>> = {
  ProductionOrder: "production-order",
  MaterialAvailability: "material-availability",
  SupplierCommitment: "supplier-commitment",
  InspectionLot: "inspection-lot",
  QualityDisposition: "quality-disposition",
};

function isSeen(named: GlobalId, context: SubgraphContext): boolean {
  const { caller, loaders, plants } = context;
  switch (named.type) {
    case "Plant":
      return plants.has(named.number);
    case "Supplier":
      refuseForeignSuppliers(caller, [named.number]);
      return loaders.master("supplier", named.number) !== null;
    case "Material":
      return loaders.master("material", named.number) !== null;
    case "Batch":
      return loaders.seesBatch(named);
    case "PurchaseOrderLine": {
      const deliveries = { kind: "supplier-commitment", column: "line", orderBy: "requestedDate", limit: 1 } as const;
      return loaders.related(deliveries, named).length > 0;
    }
    case "Command": {
      const command = underWayOf(context).outbox.find(named.key);
      return command?.command.plant === named.plant && seesCommand(command, context);
    }
    case "WorkflowRun": {
      const run = underWayOf(context).runs.find(named.key);
      return run?.plant === named.plant && seesRun(run, context);
    }
    default:
      return loaders.entity(kinds[named.type], named) !== null;
  }
}
