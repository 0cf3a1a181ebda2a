/** Every check of one event that needs nothing but the landscape: from attributes and data to an event that workflows can rely on. */
import type { PlantEvent, SystemRole } from "#schema/canonical/event.ts";
import type { EventSender, ReceivedEvent } from "#schema/canonical/event-intake.ts";
import { withoutPadding } from "#schema/canonical/keys.ts";
import type { EventContract } from "#schema/events/contracts.ts";
import { contractOf, readData } from "./contract.ts";
import { type Envelope, readEnvelope } from "./envelope.ts";
import { type OwnershipOfPlants, ownersOf } from "./ownership.ts";
import { EventRefused } from "./refusal.ts";
import { upcast } from "./upcast.ts";

/** What is known of the plants and the systems around their ERPs. */
export interface KnownLandscape {
  /** Systems that send events, by name. */
  readonly systems: ReadonlyMap<string, SystemRole>;
  /** Codes of the plants. */
  readonly plants: ReadonlySet<string>;
  readonly ownership: OwnershipOfPlants;
}

/** An event that fits its contract; whether its sender owns what it tells is yet to be asked. */
export interface CheckedEvent {
  readonly event: PlantEvent;
  readonly system: string;
}

/** Throws EventRefused; of a sender who may not send it, before anything of its content is told. */
export function checkEvent(received: ReceivedEvent, sender: EventSender, landscape: KnownLandscape): CheckedEvent {
  const envelope = readEnvelope(received.attributes);
  checkSender(envelope, sender, landscape);
  const contract = contractOf(envelope.type);
  const data = readData(contract, received.data);
  const key = keyOf(contract, envelope.subject, received.data, data);
  const { id, source, system, plant, time, sequence, traceparent } = envelope;
  const event = { id, source, plant, key, time, sequence, traceparent, type: contract.type, data: upcast(contract, data) };
  // The contract has put type and data together.
  return { event: event as PlantEvent, system };
}

/** Throws EventRefused OWNERSHIP_VIOLATION when the sender's system does not own what it tells. */
export function checkOwnership({ event, system }: CheckedEvent, { systems, ownership }: KnownLandscape): void {
  const owners = ownersOf(event.type, event.plant, ownership);
  const role = systems.get(system);
  if (role !== undefined && owners.includes(role)) return;
  const by = owners.length === 0 ? "by nobody" : `by ${owners.map((owner) => owner.toUpperCase()).join(" or ")}`;
  throw new EventRefused(
    "OWNERSHIP_VIOLATION",
    `${event.type} is told ${by} in plant ${event.plant}, and ${system} is of role ${role}; have its owner send it, or change the plant's ownership`,
  );
}

function checkSender({ source, system, plant }: Envelope, sender: EventSender, { systems, plants }: KnownLandscape): void {
  const role = systems.get(system);
  if (role === undefined)
    throw new EventRefused("UNKNOWN_SOURCE", `source is "${source}", which is no system with a role in the landscape; give one that is`);
  const scope = `event:${role}`;
  if (!sender.scopes.includes(scope))
    throw new EventRefused("INSUFFICIENT_SCOPE", `Events of ${source} need a token with the scope ${scope}; get one`, scope);
  if (sender.plants !== "ALL" && !sender.plants.includes(plant))
    throw new EventRefused("FORBIDDEN_PLANT", `plantid is "${plant}", which is not among the plants of the sender's token`);
  if (!plants.has(plant))
    throw new EventRefused("UNKNOWN_PLANT", `plantid is "${plant}", which is no plant of the landscape; give one that is`);
}

/** The business key. Throws EventRefused SUBJECT_MISMATCH when the subject and the data are about different things. */
function keyOf(contract: EventContract, subject: string, sent: unknown, data: Readonly<Record<string, unknown>>): string {
  if (contract.subject.length === 0) return withoutPadding(subject);
  const joined = (members: Readonly<Record<string, unknown>>): string => contract.subject.map((name) => String(members[name])).join("/");
  const key = joined(data);
  if (subject === key || subject === joined(sent as Readonly<Record<string, unknown>>)) return key;
  const names = contract.subject.map((name) => `data.${name}`).join(" / ");
  throw new EventRefused(
    "SUBJECT_MISMATCH",
    `subject is ${JSON.stringify(subject.slice(0, 100))}, and ${names} says "${key}"; give the same`,
  );
}
