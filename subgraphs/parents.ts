/**
 * What stands behind each GraphQL type when a resolver runs; the generated resolver types name these. A subgraph that
 * does not own an entity knows it as a reference.
 */
import type { EntityKey, EntityKind, Stored } from "#schema/canonical/change.ts";
import type { OrderComponent, StockBalance } from "#schema/canonical/entities.generated.ts";
import type { NodeType } from "#schema/canonical/global-id.ts";
import type { KeptCommand, KeptException, Run, RunStep } from "#sync";
import type { Connection } from "./connection.ts";
import type { Plant } from "./context.ts";
import type { ShownPartner } from "./partners/shown-partner.ts";

/** An entity that another subgraph owns, by its global id. */
export interface Reference {
  readonly id: string;
}

export type ProductionOrderParent = Stored<"production-order">;
export type MaterialAvailabilityParent = Stored<"material-availability">;
export type SupplierCommitmentParent = Stored<"supplier-commitment">;
export type InspectionLotParent = Stored<"inspection-lot">;
export type QualityDispositionParent = Stored<"quality-disposition">;
export type MaterialEnrichmentParent = Stored<"material-enrichment">;
export type SupplierEnrichmentParent = Stored<"supplier-enrichment">;
export type PlantParent = Plant;

/** A material by its number; its master data is read when it is asked for, and may not have arrived yet. */
export interface MaterialParent {
  readonly number: string;
}

/** A supplier by its number; its master data is read when it is asked for, and may not have arrived yet. */
export interface SupplierParent {
  readonly number: string;
}

/** A batch by its key; its master data is read when it is asked for, and not every ERP has any. */
export interface BatchParent {
  readonly plant: string;
  readonly material: string;
  readonly number: string;
}

/** A purchase order's line, as its deliveries tell it: ERPs' schedule lines repeat their line. */
export interface PurchaseOrderLineParent {
  readonly plant: string;
  readonly purchaseOrder: string;
  readonly item: string;
  readonly supplier: string;
  readonly material: string | null;
}

/** A component with the plant of its order, in which its material and batch are. */
export interface OrderComponentParent extends OrderComponent {
  readonly plant: string;
}

/** A balance with the material and plant that it is part of, which a batch number needs to mean something. */
export interface StockBalanceParent extends StockBalance {
  readonly plant: string;
  readonly material: string;
}

/** Anything with a global id: an own entity of the subgraph, or what another one will tell. */
export type NodeParent = ProductionOrderParent | PlantParent | (Reference & { readonly __typename: NodeType });

/** One event of a subscription; the entity is read from the views when the selection is answered. */
export interface ChangeEvent {
  readonly kind: "UPSERTED" | "DELETED";
  readonly recordedAt: string;
  readonly entity: EntityKey;
}

export type ProductionOrderChangeParent = ChangeEvent;
export type MaterialAvailabilityChangeParent = ChangeEvent;
export type SupplierCommitmentChangeParent = ChangeEvent;
export type QualityDispositionChangeParent = ChangeEvent;

type ConnectionParent<K extends EntityKind> = Connection<Stored<K>>;
export type ProductionOrderConnectionParent = ConnectionParent<"production-order">;
export type MaterialAvailabilityConnectionParent = ConnectionParent<"material-availability">;
export type SupplierCommitmentConnectionParent = ConnectionParent<"supplier-commitment">;
export type QualityDispositionConnectionParent = ConnectionParent<"quality-disposition">;

export type CommandParent = KeptCommand;
export type WorkflowRunParent = Run;
export type SyncExceptionParent = KeptException;

/** A step with the run that it is part of. */
export interface WorkflowStepParent {
  readonly step: RunStep;
  readonly run: Run;
}

export type CommandConnectionParent = Connection<KeptCommand>;
export type WorkflowRunConnectionParent = Connection<Run>;
export type SyncExceptionConnectionParent = Connection<KeptException>;

/** A command or an exception to which something has happened, by its own id. */
interface RevisedEvent {
  readonly kind: "UPSERTED";
  readonly recordedAt: string;
  readonly id: string;
}
export type CommandChangeParent = RevisedEvent & { readonly plant: string };
export type SyncExceptionChangeParent = RevisedEvent;

export type PartnerConnectionParent = Connection<ShownPartner>;
