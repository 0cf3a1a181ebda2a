/** Lifts an event's data to the newest version of its type, so that nothing further in knows another. */
import type { EventData, EventType } from "#schema/canonical/event.ts";
import type { EventContract } from "#schema/events/contracts.ts";

type Lift = (data: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>;

/** How data of a version become data of the next, by type and version. A version that has none is the newest. */
const lifts: Readonly<Record<string, Lift>> = {
  "andon.operation.confirmed 1": ({ yieldQuantity, scrapQuantity, unit, ...rest }) => ({
    ...rest,
    yield: { value: yieldQuantity, unit },
    ...(scrapQuantity === undefined ? {} : { scrap: scrapQuantity === null ? null : { value: scrapQuantity, unit } }),
  }),
};

/** Data that fit the contract of their version. */
export function upcast({ type, version }: EventContract, data: Readonly<Record<string, unknown>>): EventData[EventType] {
  let lifted = data;
  for (let from = version; ; from += 1) {
    const lift = lifts[`${type} ${from}`];
    // The newest contract of a type has the members of its EventData: schema/events/contracts.test.ts holds it to that.
    if (!lift) return lifted as unknown as EventData[EventType];
    lifted = lift(lifted);
  }
}
