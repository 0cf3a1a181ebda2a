/** What the gateway wants a context of resolvers for, where it is more than one answer that is forgotten. */
import type { Beginning } from "./stream.ts";

export interface ContextPurpose {
  /** A stream, which begins there. */
  readonly beginning?: Beginning;
  /** An answer that may be kept, so that what it is read from is to be noted. */
  readonly isKept?: boolean;
  /** An answer that goes to all who have the same access, such as an event of a stream. */
  readonly isShared?: boolean;
  /** W3C trace context of what is answered; what it leads to belongs to the same trace. */
  readonly traceparent?: string;
}
