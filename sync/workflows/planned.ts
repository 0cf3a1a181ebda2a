/** Commands as workflows plan them: to whom, about what, in which lane. */
import type { SystemRole } from "#schema/canonical/event.ts";
import type { PlannedCommand } from "./workflow.ts";

type Body = PlannedCommand["body"];
type PostingBody = Exclude<Body, { readonly kind: "notice" }>;

/** Lanes of what is posted to an ERP: what is about one object there goes one after the other. */
export const laneOf = {
  order: (order: string): string => `production-order/${order}`,
  commitment: (purchaseOrder: string, item: string): string => `purchase-order/${purchaseOrder}/${item}`,
  batch: (material: string, batch: string): string => `batch/${material}/${batch}`,
  lot: (lot: string): string => `inspection-lot/${lot}`,
  /** Below it are the lanes of the material's batches. */
  material: (material: string): string => `batch/${material}`,
  /** Below it are the lanes of all lots. */
  lots: "inspection-lot",
} as const;

export function post(lane: string, body: PostingBody, options: Pick<PlannedCommand, "latencyClass" | "replaces"> = {}): PlannedCommand {
  return { to: "ERP", lane, body, ...options };
}

/** Tells a system of a role; `type` without its version, which is 1. */
export function tell(
  to: SystemRole,
  type: string,
  subject: string,
  data: Readonly<Record<string, unknown>>,
  options: Pick<PlannedCommand, "latencyClass" | "replaces"> = {},
): PlannedCommand {
  return { to, lane: subject, body: { kind: "notice", type: `${type}.v1`, subject, data }, ...options };
}

/** Tells planning what it should reckon with. */
export function informPlanning(
  topic: string,
  subject: string,
  facts: Readonly<Record<string, unknown>>,
  options: Pick<PlannedCommand, "latencyClass" | "replaces"> = {},
): PlannedCommand {
  return tell("aps", "andon.planning.informed", subject, { topic, facts }, options);
}
