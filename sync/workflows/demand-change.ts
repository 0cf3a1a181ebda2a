/** A customer wants something else, or at another time: planning reckons with it. */
import { informPlanning } from "./planned.ts";
import { type Workflow, wholeEvent } from "./workflow.ts";

export const demandChange: Workflow<"andon.customer-order.changed"> = {
  name: "demand-change",
  on: ["andon.customer-order.changed"],
  owners: ["crm"],
  latencyClass: "NEAR_REAL_TIME",
  slaSeconds: 300,
  newestWins: wholeEvent,
  decide: ({ data }) => ({ steps: [{ name: "inform-planning", commands: [informPlanning("DEMAND", data.customerOrder, { ...data })] }] }),
};
