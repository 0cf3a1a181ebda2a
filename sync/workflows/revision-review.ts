/**
 * Which orders a new revision of a material holds back. Those that are there when it is released are each looked at; one that comes
 * later is held by the revision itself, until engineering has cleared that or the day has passed from which it holds.
 */
import type { Stored } from "#schema/canonical/change.ts";
import { dayOf } from "./plant-day.ts";
import type { World } from "./workflow.ts";

/** A revision that engineering has not cleared yet. */
export interface OpenRevision {
  readonly material: string;
  readonly revision: string;
  /** First day on which it holds (ISO 8601). */
  readonly effectiveFrom: string;
  /** When its review was asked for last (RFC 3339, UTC). */
  readonly since: string;
}

type Order = Stored<"production-order">;

/** Key of a revision's review. No order has it: numbers have no slash. */
export function revisionKey({ material, revision, effectiveFrom }: Omit<OpenRevision, "since">): string {
  return [material, revision, effectiveFrom].join("/");
}

/** What `revisionKey` has put together; null for the key of an order. */
export function readRevisionKey(key: string): Omit<OpenRevision, "since"> | null {
  const [material, revision, effectiveFrom, ...rest] = key.split("/");
  if (!material || revision === undefined || effectiveFrom === undefined || rest.length > 0) return null;
  return { material, revision, effectiveFrom };
}

/** Whether the order is made on or after the day from which a revision holds, or nobody knows when. */
export function isMadeFrom(effectiveFrom: string, { basicStart }: Order, { timeZone }: World): boolean {
  return basicStart === null || dayOf(basicStart, timeZone) >= effectiveFrom;
}

/** The revision that holds back an order that nobody was asked to look at; null when there is none. */
export function holdingRevision(order: Order, world: World): OpenRevision | null {
  const today = dayOf(world.now, world.timeZone);
  const isHeldBy = ({ effectiveFrom, since }: OpenRevision): boolean =>
    effectiveFrom >= today && isMadeFrom(effectiveFrom, order, world) && !world.isReviewed(order.number, since);
  return world.openRevisions(order.material).find(isHeldBy) ?? null;
}
