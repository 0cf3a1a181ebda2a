/** Codes of S/4HANA and what they mean here. Statuses are the language-independent I-codes of table TJ02. */
import {
  type Disposition,
  dispositionValues,
  type OrderFlag,
  type ProductionOrderState,
  productionOrderStateValues,
  type StockStatus,
  stockStatusValues,
} from "#schema/canonical/entities.generated.ts";
import { unitCodes } from "#schema/canonical/unit-codes.ts";
import { type CodeMappings, type CodeTable, createCodeTable } from "../mapping.ts";
import type { UnitCode } from "../units.ts";
import { createUnits } from "./units.ts";

/** What a status says of an order's state; `IGNORED` says nothing of it. */
type StatusMeaning = ProductionOrderState | "IGNORED";

const statusValues: readonly StatusMeaning[] = [...productionOrderStateValues, "IGNORED"];

/** See `AdapterManifest`. */
export const codeTables = { units: unitCodes, orderStatus: statusValues, stockType: stockStatusValues, usageDecision: dispositionValues };

export interface S4Codes {
  readonly units: CodeTable<UnitCode>;
  /** StatusCode of an order; table `orderStatus`. */
  readonly orderStatuses: CodeTable<StatusMeaning>;
  /** InventoryStockType; table `stockType`. */
  readonly stockTypes: CodeTable<StockStatus>;
  /** Usage decision code of the plant's selected set; table `usageDecision`. */
  readonly usageDecisions: CodeTable<Disposition>;
}

export function createCodes(system: string, mappings: CodeMappings): S4Codes {
  const orderStatuses = createCodeTable<StatusMeaning>({
    system,
    name: "orderStatus",
    codes: statusMeanings,
    values: codeTables.orderStatus,
    mappings,
    failure: "UNKNOWN_STATUS",
  });
  return {
    units: createUnits(system, mappings),
    orderStatuses,
    stockTypes: createCodeTable<StockStatus>({
      system,
      name: "stockType",
      codes: stockTypes,
      values: codeTables.stockType,
      mappings,
      failure: "UNKNOWN_CODE",
    }),
    usageDecisions: createCodeTable<Disposition>({
      system,
      name: "usageDecision",
      codes: usageDecisions,
      values: codeTables.usageDecision,
      mappings,
      failure: "UNKNOWN_CODE",
    }),
  };
}

const statusMeanings: Readonly<Record<string, StatusMeaning>> = {
  I0001: "CREATED",
  I0042: "PARTIALLY_RELEASED",
  I0002: "RELEASED",
  I0010: "IN_PROGRESS",
  I0009: "IN_PROGRESS",
  I0074: "IN_PROGRESS",
  I0321: "IN_PROGRESS",
  I0012: "COMPLETED",
  I0043: "ON_HOLD",
  I0045: "TECHNICALLY_COMPLETED",
  I0046: "CLOSED",
  I0013: "DELETED",
  // Deletion flag: the order still stands until it is archived; told as a flag.
  I0076: "IGNORED",
  // Printed, pre-costed, settlement rule created, distributed to MES, scheduled.
  I0007: "IGNORED",
  I0016: "IGNORED",
  I0028: "IGNORED",
  I0048: "IGNORED",
  I0117: "IGNORED",
  // Material committed, availability not checked, material shortage; told as readiness.
  I0340: "IGNORED",
  I0420: "IGNORED",
  I0004: "IGNORED",
};

/** Of an order's statuses the first in this sequence gives its state. */
export const statePrecedence: readonly ProductionOrderState[] = [
  "DELETED",
  "CLOSED",
  "CANCELLED",
  "TECHNICALLY_COMPLETED",
  "ON_HOLD",
  "COMPLETED",
  "IN_PROGRESS",
  "RELEASED",
  "PARTIALLY_RELEASED",
  "CREATED",
  "PLANNED",
];

export const flagOfStatus: Readonly<Record<string, OrderFlag>> = {
  I0007: "PRINTED",
  I0321: "GOODS_MOVED",
  I0076: "DELETION_FLAGGED",
  I0048: "DISTRIBUTED",
};

/** LBBSA: 04 and 05 are transfers between locations and plants, 06 is on its way. */
const stockTypes: Readonly<Record<string, StockStatus>> = {
  "01": "UNRESTRICTED",
  "02": "QUALITY_INSPECTION",
  "03": "RETURNS",
  "04": "IN_TRANSFER",
  "05": "IN_TRANSFER",
  "06": "IN_TRANSIT",
  "07": "BLOCKED",
  "08": "RESTRICTED",
  "10": "GR_BLOCKED",
};

/** SAP's sample codes; a plant's own selected set is named in the landscape. */
const usageDecisions: Readonly<Record<string, Disposition>> = {
  A: "ACCEPTED",
  AD: "ACCEPTED_WITH_DEVIATION",
  R: "REJECTED",
  RW: "REWORK",
  S: "SCRAP",
};
