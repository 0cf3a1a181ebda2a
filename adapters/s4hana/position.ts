/** Where reading stands, as the cursor carries it from process to process. Moments are RFC 3339 in UTC with milliseconds. */
import type { StreamName } from "./streams.ts";

/** What has been read by change moment; `poll` is set while a poll is between two pages. */
export interface StreamPosition {
  readonly mark: string;
  readonly poll: { readonly after: string; readonly newest: string; readonly begun: string } | null;
}

/** The full load's parts in their sequence. Confirmations and decisions come with what they belong to. */
export const loadStages = ["orders", "purchaseOrders", "lots", "stock"] as const;
type LoadStage = (typeof loadStages)[number];

export interface Position {
  readonly streams: Readonly<Record<StreamName, StreamPosition>>;
  /** Entity set and key up to which the full load has come; null once it is through. */
  readonly load: { readonly stage: LoadStage; readonly after: string } | null;
  /** Up to when material documents have been read, by the system's clock. */
  readonly documents: string;
}

export const writeCursor = (position: Position): string => JSON.stringify({ format: 1, ...position });

/** Throws a RangeError for what `writeCursor` did not write. */
export function readCursor(cursor: string): Position {
  try {
    const { format, streams, load, documents } = JSON.parse(cursor) as Partial<Position> & { format?: number };
    if (format === 1 && streams && load !== undefined && typeof documents === "string") return { streams, load, documents };
  } catch {
    // Told below like any other text that is no cursor.
  }
  throw new RangeError("the cursor is not one of this adapter; start again from null");
}

/** A moment so many seconds earlier. */
export const earlier = (moment: string, seconds: number): string => new Date(Date.parse(moment) - seconds * 1000).toISOString();
