/** Shows people what came by brokers and files and could not be taken: nobody else would be told of it. */
import { hash } from "node:crypto";
import type { RefusedDelivery } from "#schema/canonical/event-intake.ts";
import type { Exceptions } from "../exceptions/exception.ts";

/** Of these the way in has raised exceptions itself. */
const shownAlready: ReadonlySet<string> = new Set(["OWNERSHIP_VIOLATION", "EVENT_CONFLICT"]);

/** Durable when it returns; the same message that comes again is the same exception. */
export function reportDelivery(exceptions: Exceptions, plants: ReadonlySet<string>, refused: RefusedDelivery): void {
  const { intake, system, plant, place, code, message, raw } = refused;
  if (shownAlready.has(code)) return;
  exceptions.raise({
    kind: "MAPPING_FAILURE",
    plant: plant !== null && plants.has(plant) ? plant : null,
    system,
    key: null,
    workflow: null,
    text: `${place} of the intake ${intake}: ${message}`,
    raw,
    concerns: { delivery: { intake, place, digest: hash("sha256", raw, "base64url").slice(0, 22) } },
    traceparent: null,
  });
}
