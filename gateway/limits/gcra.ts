/**
 * The generic cell rate algorithm (ITU-T I.371, annex A, as virtual scheduling): all that is kept of a caller is the moment at
 * which its budget will be whole again. Moments and spans are whole microseconds.
 */
import type { Decision } from "./budget.ts";
import type { Tier } from "./tier.ts";

const minute = 60_000_000;
const second = 1_000_000;

/** Span in which the tier gives back so many points. Rounded up: nobody gets more by asking in small pieces. */
export function spanOf(points: number, { costPerMinute }: Tier): number {
  return points < 0 ? -Math.floor((-points * minute) / costPerMinute) : Math.ceil((points * minute) / costPerMinute);
}

export interface Advance {
  readonly allowed: boolean;
  /** Until the budget is whole again. */
  readonly ahead: number;
}

/** `whole` is when the budget is whole again; it may lie in the past. */
export function advance(whole: number, now: number, cost: number, tier: Tier): Advance {
  const ahead = Math.max(0, whole - now);
  const next = ahead + spanOf(cost, tier);
  return next <= spanOf(tier.burst, tier) ? { allowed: true, ahead: next } : { allowed: false, ahead };
}

/** What a caller is told. `cost` is what was asked for. */
export function decide({ allowed, ahead }: Advance, cost: number, tier: Tier): Decision {
  const burst = spanOf(tier.burst, tier);
  return {
    allowed,
    remaining: Math.max(0, Math.floor(((burst - ahead) * tier.costPerMinute) / minute)),
    limit: tier.costPerMinute,
    resetSeconds: Math.ceil(ahead / second),
    retryAfterSeconds: allowed ? 0 : retryAfter(ahead + spanOf(cost, tier) - burst, cost, tier),
    isStoreAway: false,
  };
}

function retryAfter(span: number, cost: number, { burst }: Tier): number | null {
  return !(cost <= burst) ? null : Math.max(1, Math.ceil(span / second));
}
