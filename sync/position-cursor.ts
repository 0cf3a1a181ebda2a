/** The cursor of a change feed: the position reached in each followed plant, as one opaque text. */
import { InvalidCursor } from "./views/views.ts";

export type Positions = ReadonlyMap<string, number>;

export function writePositions(positions: Positions): string {
  const parts = [...positions].sort(([a], [b]) => (a < b ? -1 : 1)).map(([plant, position]) => `${plant}:${position}`);
  return Buffer.from(parts.join(",")).toString("base64url");
}

/** Throws InvalidCursor when the text is none that `writePositions` made. */
export function readPositions(cursor: string): Positions {
  const text = Buffer.from(cursor, "base64url").toString("utf8");
  if (!/^[A-Z0-9]+:\d{1,15}(,[A-Z0-9]+:\d{1,15})*$/.test(text)) {
    throw new InvalidCursor(`"${cursor}" is no cursor; take one from an earlier event`);
  }
  return new Map(
    text.split(",").map((part) => {
      const [plant = "", position = ""] = part.split(":");
      return [plant, Number(position)];
    }),
  );
}
