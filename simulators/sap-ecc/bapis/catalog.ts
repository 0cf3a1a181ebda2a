/** The function modules that this system answers. */
import type { Bapi } from "./bapi.ts";
import { createGoodsMovement } from "./goods-movement.ts";
import { listInspectionLots } from "./inspection-lot.ts";
import { confirmOrders } from "./order-confirmation.ts";
import { changeOrder, releaseOrders } from "./production-order.ts";
import { readOrderDetail } from "./production-order-detail.ts";
import { readPurchaseOrder } from "./purchase-order.ts";
import { readTable } from "./read-table.ts";
import { commit, rollback } from "./transaction.ts";
import { setUsageDecision } from "./usage-decision.ts";

/** By name; any other name is a fault. */
export const bapis: Readonly<Record<string, Bapi>> = {
  RFC_READ_TABLE: readTable,
  BAPI_GOODSMVT_CREATE: createGoodsMovement,
  BAPI_INSPLOT_GETLIST: listInspectionLots,
  BAPI_INSPLOT_SETUSAGEDECISION: setUsageDecision,
  BAPI_PO_GETDETAIL1: readPurchaseOrder,
  BAPI_PRODORD_CHANGE: changeOrder,
  BAPI_PRODORD_GET_DETAIL: readOrderDetail,
  BAPI_PRODORD_RELEASE: releaseOrders,
  BAPI_PRODORDCONF_CREATE_TT: confirmOrders,
  BAPI_TRANSACTION_COMMIT: commit,
  BAPI_TRANSACTION_ROLLBACK: rollback,
};
