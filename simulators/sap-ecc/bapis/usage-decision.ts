/** BAPI_INSPLOT_SETUSAGEDECISION. */
import { MessageError } from "../goods-movement.ts";
import { readText } from "../rfc-envelope.ts";
import { decide } from "../usage-decision.ts";
import { type Bapi, emptyReturn, errorRow } from "./bapi.ts";

/** The plant's selected set, which is customizing. */
const selectedSet = { set: "04", group: "04" };

/**
 * NUMBER and UD_DATA{INSPLOT, UD_SELECTED_SET, UD_PLANT, UD_CODE_GROUP, UD_CODE, UD_RECORDED_BY_USER} in (BAPI2045UD); RETURN (BAPIRETURN1)
 * out. A lot is decided once. The decision and its stock posting come with the commit.
 */
export const setUsageDecision: Bapi = (parameters, { state, office }, session) => {
  try {
    const number = readText(parameters, "NUMBER");
    const lot = state.lots.get(number);
    if (!lot) throw new MessageError("QV", "001", `Inspection lot ${number} does not exist`, [number]);
    if (lot.code !== "")
      throw new MessageError("QV", "117", `A usage decision has already been made for inspection lot ${number}`, [number]);
    const data = (name: string): string => readText(parameters, "UD_DATA", name);
    const code = data("UD_CODE");
    const isOfSet = data("UD_SELECTED_SET") === selectedSet.set && data("UD_CODE_GROUP") === selectedSet.group;
    if (!isOfSet || (code !== "A" && code !== "R"))
      throw new MessageError("QV", "034", `Code ${code} is not in selected set ${data("UD_SELECTED_SET")}`, [code]);
    session.updates.push(() => decide(state, office, lot, code));
    return { RETURN: emptyReturn };
  } catch (error) {
    if (!(error instanceof MessageError)) throw error;
    return { RETURN: errorRow(error) };
  }
};
