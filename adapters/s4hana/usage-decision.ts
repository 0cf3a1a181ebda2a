/** What becomes of an inspection lot (API_INSPECTIONLOT_SRV, A_InspLotUsageDecision). A lot is decided once. */
import type { ODataReader } from "../protocols/odata/client.ts";
import { type Entity, readAll } from "../protocols/odata/paging.ts";
import type { CommandOf, PostingContext, Preparation } from "./postings.ts";
import { oneOf, pathTo, services } from "./services.ts";
import { textOf } from "./streams.ts";

type RecordDecision = CommandOf<"record-usage-decision">;

/** Catalog type of usage decisions, the same in every system. */
const usageDecisionCatalog = "3";

export async function recordUsageDecision(context: PostingContext, command: RecordDecision, signal: AbortSignal): Promise<Preparation> {
  const { usageDecision } = context;
  if (await hasDecision(context, command, signal)) return { outcome: "APPLIED", reference: command.inspectionLot, messages: [] };
  const body = {
    InspectionLot: command.inspectionLot,
    InspLotUsageDecisionLevel: "L",
    InspLotUsageDecisionCatalog: usageDecisionCatalog,
    SelectedCodeSetPlant: command.plant,
    InspLotUsgeDcsnSelectedSet: usageDecision.selectedSet,
    InspLotUsageDecisionCodeGroup: usageDecision.codeGroup,
    InspectionLotUsageDecisionCode: codeOf(context, command),
  };
  return {
    write: { method: "POST", path: `${services.lots}A_InspLotUsageDecision`, root: services.lots, body },
    applied: () => ({ outcome: "APPLIED", reference: command.inspectionLot, messages: [] }),
  };
}

/** Whether the lot has the decision that the command wants. */
export async function hasDecision(context: PostingContext, command: RecordDecision, signal: AbortSignal): Promise<boolean> {
  const decision = await readDecision(context.client, command, signal);
  return decision !== null && textOf(decision, "InspectionLotUsageDecisionCode") === codeOf(context, command);
}

async function readDecision(client: ODataReader, command: RecordDecision, signal: AbortSignal): Promise<Entity | null> {
  const filter = oneOf("InspectionLot", [command.inspectionLot]);
  const [decision] = await readAll(client, pathTo("lots", "A_InspLotUsageDecision", { filter, top: 1 }), signal);
  return decision ?? null;
}

const codeOf = ({ usageDecision }: PostingContext, { decision }: RecordDecision): string =>
  decision === "ACCEPTED" ? usageDecision.accepted : usageDecision.rejected;
