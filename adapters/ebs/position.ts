/** Where reading stands, as the cursor carries it from process to process. */
import { type StreamName, streamNames } from "./streams.ts";

export interface PlantPosition {
  /** High-water mark of each stream, in the server's local time. */
  readonly marks: Readonly<Record<StreamName, string>>;
  /** The stream and id up to which the full load has come; null once it is through. */
  readonly load: { readonly stream: StreamName; readonly after: string } | null;
  /** Newest material transaction and status update that the stock is known at. */
  readonly stock: { readonly transaction: string; readonly status: string };
}

export type Position = Readonly<Record<string, PlantPosition>>;

export const writeCursor = (position: Position): string => JSON.stringify({ format: 1, plants: position });

/** Throws a RangeError for what `writeCursor` did not write. */
export function readCursor(cursor: string): Position {
  const value = JSON.parse(cursor) as { format?: number; plants?: Position };
  if (value.format !== 1 || !value.plants) throw new RangeError("the cursor is not one of this adapter; start again from null");
  return value.plants;
}

export const marksAt = (now: string): PlantPosition["marks"] =>
  Object.fromEntries(streamNames.map((name) => [name, now])) as Record<StreamName, string>;
