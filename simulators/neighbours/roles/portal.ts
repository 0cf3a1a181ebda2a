/** The suppliers' portal: what suppliers promise, and what they were answered. */
import { number, type Received, type Role, said, text } from "../role.ts";

export function createPortal(): Role {
  /** By purchase order, item and schedule line. */
  const promises: Record<string, { date: string; answer: string }> = {};
  return {
    records: { promises },
    contentMode: "structured",
    receive(event: Received) {
      const line = [said(event, "purchaseOrder"), said(event, "item"), said(event, "scheduleLine")].join("/");
      promises[line] = { date: promises[line]?.date ?? "", answer: said(event, "outcome") };
      return `promise ${line}`;
    },
    actions: {
      "propose-date": (parameters) => {
        const [purchaseOrder, item, scheduleLine] = [
          text(parameters, "purchaseOrder"),
          text(parameters, "item"),
          text(parameters, "scheduleLine"),
        ];
        const date = text(parameters, "date");
        promises[`${purchaseOrder}/${item}/${scheduleLine}`] = { date, answer: "" };
        const quantity = { value: String(number(parameters, "quantity", 1)), unit: text(parameters, "unit") };
        const data = { supplier: text(parameters, "supplier"), purchaseOrder, item, scheduleLine, date, quantity };
        const subject = `${purchaseOrder}/${item}/${scheduleLine}`;
        return [{ type: "andon.supplier-commitment.proposed", plant: text(parameters, "plant"), subject, data }];
      },
    },
  };
}
