/** Codes of SAP ECC and what they mean here. I-codes are the language-independent system statuses (JEST-STAT). */
import {
  type Disposition,
  dispositionValues,
  type ProductionOrderState,
  productionOrderStateValues,
} from "#schema/canonical/entities.generated.ts";
import { unitCodes } from "#schema/canonical/unit-codes.ts";
import { type CodeMappings, type CodeTable, createCodeTable } from "../mapping.ts";
import { createUnitTable, type UnitCode } from "../units.ts";
import { units } from "./units.ts";

/** What a status says of an order's state; `IGNORED` for one that says nothing of it. */
type OrderStatus = ProductionOrderState | "IGNORED";

const statusValues: readonly OrderStatus[] = [...productionOrderStateValues, "IGNORED"];

/** See `AdapterManifest`. */
export const codeTables = { units: unitCodes, orderStatus: statusValues, usageDecision: dispositionValues };

export interface EccCodes {
  readonly units: CodeTable<UnitCode>;
  /** Table `orderStatus`. */
  readonly orderStatus: CodeTable<OrderStatus>;
  /** Usage decision codes, which are customizing; table `usageDecision`. */
  readonly usageDecision: CodeTable<Disposition>;
}

export function createCodes(system: string, mappings: CodeMappings): EccCodes {
  return {
    units: createUnitTable({ system, codes: units, mappings }),
    orderStatus: createCodeTable({
      system,
      name: "orderStatus",
      codes: orderStatus,
      values: codeTables.orderStatus,
      mappings,
      failure: "UNKNOWN_STATUS",
    }),
    usageDecision: createCodeTable({
      system,
      name: "usageDecision",
      codes: usageDecision,
      values: codeTables.usageDecision,
      mappings,
      failure: "UNKNOWN_CODE",
    }),
  };
}

/** In force first: the first of these that a status set has is the order's state. */
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
];

const orderStatus: Readonly<Record<string, OrderStatus>> = {
  I0001: "CREATED",
  I0002: "RELEASED",
  I0042: "PARTIALLY_RELEASED",
  I0009: "IN_PROGRESS",
  I0010: "IN_PROGRESS",
  I0074: "IN_PROGRESS",
  I0321: "IN_PROGRESS",
  I0012: "COMPLETED",
  I0043: "ON_HOLD",
  I0045: "TECHNICALLY_COMPLETED",
  I0046: "CLOSED",
  I0013: "DELETED",
  // These say something else than how far the order is: material, papers, costs, distribution.
  I0004: "IGNORED",
  I0007: "IGNORED",
  I0016: "IGNORED",
  I0028: "IGNORED",
  I0048: "IGNORED",
  I0076: "IGNORED",
  I0117: "IGNORED",
  I0340: "IGNORED",
  I0420: "IGNORED",
};

/** Valuations, by which most sites name their codes. */
const usageDecision: Readonly<Record<string, Disposition>> = { A: "ACCEPTED", R: "REJECTED" };
