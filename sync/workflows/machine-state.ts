/** A machine stops or runs again: planning, which resequences what it was to do, hears of it at once. */
import { informPlanning } from "./planned.ts";
import { type Workflow, wholeEvent } from "./workflow.ts";

export const machineState: Workflow<"andon.machine.state-changed"> = {
  name: "machine-state",
  on: ["andon.machine.state-changed"],
  owners: ["mes"],
  latencyClass: "IMMEDIATE",
  slaSeconds: 10,
  newestWins: wholeEvent,
  decide: ({ data }) => ({
    steps: [{ name: "inform-planning", commands: [informPlanning("MACHINE_STATE", data.workCenter, { ...data })] }],
  }),
};
