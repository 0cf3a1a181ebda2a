/** What a caller asks for, held to the contract by which a system would be held. */
import type { EventData, EventType } from "#schema/canonical/event.ts";
import { withoutPadding } from "#schema/canonical/keys.ts";
import { type EventContract, eventContracts } from "#schema/events/contracts.ts";
import { readData } from "./contract.ts";
import { EventRefused } from "./refusal.ts";

export type RequestData<T extends EventType> =
  | { readonly data: EventData[T]; readonly key: string }
  /** `field` is the path of the member that is wrong, such as `quantity.unit`; empty for the data as a whole. */
  | { readonly fault: { readonly message: string; readonly field: string } };

/** The data as the newest contract of the type has them, and the business key that they are about; `key` where the contract leaves it open. */
export function readRequestData<T extends EventType>(type: T, data: unknown, key: string): RequestData<T> {
  const contract = newest.get(type);
  if (!contract) throw new Error(`${type} has no contract`);
  try {
    const read = readData(contract, data);
    const named = contract.subject.map((name) => String(read[name])).join("/");
    // The newest contract of a type has the members of its EventData: schema/events/contracts.test.ts holds it to that.
    return { data: read as unknown as EventData[T], key: named === "" ? withoutPadding(key) : named };
  } catch (fault) {
    if (!(fault instanceof EventRefused)) throw fault;
    // The message begins with the name of the member.
    const [member = ""] = fault.message.split(" ");
    return { fault: { message: fault.message.replace(/^data\.?/, ""), field: member.replace(/^data\.?/, "") } };
  }
}

const newest = new Map<EventType, EventContract>();
for (const contract of eventContracts) {
  if (contract.version > (newest.get(contract.type)?.version ?? 0)) newest.set(contract.type, contract);
}
