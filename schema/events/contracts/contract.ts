/** What a contract of an event is. */
import type { EventType } from "../../canonical/event.ts";
import type { Members, Part } from "../parts.ts";
import { object } from "../parts.ts";

/** One version of one type of event: what its data have to be. */
export interface EventContract {
  readonly type: EventType;
  /** 1 or more; a version is never changed in a way that refuses what it took before, a new one is added. */
  readonly version: number;
  /** Members of the data that, joined by `/`, are the event's subject; empty where any business key may be. */
  readonly subject: readonly string[];
  readonly data: Part;
}

interface Told {
  readonly version?: number;
  readonly subject: readonly string[];
  readonly description: string;
  readonly members: Members;
  readonly optional?: Members;
}

export function contract(type: EventType, { version = 1, subject, description, members, optional }: Told): EventContract {
  return { type, version, subject, data: object(description, members, optional) };
}
