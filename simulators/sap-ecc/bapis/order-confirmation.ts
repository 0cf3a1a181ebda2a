/** BAPI_PRODORDCONF_CREATE_TT: confirmations of operations by time tickets. */
import { bookYield } from "../confirmation.ts";
import { MessageError } from "../goods-movement.ts";
import { sapUnit } from "../notation.ts";
import { type RfcValue, readRows, readText } from "../rfc-envelope.ts";
import type { Order, State } from "../state.ts";
import { type Bapi, emptyReturn, errorRow, returnRow } from "./bapi.ts";
import { checkLock, findOrder } from "./production-order.ts";

/**
 * TIMETICKETS/item{ORDERID, SEQUENCE, OPERATION, POSTG_DATE, YIELD, SCRAP, CONF_QUAN_UNIT, FIN_CONF, CONF_TEXT} in (BAPI_PP_TIMETICKET);
 * RETURN (BAPIRET1, only of what is wrong with the call) and DETAIL_RETURN (BAPI_CORU_RETURN, one row for each ticket) out. Without
 * GOODSMOVEMENTS components are backflushed. Booked with the commit.
 */
export const confirmOrders: Bapi = (parameters, { state, office }, session) => {
  const rows = readRows(parameters, "TIMETICKETS").map((ticket): RfcValue => {
    try {
      const { order, step, made, scrap } = readTicket(state, ticket);
      const number = String(order.confirmations.length + 1).padStart(8, "0");
      const group = order.number.slice(-10);
      session.updates.push(() => {
        order.confirmations.push({
          group,
          count: number,
          operation: readText(ticket, "OPERATION"),
          text: readText(ticket, "CONF_TEXT").slice(0, 40),
          made,
          scrap,
        });
        bookYield(state, office, order, step, made);
      });
      return { ...(returnRow("I", "RU", "100", "Confirmation is saved") as object), CONF_NO: group, CONF_CNT: number };
    } catch (error) {
      if (!(error instanceof MessageError)) throw error;
      return errorRow(error);
    }
  });
  return { RETURN: emptyReturn, DETAIL_RETURN: rows };
};

function readTicket(
  state: State,
  ticket: unknown,
): { readonly order: Order; readonly step: number; readonly made: number; readonly scrap: number } {
  const order = findOrder(state, readText(ticket, "ORDERID"));
  checkLock(state, order);
  const short = order.number.replace(/^0+/, "");
  if (order.stage !== "released" && order.stage !== "started" && order.stage !== "delivered")
    throw new MessageError("BS", "007", `"Confirm order" is not allowed (ORD ${short})`, ["Confirm order", `ORD ${short}`]);
  const operation = readText(ticket, "OPERATION");
  const step = order.operations.findIndex(({ number }) => number === operation);
  if (step < 0) throw new MessageError("RU", "017", `Operation ${operation} does not exist in order ${short}`, [operation, short]);
  const unit = readText(ticket, "CONF_QUAN_UNIT");
  const own = sapUnit(order.material.unit);
  if (unit !== "" && unit !== own) throw new MessageError("RU", "073", `Unit ${unit} cannot be converted to ${own}`, [unit, own]);
  return { order, step, made: Number(readText(ticket, "YIELD") || "0"), scrap: Number(readText(ticket, "SCRAP") || "0") };
}
