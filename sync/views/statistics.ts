/**
 * What SQLite's planner is told of the tables' content. Left to itself it takes a plant for ten rows, and goes through all
 * of them in the wanted order for the few that a filter leaves. Told and not measured, a question has the same plan on
 * every machine, from the first row on.
 */
import type { Column } from "./declarations.ts";

/** A table of a company with a few plants; what counts is how the numbers compare. */
const rows = 100_000;
const rowsOfPlant = 25_000;

/** How many rows of a plant have one value of a column; of a flag, how many are so, since none is asked for by what it is not. */
export function rowsPerValue(column: Column<never>): number {
  if (column.type === "flag") return 1_000;
  const isShared = "shared" in column || column.type === "moment";
  return isShared ? 5_000 : 10;
}

/** Makes the planner's table, which only ANALYZE can; before any statistic, and while there is nothing to be measured. */
export const prepareStatistics = "ANALYZE;";

/** Has this connection plan with what was told; others do when they open the file. */
export const useStatistics = "ANALYZE sqlite_schema;";

/**
 * The statistic of an index that begins with the plant: `perPrefix` has how many rows there are for each value of the
 * columns after it, one more column each time. Format: https://www.sqlite.org/fileformat2.html#stat1tab
 */
export function statistic(table: string, index: string, perPrefix: readonly number[]): string {
  return `INSERT INTO sqlite_stat1 VALUES (${text(table)}, ${text(index)}, '${[rows, rowsOfPlant, ...perPrefix].join(" ")}');`;
}

/** A quoted name as a value. */
const text = (name: string): string => `'${name.slice(1, -1)}'`;
