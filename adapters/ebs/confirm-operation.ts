/** What was made in an operation, as move transactions by the open interface: good quantity and scrap are rows of their own. */
import type { Receipt } from "#schema/canonical/command.ts";
import { MappingError } from "../mapping.ts";
import type { Settlement } from "../port.ts";
import { type CommandOf, type PostingContext, postingMark, rejected } from "./postings.ts";
import type { Query } from "./session.ts";
import { findOrganization } from "./streams.ts";

type ConfirmOperation = CommandOf<"confirm-operation">;

/** Intraoperation steps of WIP (lookup WIP_INTRAOPERATION_STEP). */
const toMove = "3";
const scrap = "5";

/** Writes the rows, once; the receipt where nothing is to be written. */
export async function confirmOperation(context: PostingContext, query: Query, command: ConfirmOperation): Promise<Receipt | null> {
  const organization = await findOrganization(query, command.plant);
  const mark = postingMark(command);
  const [present] = await query("move-outcome", [organization.id, mark]);
  if (Number(present?.waiting) + Number(present?.done) > 0) return null;
  const sequence = String(Number(command.operation));
  const [job] = await query("operation-unit", [organization.id, command.order, sequence]);
  if (!job) return rejected("ANDON_NOT_FOUND", `job ${command.order} does not exist in plant ${command.plant}`);
  const unit = job.primary_uom_code ?? "";
  const known = context.codes.units.read("MTL_SYSTEM_ITEMS_B.PRIMARY_UOM_CODE", unit);
  if (known !== command.unit)
    return rejected("ANDON_UNIT", `the job is in ${known}, the confirmation in ${command.unit}; confirm in ${known}`);
  await query("forget-refused-moves", [organization.id, mark]);
  const user = String(context.connection.userId);
  for (const [line, quantity, step] of [
    ["1", command.yield, toMove],
    ["2", command.scrap, scrap],
  ] as const) {
    if (Number(quantity) > 0)
      await query("insert-move", [organization.id, mark, command.order, sequence, quantity, unit, line, step, user]);
  }
  return null;
}

export function settleOperation({ session }: PostingContext, command: ConfirmOperation, signal: AbortSignal): Promise<Settlement> {
  return session.read(async (query): Promise<Settlement> => {
    const organization = await findOrganization(query, command.plant);
    const [found] = await query("move-outcome", [organization.id, postingMark(command)]);
    if (!found)
      throw new MappingError({
        code: "INVALID_FIELD",
        field: "WIP_MOVE_TXN_INTERFACE",
        value: "",
        text: "EBS tells nothing of its move transactions",
      });
    if (Number(found.waiting) > 0) return { outcome: "PENDING" };
    if (found.errors) return { outcome: "REJECTED", reason: found.errors };
    return { outcome: Number(found.done) > 0 ? "APPLIED" : "ABSENT" };
  }, signal);
}
