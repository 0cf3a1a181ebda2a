/** The states of a command, and what may happen to it in each. */

export const commandStates = [
  /** Waits for its turn in its lane, its time, or its system. */
  "PENDING",
  /** On its way: handed to the adapter, which has not answered yet. */
  "POSTING",
  /** Was on its way when its answer, or this process, was lost. Asked about before anything is sent again. */
  "IN_DOUBT",
  /** Taken in by the system, which decides later. */
  "POSTED",
  /** Done, and the system said so. */
  "ACKNOWLEDGED",
  /** Refused by the system for a reason of business: somebody must decide. */
  "REJECTED",
  /** Could not be brought to the system, however often it was tried. Holds back what comes after it in its lane. */
  "DEAD",
  /** Given up by a person, replaced by a newer one, or no longer wanted. */
  "CANCELLED",
] as const;
export type CommandState = (typeof commandStates)[number];

export const commandEvents = [
  "CLAIMED",
  /** The system did it. */
  "APPLIED",
  /** The system took it in and decides later. */
  "TAKEN_IN",
  /** The system refused it. */
  "REFUSED",
  /** It surely did not reach the system, and is tried again. */
  "UNAVAILABLE",
  /** It may have reached the system. */
  "DOUBTED",
  /** Asked, the system has nothing of it. */
  "ABSENT",
  /** It was tried as often as it may be. */
  "EXHAUSTED",
  /** A person, or a workflow that no longer needs it, gave it up. */
  "CANCELLED",
  /** A person had it tried again. */
  "RETRIED",
] as const;
export type CommandEvent = (typeof commandEvents)[number];

/** What follows on what; null for what cannot happen there. Every cell is filled, so that none is forgotten. */
export const transitions: Readonly<Record<CommandState, Readonly<Record<CommandEvent, CommandState | null>>>> = {
  PENDING: none({ CLAIMED: "POSTING", CANCELLED: "CANCELLED" }),
  POSTING: none({
    APPLIED: "ACKNOWLEDGED",
    TAKEN_IN: "POSTED",
    REFUSED: "REJECTED",
    UNAVAILABLE: "PENDING",
    DOUBTED: "IN_DOUBT",
    EXHAUSTED: "DEAD",
  }),
  IN_DOUBT: none({ APPLIED: "ACKNOWLEDGED", TAKEN_IN: "POSTED", REFUSED: "REJECTED", ABSENT: "PENDING" }),
  POSTED: none({ APPLIED: "ACKNOWLEDGED", REFUSED: "REJECTED", ABSENT: "PENDING" }),
  ACKNOWLEDGED: none({}),
  REJECTED: none({ RETRIED: "PENDING", CANCELLED: "CANCELLED" }),
  DEAD: none({ RETRIED: "PENDING", CANCELLED: "CANCELLED" }),
  CANCELLED: none({}),
};

/** States in which a command still has its place in its lane: nothing behind it is sent. */
export const openStates: readonly CommandState[] = ["PENDING", "POSTING", "IN_DOUBT", "POSTED", "DEAD"];

/** Those of them in which more will happen by itself. */
export const unsettledStates: readonly CommandState[] = ["PENDING", "POSTING", "IN_DOUBT", "POSTED"];

/** States in which nothing more happens by itself, and the workflow goes on or gives up. */
export const finalStates: readonly CommandState[] = ["ACKNOWLEDGED", "REJECTED", "CANCELLED"];

function none(some: Partial<Record<CommandEvent, CommandState>>): Record<CommandEvent, CommandState | null> {
  return Object.fromEntries(commandEvents.map((event) => [event, some[event] ?? null])) as Record<CommandEvent, CommandState | null>;
}
