/** What is known of a material or supplier beyond the ERP: it is kept with it, and nobody has to be told at once. */
import { informPlanning } from "./planned.ts";
import { refuse, type Workflow } from "./workflow.ts";

const members = ["standardCost", "description", "rating", "leadTimeDays"] as const;

export const masterData: Workflow<"andon.material.enriched" | "andon.supplier.enriched"> = {
  name: "master-data",
  on: ["andon.material.enriched", "andon.supplier.enriched"],
  owners: ["mdm"],
  latencyClass: "END_OF_DAY",
  slaSeconds: 172_800,
  latestWins: { members },
  decide: ({ type, key, data }) => {
    const about = type === "andon.material.enriched" ? { material: key } : { supplier: key };
    const told = Object.entries(data).filter(([name, value]) => members.some((member) => member === name) && value !== null);
    if (told.length === 0) return refuse("NOTHING_TO_DO", "data", `nothing is told of ${key}; give one of ${members.join(", ")}`);
    return {
      steps: [
        {
          name: "inform-planning",
          onFailure: "GO_ON",
          // Each member by itself: what is told of one later takes the place of what was told of it, and of nothing else.
          commands: told.map(([name, value]) =>
            informPlanning("MASTER_DATA", key, { ...about, [name]: value }, { replaces: `master-data/${type}/${name}` }),
          ),
        },
      ],
    };
  },
};
