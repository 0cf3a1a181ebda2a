/** What a posting and the question after it have in common. */

import { setTimeout as delay } from "node:timers/promises";
import type { ErpMessage, Posting, Receipt } from "#schema/canonical/command.ts";
import { toPlantClock } from "../local-time.ts";
import { type Settlement, SourceUnavailable } from "../port.ts";
import type { EbsCodes } from "./codes.ts";
import type { EbsConnection } from "./connection.ts";
import type { Session } from "./session.ts";

export interface PostingContext {
  readonly session: Session;
  readonly codes: EbsCodes;
  readonly connection: Required<EbsConnection>;
  readonly timeZoneOf: (plant: string) => string;
  /** Name of the collection plan whose results are the plant's inspections. */
  readonly inspectionPlan: string;
}

export type CommandOf<K extends Posting["kind"]> = Extract<Posting, { kind: K }>;
export type JobCommand = CommandOf<"release-order" | "reschedule-order">;
export type LotCommand = CommandOf<"hold-stock" | "free-stock">;

/** SOURCE_CODE of an interface row and NOTE of an acceptance: by it a posting is found again. */
export const postingMark = (command: Posting): string => `ANDON ${command.id}`;

export const targetStatus = (command: LotCommand, connection: Required<EbsConnection>): string =>
  command.kind === "hold-stock" ? connection.holdStatus : connection.freeStatus;

export const rejected = (code: string, text: string): Receipt => ({ outcome: "REJECTED", messages: [errorMessage(code, text)] });

/** EBS writes `CODE: text` where it gives a code at all. */
export function errorMessages(texts: string | null, fallbackCode: string): ErpMessage[] {
  const lines = (texts ?? "").split("\n").filter((line) => line !== "");
  if (lines.length === 0) return [errorMessage(fallbackCode, "EBS gave no reason")];
  return lines.map((line) => {
    const [, code = fallbackCode, text = line] = /^([A-Z][A-Z0-9_]+): (.*)$/.exec(line) ?? [];
    return errorMessage(code, text);
  });
}

const errorMessage = (code: string, text: string): ErpMessage => ({ severity: "ERROR", code, text });

/** Dates in the server's clock, as the interface takes them. */
export function jobChange(
  context: PostingContext,
  command: JobCommand,
): { readonly start: string | null; readonly end: string | null; readonly priority: string | null } {
  if (command.kind === "release-order") return { start: null, end: null, priority: null };
  const local = (moment: string | null): string | null => {
    if (moment === null) return null;
    const { date, time } = toPlantClock(moment, context.timeZoneOf(command.plant));
    return `${date} ${time}`;
  };
  return {
    start: local(command.basicStart),
    end: local(command.basicEnd),
    priority: command.priority === null ? null : String(command.priority),
  };
}

/** What a program of the concurrent manager decides: it has until `deadline` (Unix ms) before the posting is left to `settle`. */
export interface Awaited {
  /** Names the program in a refusal that gives no code. */
  readonly program: string;
  readonly deadline: number;
  settle(): Promise<Settlement>;
}

/** The row is in. From here on, silence means "not known yet", not "nothing posted". */
export async function awaitSettlement(command: Posting, { program, deadline, settle }: Awaited, signal: AbortSignal): Promise<Receipt> {
  for (;;) {
    const settlement = await settle().catch((error: unknown) => {
      if (error instanceof SourceUnavailable) return { outcome: "PENDING" as const };
      throw error;
    });
    if (settlement.outcome === "APPLIED") return { outcome: "APPLIED", reference: referenceOf(command), messages: [] };
    if (settlement.outcome === "REJECTED") return { outcome: "REJECTED", messages: errorMessages(settlement.reason, program) };
    if (Date.now() >= deadline || signal.aborted) return { outcome: "PENDING", reference: postingMark(command), messages: [] };
    await delay(50, undefined, { signal }).catch(() => undefined);
  }
}

function referenceOf(command: Posting): string {
  if (command.kind === "record-usage-decision") return command.inspectionLot;
  return "order" in command ? command.order : postingMark(command);
}
