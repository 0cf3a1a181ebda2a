/** Quality management: the laboratory's nonconformances and what was recorded of its decisions. */
import { type Parameters, type Received, type Role, said, type Told, text } from "../role.ts";

export function createQms(): Role {
  /** By plant, material and batch. */
  const nonconformances: Record<string, { status: "OPEN" | "CLOSED"; finding: string }> = {};
  /** Decisions that the ERP has, by inspection lot. */
  const recorded: Record<string, string> = {};

  const batch =
    (type: string, status: "OPEN" | "CLOSED") =>
    (parameters: Parameters): readonly Told[] => {
      const [plant, material, number, finding] = [
        text(parameters, "plant"),
        text(parameters, "material"),
        text(parameters, "batch"),
        text(parameters, "reason"),
      ];
      nonconformances[`${plant}/${material}/${number}`] = { status, finding };
      return [{ type, plant, subject: `${material}/${number}`, data: { material, batch: number, reason: finding } }];
    };

  return {
    records: { nonconformances, recorded },
    contentMode: "binary",
    receive(event: Received) {
      recorded[said(event, "inspectionLot")] = said(event, "decision");
      return `lot ${said(event, "inspectionLot")}`;
    },
    actions: {
      "hold-batch": batch("andon.quality.hold-placed", "OPEN"),
      "lift-hold": batch("andon.quality.hold-lifted", "CLOSED"),
      "decide-lot": (parameters) => {
        const inspectionLot = text(parameters, "inspectionLot");
        const data = { inspectionLot, decision: text(parameters, "decision") };
        return [{ type: "andon.quality.usage-decided", plant: text(parameters, "plant"), subject: inspectionLot, data }];
      },
    },
  };
}
