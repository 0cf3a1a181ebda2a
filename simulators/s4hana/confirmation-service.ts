/** API_PROD_ORDER_CONFIRMATION_2_SRV (OData V2): confirmations of operations, and their posting by `POST ProdnOrdConf2`. */
import type { Confirmation } from "./confirmations.ts";
import type { Erp } from "./erp.ts";
import { readDay, readText } from "./odata/body.ts";
import { day, type EntitySet, flag, quantity, text, thousandthsOf } from "./odata/edm.ts";
import { badRequest, notFound, ODataError } from "./odata/odata-error.ts";
import type { Service, WriteInput } from "./service.ts";
import { bookConfirmation } from "./shop-floor.ts";
import { unitCode } from "./units.ts";

export function confirmationService(erp: Erp): Service {
  const confirmations = confirmationSet(erp);
  return {
    root: "/sap/opu/odata/sap/API_PROD_ORDER_CONFIRMATION_2_SRV/",
    version: 2,
    namespace: "API_PROD_ORDER_CONFIRMATION_2_SRV",
    sets: [confirmations],
    writes: {
      "POST ProdnOrdConf2": {
        run: ({ body }) => ({ kind: "created", entity: { set: confirmations, row: post(erp, body) }, expand: "" }),
      },
    },
  };
}

function post(erp: Erp, body: WriteInput["body"]): Confirmation {
  const order = erp.orders.find(readText(body, "OrderID"));
  if (!order) throw notFound("ProdnOrdConf2");
  const unit = unitCode(order.plan.material.unit).external;
  const given = readText(body, "ConfirmationUnit", unit);
  if (given !== unit) throw new ODataError(400, "RU/073", `Unit ${given} cannot be converted to ${unit}`, "ConfirmationUnit");
  const confirmation = erp.confirmations.post(
    {
      order,
      operation: readText(body, "OrderOperation"),
      text: readText(body, "ConfirmationText", "").slice(0, 40),
      yielded: amount(body, "ConfirmationYieldQuantity"),
      scrap: amount(body, "ConfirmationScrapQuantity"),
      isFinal: body.IsFinalConfirmation === true,
      postedOn: readDay(body, "PostingDate", erp.calendar.local(Date.now()).date),
    },
    (step) => bookConfirmation(erp, order, step),
  );
  return confirmation;
}

/** A quantity that may be nothing, in thousandths. */
function amount(body: WriteInput["body"], name: string): number {
  const thousandths = thousandthsOf(body[name] ?? "0");
  if (thousandths === null || thousandths < 0) throw badRequest(`Property ${name} has invalid value '${String(body[name])}'`, name);
  return thousandths;
}

function confirmationSet(erp: Erp): EntitySet<Confirmation> {
  return {
    name: "ProdnOrdConf2",
    type: "ProdnOrdConf2Type",
    keys: ["ConfirmationGroup", "ConfirmationCount"],
    fields: {
      ConfirmationGroup: text(({ group }) => group),
      ConfirmationCount: text(({ count }) => count),
      OrderID: text(({ order }) => order.plan.number),
      Sequence: text(() => "0"),
      OrderOperation: text(({ operation }) => operation),
      ConfirmationText: text((confirmation) => confirmation.text),
      Plant: text(() => erp.plant),
      PostingDate: day(({ postedOn }) => postedOn),
      ConfirmationUnit: text(({ order }) => unitCode(order.plan.material.unit).external),
      ConfirmationYieldQuantity: quantity(({ yielded }) => yielded),
      ConfirmationScrapQuantity: quantity(({ scrap }) => scrap),
      IsFinalConfirmation: flag(({ isFinal }) => isFinal),
    },
    navigations: {},
    rows: () => erp.confirmations.all,
  };
}
