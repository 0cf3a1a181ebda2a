/**
 * The outbox: commands on their way to the systems, in one lane for each business key of a system. What is in it is durable;
 * what leaves it leaves in the order of its lane, and each command once.
 */
import type { Command, ErpMessage } from "#schema/canonical/command.ts";
import type { LatencyClass } from "./latency-class.ts";
import type { CommandEvent, CommandState } from "./states.ts";

/** A command as it is submitted. */
export interface NewCommand {
  readonly command: Command;
  /** Name of the system in the landscape. */
  readonly system: string;
  /** Business key within the system: commands with the same one are sent one after the other, such as `1010/production-order/1000123`. */
  readonly lane: string;
  readonly latencyClass: LatencyClass;
  /** Not sent before (RFC 3339, UTC). */
  readonly notBefore: string;
  /** When it should be done at the latest (RFC 3339, UTC). */
  readonly deadline: string;
  /** The workflow's run that wants it. */
  readonly run: string;
  /** Takes the place of an unsent command of the same lane with the same name; null for one that stands for itself. */
  readonly replaces: string | null;
  readonly traceparent: string | null;
}

/** A command as it is kept. */
export interface KeptCommand extends NewCommand {
  readonly state: CommandState;
  /** Place in the order in which commands were submitted. */
  readonly sequence: number;
  /** Times it was handed to the adapter. */
  readonly attempts: number;
  /** Of those, the ones that failed although the system answered others: by these it becomes a dead letter. */
  readonly failures: number;
  readonly submittedAt: string;
  /** When it was last handed to the adapter. */
  readonly postedAt: string | null;
  /** When it came into a final state. */
  readonly settledAt: string | null;
  /** Document or order number in the system. */
  readonly reference: string | null;
  /** What the system said, or why it could not be reached. */
  readonly messages: readonly ErpMessage[];
  /** Counts up over all commands with each thing that happens to one. */
  readonly revision: number;
}

/** What is known of something that happened to a command. */
export interface Happening {
  readonly event: CommandEvent;
  readonly reference?: string;
  readonly messages?: readonly ErpMessage[];
  /** Of UNAVAILABLE and ABSENT: when to try again (RFC 3339, UTC). */
  readonly notBefore?: string;
  /** Of UNAVAILABLE: whether it counts towards a dead letter. */
  readonly isItsOwnFault?: boolean;
  /** Of RETRIED: the context that it goes on in. */
  readonly traceparent?: string;
}

export interface CommandFilter {
  readonly states?: readonly CommandState[];
  readonly system?: string;
  readonly plants?: readonly string[];
  /** The business key in the lane, such as `1010/production-order/1000123`. */
  readonly lane?: string;
  readonly lanes?: readonly string[];
  /** Those of lanes that begin with this and a `/`, such as `1010/batch/4711`. */
  readonly lanesBelow?: string;
  readonly run?: string;
  /** Those whose revision is greater. */
  readonly afterRevision?: number;
  /** Latest submitted first; by default the order in which they were submitted. */
  readonly latestFirst?: boolean;
  /** Those that come after the one of this sequence in the order asked for, for the next page. */
  readonly beyond?: number;
  readonly limit?: number;
}

/** Unsent and unsettled commands of a system. */
export interface QueueDepth {
  readonly system: string;
  readonly state: CommandState;
  readonly count: number;
  /** When the oldest was submitted (RFC 3339, UTC). */
  readonly oldest: string;
}

export interface Outbox {
  /**
   * Submits; a command whose id is there already is left as it is. Gives those whose place was taken. To be called within a
   * transaction of the process store.
   */
  submit(commands: readonly NewCommand[], now: string): readonly KeptCommand[];
  /**
   * Takes the heads of lanes whose time has come, at most `limit`, as POSTING for `owner`; with `ALONE`, not those that go together. They
   * may be sent when the store is durable, so that none is ever sent of which that is not known.
   */
  claim(system: string, owner: string, now: string, limit: number, which?: "ALL" | "ALONE"): readonly KeptCommand[];
  /**
   * Takes heads of lanes that go together, at most `limit`, as POSTING for `owner`: those whose time has come, and those that still wait in
   * their window where they fill the batch. Never two of a lane; to be sent as after `claim`. What went with others twice and was not done goes alone: one that
   * spoils a batch then spoils no other.
   */
  claimTogether(system: string, owner: string, now: string, limit: number): readonly KeptCommand[];
  /** Commands of a system that are in doubt, or taken in and not yet decided, whose time to be asked about has come. */
  unsettled(system: string, now: string, limit: number): readonly KeptCommand[];
  /** Lets something happen to a command, and gives what became of it. Throws ImpossibleTransition. */
  record(id: string, happening: Happening, now: string): KeptCommand;
  /** Has an unsettled command asked about not before a moment (RFC 3339, UTC). */
  postpone(id: string, notBefore: string): void;
  /** Puts what an owner that is no more had under way in doubt; `isGone` tells whose. Gives how many. */
  doubt(isGone: (owner: string) => boolean, now: string): number;
  /** Moves what is not yet sent, of a plant, to the system that serves the plant now. Gives how many. */
  reroute(plant: string, from: string, to: string): number;
  find(id: string): KeptCommand | null;
  list(filter: CommandFilter): readonly KeptCommand[];
  /** How many `list` would give without `limit`. */
  count(filter: CommandFilter): number;
  depths(): readonly QueueDepth[];
  /** When the next unsent command of a system may be sent, or an unsettled one be asked about (RFC 3339, UTC); null when there is none. */
  nextDue(system: string): string | null;
  /** Drops commands in final states that were settled before a moment. Gives how many. */
  trim(before: string): number;
}

/** It cannot happen to a command in its state, such as retrying one that was acknowledged. */
export class ImpossibleTransition extends Error {
  override readonly name = "ImpossibleTransition";
  readonly state: CommandState;
  constructor(id: string, state: CommandState, event: CommandEvent) {
    super(`command ${id} is ${state}: ${event} cannot happen to it`);
    this.state = state;
  }
}
