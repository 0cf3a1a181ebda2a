/** What becomes of an inspection lot, by BAPI_INSPLOT_SETUSAGEDECISION, and whether it has (QAVE). */
import type { Posting } from "#schema/canonical/command.ts";
import { equals, readTable } from "../protocols/soap/read-table.ts";
import type { RfcSession, RfcValue } from "../protocols/soap/rfc-client.ts";
import type { UsageDecisionCodes } from "./connection.ts";
import type { PostingContext } from "./execute.ts";

type RecordDecision = Extract<Posting, { kind: "record-usage-decision" }>;

const usualCodes: UsageDecisionCodes = { selectedSet: "04", codeGroup: "04", accepted: "A", rejected: "R" };

export function usageDecision({ connection }: PostingContext, command: RecordDecision): Readonly<Record<string, RfcValue>> {
  const { selectedSet, codeGroup } = connection.usageDecision ?? usualCodes;
  const number = lotNumber(command);
  const data = {
    INSPLOT: number,
    UD_PLANT: command.plant,
    UD_SELECTED_SET: selectedSet,
    UD_CODE_GROUP: codeGroup,
    UD_CODE: codeOf(connection.usageDecision, command),
    UD_RECORDED_BY_USER: connection.user,
  };
  return { NUMBER: number, UD_DATA: data };
}

/** Whether the lot has the decision that the command wants. */
export async function hasDecision(
  session: RfcSession,
  { connection }: PostingContext,
  command: RecordDecision,
  signal: AbortSignal,
): Promise<boolean> {
  const where = [equals("PRUEFLOS", lotNumber(command))];
  const [row] = await readTable(session, { table: "QAVE", fields: ["PRUEFLOS", "VCODE"], where }, signal);
  return row?.VCODE === codeOf(connection.usageDecision, command);
}

function codeOf(codes: UsageDecisionCodes = usualCodes, { decision }: RecordDecision): string {
  return decision === "ACCEPTED" ? codes.accepted : codes.rejected;
}

const lotNumber = ({ inspectionLot }: RecordDecision): string => inspectionLot.padStart(12, "0");
