/** Number ranges that survive a restart on the same folder, so that no document number is given out twice. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export interface NumberRanges {
  /** The next number of a range, from 1. */
  next(range: string): number;
  /** Writes the ranges down; call it after giving out numbers. */
  save(): void;
}

/** Ranges kept in `number-ranges.json` of the folder. */
export function openNumberRanges(folder: string): NumberRanges {
  const file = join(folder, "number-ranges.json");
  const last: Record<string, number> = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
  return {
    next(range) {
      const number = (last[range] ?? 0) + 1;
      last[range] = number;
      return number;
    },
    save: () => writeFileSync(file, JSON.stringify(last)),
  };
}
