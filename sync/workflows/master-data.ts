/** What is known of a material or supplier beyond the ERP: it is kept with it, and nobody has to be told at once. */
import { informPlanning } from "./planned.ts";
import { refuse, type Workflow } from "./workflow.ts";

const members = ["standardCost", "description", "rating", "leadTimeDays"] as const;

function toldOf(data: object): readonly (readonly [string, unknown])[] {
  return Object.entries(data).filter(([name, value]) => members.some((member) => member === name) && value !== null);
}

export const masterData: Workflow<"andon.material.enriched" | "andon.supplier.enriched"> = {
  name: "master-data",
  on: ["andon.material.enriched", "andon.supplier.enriched"],
  owners: ["mdm"],
  latencyClass: "END_OF_DAY",
  slaSeconds: 172_800,
  // Each member by itself: what is told of one later takes nothing from the others.
  newestWins: {
    thingsOf: ({ type, key, data }) => toldOf(data).map(([name]) => `${type}/${key}/${name}`),
    without(event, outdated) {
      const left = Object.entries(event.data).filter(([name]) => !outdated.has(`${event.type}/${event.key}/${name}`));
      // What may be left out of the data is left out; the compiler cannot know which that is.
      return { ...event, data: Object.fromEntries(left) } as unknown as typeof event;
    },
  },
  decide: ({ type, key, data }) => {
    const about = type === "andon.material.enriched" ? { material: key } : { supplier: key };
    const told = toldOf(data);
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
