/** A translated fact before it has an envelope. */
import type { EntityKind } from "#schema/canonical/change.ts";
import type { EntityBodies } from "#schema/canonical/entities.generated.ts";
import { atPlant } from "../../local-time.ts";
import type { EbsCodes } from "../codes.ts";
import type { Row } from "../session.ts";

export type Draft<K extends EntityKind = EntityKind> = {
  readonly [Kind in K]: {
    readonly kind: Kind;
    readonly key: string;
    readonly body: EntityBodies[Kind];
    /** Sorts by age as text. */
    readonly version: string;
    readonly changedAt: string | null;
    readonly sourceKey: string;
    readonly sourceStatuses: readonly string[];
  };
}[K];

/** What a translation needs beside the record. */
export interface Context {
  readonly codes: EbsCodes;
  readonly timeZone: string;
}

/** Version and time of a record: the newest LAST_UPDATE_DATE among its rows, in UTC so that the end of summer time does not turn it back. */
export function datedVersion(
  rows: readonly Row[],
  timeZone: string,
  column = "last_update_date",
): { readonly version: string; readonly changedAt: string | null } {
  let newest = "";
  for (const row of rows) {
    const at = row[column] ?? "";
    if (at > newest) newest = at;
  }
  const [date = "", time = ""] = newest.split(" ");
  const changedAt = newest === "" ? null : atPlant(date, time, timeZone);
  return { version: changedAt === null ? "" : new Date(changedAt).toISOString().replace(".000Z", "Z"), changedAt };
}
