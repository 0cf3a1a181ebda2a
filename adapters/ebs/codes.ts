/** Codes of EBS and what they mean here. Constants are Oracle's (package WIP_CONSTANTS); names of statuses and dispositions are the customer's. */
import {
  type CommitmentState,
  type Disposition,
  dispositionValues,
  type OrderFlag,
  type ProductionOrderState,
  productionOrderStateValues,
  type StockStatus,
  stockStatusValues,
} from "#schema/canonical/entities.generated.ts";
import { unitCodes } from "#schema/canonical/unit-codes.ts";
import { type CodeMappings, type CodeTable, createCodeTable, MappingError } from "../mapping.ts";
import type { UnitCode } from "../units.ts";
import { createUnits } from "./units.ts";

const ownershipValues = ["OWN", "CONSIGNED"] as const;

/** See `AdapterManifest`. */
export const codeTables = {
  units: unitCodes,
  orderStatus: productionOrderStateValues,
  materialStatus: stockStatusValues,
  disposition: dispositionValues,
  owningType: ownershipValues,
};

export interface EbsCodes {
  readonly units: CodeTable<UnitCode>;
  /** WIP_DISCRETE_JOBS.STATUS_TYPE; table `orderStatus`. 3 is RELEASED, progress makes it IN_PROGRESS. */
  readonly orderStates: CodeTable<ProductionOrderState>;
  /** Element "Disposition" of the inspection plan; table `disposition`. */
  readonly dispositions: CodeTable<Disposition>;
  /** MTL_ONHAND_QUANTITIES_DETAIL.OWNING_TP_TYPE to the special stock indicator; 2 is own stock. */
  readonly ownership: CodeTable<"OWN" | "CONSIGNED">;
  /** By the status's own name (table `materialStatus`), else by its availability and reservable types. */
  stockStatus(status: MaterialStatus): StockStatus;
}

/** A row of MTL_MATERIAL_STATUSES as it applies to some stock. */
interface MaterialStatus {
  readonly code: string | null;
  /** 1 nettable, 2 not. */
  readonly availabilityType: string;
  /** 1 reservable, 2 not. */
  readonly reservableType: string;
}

export function createCodes(system: string, mappings: CodeMappings): EbsCodes {
  const table = <T extends string>(
    name: string,
    codes: Record<string, T>,
    values: readonly T[],
    failure: "UNKNOWN_STATUS" | "UNKNOWN_CODE",
  ) => createCodeTable({ system, name, codes, values, mappings, failure });
  // Names that most sites give; a site that means something else by them says so in its landscape.
  const namedStatuses: Record<string, StockStatus> = { Inspect: "QUALITY_INSPECTION" };
  const statuses = table("materialStatus", namedStatuses, codeTables.materialStatus, "UNKNOWN_STATUS");
  const isNamed = (code: string): boolean => Object.hasOwn(namedStatuses, code) || Object.hasOwn(mappings.materialStatus ?? {}, code);

  return {
    units: createUnits(system, mappings),
    orderStates: table("orderStatus", orderStates, codeTables.orderStatus, "UNKNOWN_STATUS"),
    dispositions: table("disposition", dispositions, codeTables.disposition, "UNKNOWN_CODE"),
    ownership: table("owningType", { "2": "OWN", "1": "CONSIGNED" }, codeTables.owningType, "UNKNOWN_CODE"),
    stockStatus({ code, availabilityType, reservableType }) {
      if (code !== null && isNamed(code)) return statuses.read("MTL_MATERIAL_STATUSES.STATUS_CODE", code);
      if (availabilityType === "2") return "BLOCKED";
      if (availabilityType !== "1") {
        throw new MappingError({
          code: "UNKNOWN_STATUS",
          field: "MTL_MATERIAL_STATUSES.AVAILABILITY_TYPE",
          value: availabilityType,
          text: `MTL_MATERIAL_STATUSES.AVAILABILITY_TYPE is "${availabilityType}" for status "${code ?? ""}"; map the status by its name in the landscape under systems.${system}.mappings.materialStatus, then replay`,
        });
      }
      return reservableType === "2" ? "RESTRICTED" : "UNRESTRICTED";
    },
  };
}

const orderStates: Record<string, ProductionOrderState> = {
  "1": "CREATED",
  "2": "PLANNED",
  "3": "RELEASED",
  "4": "COMPLETED",
  "5": "TECHNICALLY_COMPLETED",
  "6": "ON_HOLD",
  "7": "CANCELLED",
  "8": "CREATED",
  "9": "CREATED",
  "10": "CREATED",
  "11": "CREATED",
  "12": "CLOSED",
  "13": "CREATED",
  "14": "CLOSED",
  "15": "COMPLETED",
  "16": "CREATED",
  "17": "PLANNED",
};

/** Pending something: BOM load, routing, repetitive load, close, scheduling. Failed: BOM load, routing, close. */
export function orderFlagOf(statusType: string): OrderFlag | null {
  if (["8", "10", "13", "14", "16"].includes(statusType)) return "PROCESSING";
  return ["9", "11", "15"].includes(statusType) ? "ERP_ERROR" : null;
}

const dispositions: Record<string, Disposition> = {
  ACCEPT: "ACCEPTED",
  REJECT: "REJECTED",
  "USE AS IS": "ACCEPTED_WITH_DEVIATION",
  REWORK: "REWORK",
  SCRAP: "SCRAP",
  "RETURN TO SUPPLIER": "RETURN_TO_SUPPLIER",
  RTV: "RETURN_TO_SUPPLIER",
  HOLD: "ON_HOLD",
};

/** WIP_SUPPLY_TYPE: 2 assembly pull and 3 operation pull are booked by EBS itself; 4 bulk, 5 vendor and 6 phantom are not issued singly. */
export const backflushOf: Readonly<Record<string, boolean | null>> = { "1": false, "2": true, "3": true, "4": null, "5": null, "6": null };

/** CLOSED_CODE of a shipment, line or order after which nothing more comes. */
export const closedCodes: ReadonlySet<string> = new Set(["CLOSED", "FINALLY CLOSED", "CLOSED FOR RECEIVING"]);

/** States in which a commitment depends on what the supplier said. */
export type AnsweredState = Extract<CommitmentState, "UNCONFIRMED" | "ACKNOWLEDGED" | "CONFIRMED" | "CONFIRMED_WITH_CHANGES" | "REJECTED">;
