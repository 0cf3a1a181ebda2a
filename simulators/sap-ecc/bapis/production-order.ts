/** BAPI_PRODORD_CHANGE and BAPI_PRODORD_RELEASE. */
import { MessageError } from "../goods-movement.ts";
import { type RfcValue, readRows, readText } from "../rfc-envelope.ts";
import type { Order, State } from "../state.ts";
import { type Bapi, emptyReturn, errorRow, returnRow } from "./bapi.ts";

/** The order, or CO 017 when there is none. */
export function findOrder(state: State, number: string): Order {
  const order = state.orders.get(number);
  if (!order) throw new MessageError("CO", "017", `Order ${number} not found in database`, [number]);
  return order;
}

/** CO 469 while somebody has the order open. */
export function checkLock(state: State, order: Order): void {
  if (!state.lockedOrders.has(order.number)) return;
  const short = order.number.replace(/^0+/, "");
  throw new MessageError("CO", "469", `Order ${short} is already being processed by MILLER`, [short, "MILLER"]);
}

function checkChangeable(order: Order): void {
  if (order.stage !== "completed" && order.stage !== "closed") return;
  throw new MessageError("BS", "007", `"Change order" is not allowed (ORD ${order.number.replace(/^0+/, "")})`, [order.number]);
}

interface OrderChange {
  readonly startDate: string;
  readonly startTime: string;
  readonly endDate: string;
  readonly endTime: string;
  readonly quantity: string;
  readonly priority: string;
}

/**
 * ORDERDATA fields BASIC_START_DATE/_TIME, BASIC_END_DATE/_TIME, QUANTITY, ORDER_PRIORITY count only with an `X` in
 * ORDERDATAX; times go with the flag of their date (BAPI_PP_ORDER_CHANGEX has none for them).
 */
function readChange(parameters: unknown): OrderChange {
  const flagged = (flag: string, field = flag): string =>
    readText(parameters, "ORDERDATAX", flag) === "X" ? readText(parameters, "ORDERDATA", field) : "";
  const digits = (text: string): string => text.replaceAll(/[-:]/g, "");
  return {
    startDate: digits(flagged("BASIC_START_DATE")),
    startTime: digits(flagged("BASIC_START_DATE", "BASIC_START_TIME")),
    endDate: digits(flagged("BASIC_END_DATE")),
    endTime: digits(flagged("BASIC_END_DATE", "BASIC_END_TIME")),
    quantity: flagged("QUANTITY"),
    priority: flagged("ORDER_PRIORITY"),
  };
}

function applyChange(order: Order, change: OrderChange): void {
  order.start = { date: change.startDate || order.start.date, time: change.startTime || order.start.time };
  order.end = { date: change.endDate || order.end.date, time: change.endTime || order.end.time };
  if (change.quantity !== "") order.quantity = Number(change.quantity);
  if (change.priority !== "") order.priority = Number(change.priority);
}

export const changeOrder: Bapi = (parameters, { state, office }, session) => {
  try {
    const order = findOrder(state, readText(parameters, "NUMBER"));
    checkLock(state, order);
    checkChangeable(order);
    const change = readChange(parameters);
    const [start, end] = [change.startDate || order.start.date, change.endDate || order.end.date];
    if (end < start) throw new MessageError("CO", "080", "Finish date lies before start date", [start, end]);
    session.updates.push(() => {
      applyChange(order, change);
      office.tellOrder(order);
    });
    return { MASTER_DATA_READ: "", ORDER_STATUS: statusFlags(order), ORDER_TYPE: "PP01", RETURN: emptyReturn };
  } catch (error) {
    if (!(error instanceof MessageError)) throw error;
    return { MASTER_DATA_READ: "", ORDER_STATUS: {}, ORDER_TYPE: "", RETURN: errorRow(error) };
  }
};

function statusFlags({ stage }: Order): RfcValue {
  const flag = (active: boolean): string => (active ? "X" : "");
  return {
    DELETED: "",
    DELETE_INDICATOR: "",
    CLOSED: flag(stage === "closed"),
    COMPLETED: flag(stage === "completed"),
    LOCKED: flag(stage === "locked"),
  };
}

/** ORDERS/item/ORDER_NUMBER; errors stand only in DETAIL_RETURN, success is its row CO 093. */
export const releaseOrders: Bapi = (parameters, { state, office }, session) => {
  const rows = readRows(parameters, "ORDERS").map((row): RfcValue => {
    const number = readText(row, "ORDER_NUMBER");
    try {
      const order = findOrder(state, number);
      checkLock(state, order);
      checkReleasable(order);
      session.updates.push(() => {
        order.stage = "released";
        order.released = state.calendar.now().date;
        office.tellOrder(order);
      });
      return orderRow(returnRow("S", "CO", "093", `Release carried out for order ${number}`, [number]), number);
    } catch (error) {
      if (!(error instanceof MessageError)) throw error;
      return orderRow(errorRow(error), number);
    }
  });
  return {
    RETURN: emptyReturn,
    APPLICATION_LOG: [],
    DETAIL_RETURN: rows,
    ORDERS: readRows(parameters, "ORDERS").map((row) => ({ ORDER_NUMBER: readText(row, "ORDER_NUMBER") })),
  };
};

function checkReleasable(order: Order): void {
  const short = order.number.replace(/^0+/, "");
  if (order.stage === "locked") throw new MessageError("BS", "013", `System status LKD is active (ORD ${short})`, ["LKD", `ORD ${short}`]);
  if (order.stage !== "created")
    throw new MessageError("BS", "007", `"Release" is not allowed (ORD ${short})`, ["Release", `ORD ${short}`]);
}

function orderRow(row: RfcValue, number: string): RfcValue {
  return { ...(row as Readonly<Record<string, RfcValue>>), ORDER_NUMBER: number };
}
