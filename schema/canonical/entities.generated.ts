/** Written by `npm run generate` from schema/subgraphs/*.graphql. Do not edit. */

export const productionOrderStateValues = [
  /** Proposed by planning, not yet an order. */
  "PLANNED",
  /** An order, not yet released. */
  "CREATED",
  /** Some of its operations are released. */
  "PARTIALLY_RELEASED",
  /** Work may start. */
  "RELEASED",
  /** Work has been confirmed or material has moved. */
  "IN_PROGRESS",
  /** Stopped by a lock or a hold. */
  "ON_HOLD",
  /** All of the quantity has been delivered or confirmed. */
  "COMPLETED",
  /** Technically completed: no more work, costs may still arrive. */
  "TECHNICALLY_COMPLETED",
  /** Closed for good. */
  "CLOSED",
  /** Given up before anything was made. */
  "CANCELLED",
  /** Marked for deletion in the ERP. */
  "DELETED",
] as const;
export type ProductionOrderState = (typeof productionOrderStateValues)[number];

export const progressValues = [
  /** Nothing yet. */
  "NONE",
  /** A part of it. */
  "PARTIAL",
  /** All of it. */
  "FULL",
] as const;
export type Progress = (typeof progressValues)[number];

export const materialReadinessValues = [
  /** Nobody has checked yet. */
  "NOT_CHECKED",
  /** Every component is committed to the order. */
  "COMMITTED",
  /** At least one component is missing. */
  "SHORTAGE",
] as const;
export type MaterialReadiness = (typeof materialReadinessValues)[number];

export const orderFlagValues = [
  /** Shop papers are printed. */
  "PRINTED",
  /** Goods have been moved for the order. */
  "GOODS_MOVED",
  /** The deletion flag is set, the order still stands. */
  "DELETION_FLAGGED",
  /** The ERP is still working on the order. */
  "PROCESSING",
  /** The ERP failed to work on the order; its administrator must look. */
  "ERP_ERROR",
  /** Handed over to the manufacturing execution system. */
  "DISTRIBUTED",
] as const;
export type OrderFlag = (typeof orderFlagValues)[number];

export const stockStatusValues = [
  /** Free to use. */
  "UNRESTRICTED",
  /** Waits for a quality decision. */
  "QUALITY_INSPECTION",
  /** Blocked; must not be used. */
  "BLOCKED",
  /** Restricted by its batch's status. */
  "RESTRICTED",
  /** On the way between storage locations or plants. */
  "IN_TRANSFER",
  /** On the way to the plant. */
  "IN_TRANSIT",
  /** Returned by a customer, not yet decided on. */
  "RETURNS",
  /** Received, but blocked at goods receipt. */
  "GR_BLOCKED",
] as const;
export type StockStatus = (typeof stockStatusValues)[number];

export const supplierRatingValues = [
  /** Delivers as it has promised. */
  "A",
  /** Delivers late or short now and then. */
  "B",
  /** Must be watched: what depends on it needs a reserve. */
  "C",
] as const;
export type SupplierRating = (typeof supplierRatingValues)[number];

export const confirmationKindValues = [
  /** Order acknowledgement: the date and amount the supplier accepts. */
  "ORDER_ACKNOWLEDGEMENT",
  /** Shipping notification: it is on its way. */
  "SHIPPING_NOTIFICATION",
  /** Rough goods receipt: it is at the gate. */
  "ROUGH_GOODS_RECEIPT",
  /** A promised date without a formal acknowledgement. */
  "PROMISE_DATE",
] as const;
export type ConfirmationKind = (typeof confirmationKindValues)[number];

export const commitmentStateValues = [
  /** The supplier has not answered. */
  "UNCONFIRMED",
  /** Acknowledged, without a date. */
  "ACKNOWLEDGED",
  /** Confirmed as requested. */
  "CONFIRMED",
  /** Confirmed with another date or amount. */
  "CONFIRMED_WITH_CHANGES",
  /** Only a part is confirmed. */
  "PARTIALLY_CONFIRMED",
  /** On its way. */
  "SHIPPED",
  /** A part has arrived. */
  "PARTIALLY_RECEIVED",
  /** All has arrived. */
  "RECEIVED",
  /** The supplier refused. */
  "REJECTED",
  /** Cancelled by the buyer. */
  "CANCELLED",
  /** Closed; nothing more will come. */
  "CLOSED",
] as const;
export type CommitmentState = (typeof commitmentStateValues)[number];

export const dispositionValues = [
  /** Still to be decided. */
  "PENDING",
  /** Accepted: free to use. */
  "ACCEPTED",
  /** Accepted with a deviation on record. */
  "ACCEPTED_WITH_DEVIATION",
  /** Rejected. */
  "REJECTED",
  /** To be worked on again. */
  "REWORK",
  /** To be scrapped. */
  "SCRAP",
  /** Goes back to the supplier. */
  "RETURN_TO_SUPPLIER",
  /** On hold: stock is blocked without a decision. */
  "ON_HOLD",
] as const;
export type Disposition = (typeof dispositionValues)[number];

/** An instruction to make a stated quantity of one material, released to the shop floor by an ERP. */
export interface ProductionOrder {
  /** Number printed on the shop papers, without the zeros the ERP pads it with. */
  readonly number: string;
  /** Plant that makes it. By its code. */
  readonly plant: string;
  /** What is made. By its number. */
  readonly material: string;
  /** Order type as the ERP's customizing names it, such as `PP01`. */
  readonly orderType: string | null;
  /** How far the order has come. */
  readonly state: ProductionOrderState;
  /** How much of the work has been confirmed. */
  readonly confirmation: Progress;
  /** How much of the quantity has been put into stock. */
  readonly delivery: Progress;
  /** Whether the components are there. */
  readonly readiness: MaterialReadiness;
  /** Further facts from the ERP's statuses. */
  readonly flags: readonly OrderFlag[];
  /** Priority, 1 is most urgent. Null when the ERP has set none. */
  readonly priority: number | null;
  /** How much is to be made. */
  readonly planned: Quantity;
  /** Good quantity confirmed so far. */
  readonly confirmedYield: Quantity | null;
  /** Scrap confirmed so far. */
  readonly confirmedScrap: Quantity | null;
  /** Quantity put into stock so far. */
  readonly delivered: Quantity | null;
  /** When work may start at the earliest, as the planner set it. */
  readonly basicStart: string | null;
  /** When the order must be finished, as the planner set it. */
  readonly basicEnd: string | null;
  /** When work is scheduled to start. */
  readonly scheduledStart: string | null;
  /** When work is scheduled to end. */
  readonly scheduledEnd: string | null;
  /** When work did start. */
  readonly actualStart: string | null;
  /** When work did end. */
  readonly actualEnd: string | null;
  /** Batch that the order makes. By its batch number, within the material and plant. */
  readonly batch: string | null;
  /** The steps of the work, in their sequence. */
  readonly operations: readonly Operation[];
  /** What is needed to make it. */
  readonly components: readonly OrderComponent[];
}

/** An amount of something in a unit. */
export interface Quantity {
  /** The exact amount. */
  readonly value: string;
  /** The unit, as a UN/ECE Recommendation 20 code. */
  readonly unit: string;
  /** The unit as the ERP writes it. */
  readonly sourceUnit: string;
}

/** One step of the work on an order. */
export interface Operation {
  /** Number of the step, such as `0010`. */
  readonly number: string;
  /** Machine or place that does the work. */
  readonly workCenter: string | null;
  /** What is done, in the words of the routing. */
  readonly text: string | null;
  /** How far the step has come. */
  readonly state: ProductionOrderState;
  /** How much goes through the step. */
  readonly planned: Quantity | null;
  /** Good quantity confirmed at the step. */
  readonly yield: Quantity | null;
  /** Scrap confirmed at the step. */
  readonly scrap: Quantity | null;
  /** When the step is scheduled to start. */
  readonly start: string | null;
  /** When the step is scheduled to end. */
  readonly end: string | null;
}

/** A material that an order needs. */
export interface OrderComponent {
  /** Key of the requirement within the order. */
  readonly key: string;
  /** Number of the operation that uses it. */
  readonly operation: string | null;
  /** What is needed. By its number. */
  readonly material: string;
  /** How much is needed in all. */
  readonly required: Quantity;
  /** How much has been issued to the order. */
  readonly issued: Quantity | null;
  /** How much the availability check committed. */
  readonly committed: Quantity | null;
  /** When it is needed. */
  readonly requiredAt: string | null;
  /** Storage location it is taken from. */
  readonly location: string | null;
  /** Batch it must be taken from, if one is set. By its batch number, within the material and plant. */
  readonly batch: string | null;
  /** True when the ERP books the issue by itself on confirmation. */
  readonly backflush: boolean | null;
}

/** Something that is made, bought or kept in stock. Its number is the same in every plant. */
export interface Material {
  /** Number without the zeros the ERP pads it with. */
  readonly number: string;
  /** What it is, in the words of the material master. */
  readonly description: string | null;
  /** Unit in which stock is kept. */
  readonly baseUnit: string | null;
}

/** A quantity of a material made or received together, and kept apart so that it can be traced. */
export interface Batch {
  /** Number of the batch. */
  readonly number: string;
  /** What it is a batch of. By its number. */
  readonly material: string;
  /** Where it is kept. By its code. */
  readonly plant: string;
  /** True when the batch's own status restricts its use. Null when the ERP does not tell. */
  readonly restricted: boolean | null;
  /** Day after which it must not be used. */
  readonly expiresAt: string | null;
}

/** How much of a material a plant has, and how much of it can be used. */
export interface MaterialAvailability {
  /** What is in stock. By its number. */
  readonly material: string;
  /** Where it is in stock. By its code. */
  readonly plant: string;
  /** The stock by storage location, batch and status. */
  readonly stock: readonly StockBalance[];
}

/** Stock of one status at one place. */
export interface StockBalance {
  /** Storage location. */
  readonly location: string | null;
  /** Batch, where the material is kept in batches. By its batch number, within the material and plant. */
  readonly batch: string | null;
  /** Whether it may be used. */
  readonly status: StockStatus;
  /** Special stock indicator of the ERP, such as `K` for consignment. Null for own stock. */
  readonly specialStock: string | null;
  /** How much there is. */
  readonly quantity: Quantity;
}

/** A company that delivers material. Its number is the same in every plant. */
export interface Supplier {
  /** Number without the zeros the ERP pads it with. */
  readonly number: string;
  /** Name of the company. */
  readonly name: string | null;
}

/** One agreed delivery: a schedule line of a purchase order, and what the supplier said to it. */
export interface SupplierCommitment {
  /** Purchase order number. */
  readonly purchaseOrder: string;
  /** Item number without leading zeros. */
  readonly item: string;
  /** Schedule line number without leading zeros. */
  readonly scheduleLine: string;
  /** Plant that receives it. By its code. */
  readonly plant: string;
  /** Who delivers it. By its number. */
  readonly supplier: string;
  /** What is delivered. Null for text items. By its number. */
  readonly material: string | null;
  /** Where the delivery stands. */
  readonly state: CommitmentState;
  /** What was asked for. */
  readonly requested: CommitmentLine;
  /** What the supplier said to it, newest last. */
  readonly confirmations: readonly Confirmation[];
  /** How much has been received. */
  readonly received: Quantity | null;
  /** Revision of the purchase order that this is about. */
  readonly purchaseOrderRevision: string | null;
}

/** So much on such a day. */
export interface CommitmentLine {
  /** The day. */
  readonly date: string;
  /** The amount. */
  readonly quantity: Quantity;
}

/** What a supplier said to a delivery. */
export interface Confirmation {
  /** What kind of word it is. */
  readonly kind: ConfirmationKind;
  /** Category as the ERP's customizing names it, such as `AB`. */
  readonly sourceCategory: string | null;
  /** The confirmed day. Null when only an acknowledgement number was given. */
  readonly date: string | null;
  /** How much was confirmed. */
  readonly quantity: Quantity;
  /** The supplier's own reference. */
  readonly reference: string | null;
}

/** A request to inspect a quantity, and what came of it. */
export interface InspectionLot {
  /** Number of the lot without leading zeros. */
  readonly number: string;
  /** Where it is inspected. By its code. */
  readonly plant: string;
  /** What is inspected. By its number. */
  readonly material: string;
  /** The batch that is inspected. By its batch number, within the material and plant. */
  readonly batch: string | null;
  /** The production order that made it. By its number. */
  readonly order: string | null;
  /** How much is inspected. */
  readonly quantity: Quantity;
  /** What was decided. */
  readonly disposition: Disposition;
  /** The usage decision's code as the ERP has it. */
  readonly decisionCode: string | null;
  /** When it was decided. */
  readonly decidedAt: string | null;
  /** When the lot was created. */
  readonly createdAt: string | null;
}

/** What quality has decided on a batch: drawn from its inspection lots and the status of its stock. */
export interface QualityDisposition {
  /** The batch. By its batch number, within the material and plant. */
  readonly batch: string;
  /** What it is a batch of. By its number. */
  readonly material: string;
  /** Where it is kept. By its code. */
  readonly plant: string;
  /** The decision in force. */
  readonly disposition: Disposition;
  /** How much of the batch must not be used at present. */
  readonly held: Quantity | null;
  /** Number of the inspection lot that decided, if one did. */
  readonly decidingLot: string | null;
  /** Number of the production order that made the batch, if one did. */
  readonly order: string | null;
  /** Since when the decision is in force, if the ERP tells. */
  readonly decidedAt: string | null;
}

/** What master data management knows of a material in a plant, beyond the ERP's master data. What it has not told is null. */
export interface MaterialEnrichment {
  /** What is told of. By its number. */
  readonly material: string;
  /** Where it is so. By its code. */
  readonly plant: string;
  /** What the material is valued at. */
  readonly standardCost: StandardCost | null;
  /** When the cost was told. */
  readonly standardCostAsOf: string | null;
  /** What it is, in the words of master data management. */
  readonly description: string | null;
  /** When the description was told. */
  readonly descriptionAsOf: string | null;
}

/** Money for a quantity of a material. */
export interface StandardCost {
  /** Money for the quantity `per`. */
  readonly amount: string;
  /** Currency of the amount, as an ISO 4217 code. */
  readonly currency: string;
  /** Quantity that the amount is for. */
  readonly per: Quantity;
}

/** What master data management knows of a supplier of a plant, beyond the ERP's master data. What it has not told is null. */
export interface SupplierEnrichment {
  /** Who is told of. By its number. */
  readonly supplier: string;
  /** Plant that it delivers to. By its code. */
  readonly plant: string;
  /** How well it delivers. */
  readonly rating: SupplierRating | null;
  /** When the rating was told. */
  readonly ratingAsOf: string | null;
  /** Calendar days from the order to the delivery. */
  readonly leadTimeDays: number | null;
  /** When the lead time was told. */
  readonly leadTimeDaysAsOf: string | null;
}

/** Every kind of canonical entity and the shape of its body. */
export interface EntityBodies {
  readonly "production-order": ProductionOrder;
  readonly "material": Material;
  readonly "batch": Batch;
  readonly "material-availability": MaterialAvailability;
  readonly "supplier": Supplier;
  readonly "supplier-commitment": SupplierCommitment;
  readonly "inspection-lot": InspectionLot;
  readonly "quality-disposition": QualityDisposition;
  readonly "material-enrichment": MaterialEnrichment;
  readonly "supplier-enrichment": SupplierEnrichment;
}
