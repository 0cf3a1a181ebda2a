/** What is known of a material beyond the ERP: it is kept with the material, and nobody has to be told at once. */
import { informPlanning } from "./planned.ts";
import type { Workflow } from "./workflow.ts";

export const masterData: Workflow<"andon.material.enriched"> = {
  name: "master-data",
  on: ["andon.material.enriched"],
  latencyClass: "END_OF_DAY",
  slaSeconds: 172_800,
  latestWins: true,
  decide: ({ data }) => ({
    steps: [
      {
        name: "inform-planning",
        onFailure: "GO_ON",
        commands: [informPlanning("MASTER_DATA", data.material, { ...data }, { replaces: "master-data" })],
      },
    ],
  }),
};
