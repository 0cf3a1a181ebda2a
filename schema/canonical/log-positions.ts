/** How far a reader of the change log has come: the position reached in each plant, and the same as one opaque text. */

export type Positions = ReadonlyMap<string, number>;

export function writePositions(positions: Positions): string {
  const parts = [...positions].sort(([a], [b]) => (a < b ? -1 : 1)).map(([plant, position]) => `${plant}:${position}`);
  return Buffer.from(parts.join(",")).toString("base64url");
}

/** Null when the text is none that `writePositions` made. */
export function readPositions(text: string): Positions | null {
  const written = Buffer.from(text, "base64url").toString("utf8");
  if (written === "") return new Map();
  if (!/^[A-Z0-9]+:\d{1,15}(,[A-Z0-9]+:\d{1,15})*$/.test(written)) return null;
  return new Map(
    written.split(",").map((part) => {
      const [plant = "", position = ""] = part.split(":");
      return [plant, Number(position)];
    }),
  );
}

/** Whether one reader has come at least as far as another, in each plant that the other reads. */
export function hasReached(positions: Positions, other: Positions): boolean {
  for (const [plant, position] of other) if ((positions.get(plant) ?? -1) < position) return false;
  return true;
}
