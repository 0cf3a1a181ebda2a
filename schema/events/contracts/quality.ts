/** Contracts of what the laboratory tells. */
import { choice, erpNumber, named, text } from "../parts.ts";
import { contract, type EventContract } from "./contract.ts";

const material = erpNumber("Number of the material", "4711");
const batch = named("Number of the batch", "B-0815");

export const qualityContracts: readonly EventContract[] = [
  contract("andon.quality.hold-placed", {
    subject: ["material", "batch"],
    description: "A batch must not be used",
    members: { material, batch, reason: text("Why", "Cracks in the weld") },
  }),
  contract("andon.quality.hold-lifted", {
    subject: ["material", "batch"],
    description: "A held batch may be used again",
    members: { material, batch, reason: text("Why", "Second sample is good") },
  }),
  contract("andon.quality.usage-decided", {
    subject: ["inspectionLot"],
    description: "What becomes of an inspection lot",
    members: {
      inspectionLot: erpNumber("Number of the inspection lot", "890000000123"),
      decision: choice("Whether it may be used", ["ACCEPTED", "REJECTED"]),
    },
    optional: { reason: text("Why", "Hardness below the limit") },
  }),
];
