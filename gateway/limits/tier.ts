/** What callers of one kind may use of the gateway. */

export interface Tier {
  readonly name: string;
  /** Points of cost that come back to a caller in a minute. */
  readonly costPerMinute: number;
  /** Points that a caller who has been quiet may spend at once; an operation that costs more is never run. */
  readonly burst: number;
  /** WebSockets that a caller may hold open to one process. */
  readonly sockets: number;
  /** Subscriptions that a caller may follow at a time on one process, over all transports. */
  readonly subscriptions: number;
  /** Messages that a caller may send over its sockets to one process, in a second. */
  readonly messagesPerSecond: number;
  /** Whether callers are let through, up to a cap of each process, while the shared store of budgets cannot be asked. */
  readonly whenStoreIsAway: "OPEN" | "CLOSED";
}
