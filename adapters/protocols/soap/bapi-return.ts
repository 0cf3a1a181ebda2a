/** What a BAPI says of itself: five shapes of one thing (BAPIRET2, BAPIRET1, BAPIRETURN, and the rows of DETAIL_RETURN), brought to one. */
import type { ErpMessage } from "#schema/canonical/command.ts";
import { type RfcResult, rowsOf } from "./rfc-client.ts";

type Row = Readonly<Record<string, unknown>>;

/**
 * The messages of `RETURN` (a structure or a table) and `DETAIL_RETURN`. No message at all is success (BAPI_PRODORD_CHANGE
 * answers so). Message texts are in the logon language; key on the code.
 */
export function readMessages(result: RfcResult): readonly ErpMessage[] {
  const single = result.RETURN;
  const own = typeof single === "object" && single !== null && !("item" in single) ? [single as Row] : rowsOf(result, "RETURN");
  return [...own, ...rowsOf(result, "DETAIL_RETURN")].filter(isSaid).map(toMessage);
}

/** Nothing but E, A and X says that it failed. */
export function hasFailed(messages: readonly ErpMessage[]): boolean {
  return messages.some(({ severity }) => severity === "ERROR");
}

function isSaid(row: Row): boolean {
  return String(row.TYPE ?? "").trim() !== "" || String(row.MESSAGE ?? "").trim() !== "";
}

function toMessage(row: Row): ErpMessage {
  const text = (field: string): string => String(row[field] ?? "").trim();
  // BAPIRETURN has one CODE of five characters, class and number together.
  const code = text("CODE") !== "" ? `${text("CODE").slice(0, 2)}/${text("CODE").slice(2)}` : `${text("ID")}/${text("NUMBER")}`;
  const type = text("TYPE");
  return { severity: ["E", "A", "X"].includes(type) ? "ERROR" : type === "W" ? "WARNING" : "INFO", code, text: text("MESSAGE") };
}
