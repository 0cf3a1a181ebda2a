/** Product lifecycle management: revisions of materials. It is told nothing. */
import { Refusal, type Role, text } from "../role.ts";

export function createPlm(): Role {
  const revisions: Record<string, string> = {};
  return {
    records: { revisions },
    contentMode: "batch",
    receive({ type }) {
      throw new Refusal("UNKNOWN_MESSAGE", `${type} is nothing for engineering`);
    },
    actions: {
      "release-revision": (parameters) => {
        const [material, revision] = [text(parameters, "material"), text(parameters, "revision")];
        revisions[material] = revision;
        const data = { material, revision, effectiveFrom: text(parameters, "effectiveFrom") };
        return [{ type: "andon.engineering.revision-released", plant: text(parameters, "plant"), subject: material, data }];
      },
    },
  };
}
