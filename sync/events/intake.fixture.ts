/** A way in for events over stores in memory, and events as transports hand them on. */
import type { EventType, SystemRole } from "#schema/canonical/event.ts";
import type { EventIntake, EventSender, ReceivedEvent } from "#schema/canonical/event-intake.ts";
import { fullEvents } from "#schema/events/samples.fixture.ts";
import type { EventException } from "./event-exceptions.ts";
import { MemoryInbox } from "./inbox.fixture.ts";
import { createEventIntake, type EventIntakeOptions } from "./intake.ts";

export interface IntakeUnderTest {
  readonly intake: EventIntake;
  readonly inbox: MemoryInbox;
  readonly exceptions: EventException[];
  /** What was noticed as missing, and what came late, as `source first-last` and `source number`. */
  readonly gaps: string[];
}

/** One system of each kind, by the name of its kind, and two plants. */
export function openIntake(options: Partial<EventIntakeOptions> = {}): IntakeUnderTest {
  const inbox = new MemoryInbox();
  const exceptions: EventException[] = [];
  const gaps: string[] = [];
  const roles: readonly SystemRole[] = ["aps", "mes", "wms", "qms", "portal", "crm", "plm", "mdm"];
  const intake = createEventIntake({
    inbox,
    exceptions: { report: (exception) => exceptions.push(exception) },
    transaction: (work) => work(),
    gaps: {
      noticed: ({ source, first, last }) => gaps.push(`${source} ${first}-${last}`),
      arrived: (source, sequence) => gaps.push(`${source} ${sequence}`),
    },
    durable: async () => undefined,
    unsettled: () => 0,
    systems: new Map(roles.map((role) => [role, role])),
    plants: new Set(["1010", "2010"]),
    log: () => undefined,
    now: () => new Date("2026-11-23T08:00:00Z"),
    ...options,
  });
  return { intake, inbox, exceptions, gaps };
}

/** May send whatever any system sends. */
export const anySystem: EventSender = {
  subject: "somebody",
  scopes: ["event:aps", "event:mes", "event:wms", "event:qms", "event:portal", "event:crm", "event:plm", "event:mdm"],
  plants: "ALL",
};

interface Changed {
  readonly data?: unknown;
  readonly raw?: string;
  /** Attributes that are otherwise, or null for those that are left out. */
  readonly [attribute: string]: unknown;
}

/** The hold of a batch, unless told otherwise. */
export function received({
  data = fullEvents["andon.quality.hold-placed"],
  raw = "as it was sent",
  ...changed
}: Changed = {}): ReceivedEvent {
  const usual = { id: "1", source: "/systems/qms", type: "andon.quality.hold-placed.v1", plantid: "1010", subject: "4711/B-0815" };
  const attributes = Object.entries({ specversion: "1.0", ...usual, ...changed }).filter(([, value]) => value !== null);
  return { attributes: new Map(attributes.map(([name, value]) => [name, String(value)])), data, raw };
}

/** Who sends each type of event, in which version, and about what. */
export const sent: Readonly<Record<EventType, readonly [source: SystemRole, version: number, subject: string]>> = {
  "andon.schedule.changed": ["aps", 1, "MILL-01"],
  "andon.order.release-requested": ["mes", 1, "1000123"],
  "andon.machine.state-changed": ["mes", 1, "MILL-01"],
  "andon.material.shortage-reported": ["wms", 1, "1000123"],
  "andon.supplier-commitment.proposed": ["portal", 1, "4500000123/10/1"],
  "andon.quality.hold-placed": ["qms", 1, "4711/B-0815"],
  "andon.quality.hold-lifted": ["qms", 1, "4711/B-0815"],
  "andon.quality.usage-decided": ["qms", 1, "890000000123"],
  "andon.operation.confirmed": ["mes", 2, "1000123"],
  "andon.goods.moved": ["wms", 1, "1000123"],
  "andon.material.enriched": ["mdm", 1, "4711"],
  "andon.supplier.enriched": ["mdm", 1, "17300001"],
  "andon.engineering.revision-released": ["plm", 1, "4711"],
  "andon.customer-order.changed": ["crm", 1, "500017"],
};
