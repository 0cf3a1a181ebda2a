/** BAPI_PRODORD_GET_DETAIL with the fields of BAPI_ORDER_HEADER1, _ITEM, _OPERATION1 and _COMPONENT that are in use. */
import { MessageError } from "../goods-movement.ts";
import { isoUnit, padKey, quantityText, sapUnit, soapDate, soapTime } from "../notation.ts";
import { orderUnit, reservation } from "../order-idoc.ts";
import { type RfcValue, readText } from "../rfc-envelope.ts";
import type { Order, State } from "../state.ts";
import { operationStatuses, statusLine, statusTexts } from "../system-status.ts";
import { type Bapi, emptyReturn, errorRow } from "./bapi.ts";
import { findOrder } from "./production-order.ts";

/** Tables come filled when ORDER_OBJECTS has an `X` at HEADER, POSITIONS, OPERATIONS, COMPONENTS. */
export const readOrderDetail: Bapi = (parameters, { state }) => {
  const wants = (part: string): boolean => readText(parameters, "ORDER_OBJECTS", part) === "X";
  try {
    const order = findOrder(state, readText(parameters, "NUMBER"));
    return {
      RETURN: emptyReturn,
      COMPONENT: wants("COMPONENTS") ? componentRows(state, order) : [],
      HEADER: wants("HEADER") ? [headerRow(state, order)] : [],
      OPERATION: wants("OPERATIONS") ? operationRows(state, order) : [],
      POSITION: wants("POSITIONS") ? [positionRow(state, order)] : [],
    };
  } catch (error) {
    if (!(error instanceof MessageError)) throw error;
    return { RETURN: errorRow(error), COMPONENT: [], HEADER: [], OPERATION: [], POSITION: [] };
  }
};

function headerRow(state: State, order: Order): RfcValue {
  const done = order.stage === "delivered" || order.stage === "completed" || order.stage === "closed";
  return {
    ORDER_NUMBER: order.number,
    PRODUCTION_PLANT: state.plant,
    MATERIAL: padKey(order.material.number, 18),
    RESERVATION_NUMBER: reservation(order),
    SCHED_RELEASE_DATE: soapDate(order.start.date),
    ACTUAL_RELEASE_DATE: soapDate(order.released),
    FINISH_DATE: soapDate(order.end.date),
    START_DATE: soapDate(order.start.date),
    PRODUCTION_FINISH_DATE: soapDate(order.end.date),
    PRODUCTION_START_DATE: soapDate(order.start.date),
    ACTUAL_FINISH_DATE: soapDate(done ? order.end.date : ""),
    SCRAP: quantityText(order.operations.reduce((sum, { scrap }) => sum + scrap, 0)),
    TARGET_QUANTITY: quantityText(order.quantity),
    UNIT: order.strangeUnit ?? sapUnit(order.material.unit),
    UNIT_ISO: order.strangeUnit === undefined ? orderUnit(order) : "",
    PRIORITY: String(order.priority),
    ORDER_TYPE: "PP01",
    SCHED_FIN_TIME: soapTime(order.end.time),
    SCHED_START_TIME: soapTime(order.start.time),
    FINISH_TIME: soapTime(order.end.time),
    START_TIME: soapTime(order.start.time),
    MATERIAL_TEXT: order.material.description,
    SYSTEM_STATUS: statusLine(order),
    PLAN_PLANT: state.plant,
    BATCH: order.batch,
  };
}

function positionRow(state: State, order: Order): RfcValue {
  return {
    ORDER_NUMBER: order.number,
    ORDER_ITEM_NUMBER: "0001",
    QUANTITY: quantityText(order.quantity),
    DELIVERED_QUANTITY: quantityText(order.delivered),
    BASE_UNIT: sapUnit(order.material.unit),
    BASE_UNIT_ISO: isoUnit(order.material.unit),
    MATERIAL: padKey(order.material.number, 18),
    PLAN_PLANT: state.plant,
    STORAGE_LOCATION: "0003",
  };
}

function operationRows(state: State, order: Order): RfcValue[] {
  return order.operations.map((operation) => ({
    SEQUENCE_NO: "000000",
    OPERATION_NUMBER: operation.number,
    OPR_CNTRL_KEY: "PP01",
    PROD_PLANT: state.plant,
    DESCRIPTION: operation.text,
    UNIT: order.strangeUnit ?? sapUnit(order.material.unit),
    UNIT_ISO: order.strangeUnit === undefined ? orderUnit(order) : "",
    QUANTITY: quantityText(order.quantity),
    LATE_SCHED_START_DATE_EXEC: soapDate(operation.start.date),
    LATE_SCHED_START_TIME_EXEC: soapTime(operation.start.time),
    LATE_SCHED_FIN_DATE_EXEC: soapDate(operation.end.date),
    LATE_SCHED_FIN_TIME_EXEC: soapTime(operation.end.time),
    WORK_CENTER: operation.workCenter,
    SYSTEM_STATUS: statusTexts(operationStatuses(order, operation)),
  }));
}

function componentRows(state: State, order: Order): RfcValue[] {
  return order.components.map((component, index) => {
    const open = component.required - component.issued;
    const committed = order.shortage ? Math.floor(open / 2) : open;
    return {
      RESERVATION_NUMBER: reservation(order),
      RESERVATION_ITEM: String(index + 1).padStart(4, "0"),
      MATERIAL: padKey(component.material.number, 18),
      PROD_PLANT: state.plant,
      STORAGE_LOCATION: component.location,
      REQ_DATE: soapDate(order.start.date),
      REQ_QUAN: quantityText(component.required),
      BASE_UOM: sapUnit(component.material.unit),
      BASE_UOM_ISO: isoUnit(component.material.unit),
      WITHDRAWN_QUANTITY: quantityText(component.issued),
      ORDER_NUMBER: order.number,
      MOVEMENT_TYPE: "261",
      ITEM_NUMBER: component.item,
      SEQUENCE: "000000",
      OPERATION: component.operation,
      MATERIAL_DESCRIPTION: component.material.description,
      COMMITED_QUANTITY: quantityText(committed),
      SHORTAGE: quantityText(open - committed),
    };
  });
}
