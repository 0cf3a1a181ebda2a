/**
 * Reads what a posting was about from its ERP at once, so that what it did is known in the time of a call and not of a poll. A
 * reading that is lost loses nothing: the feed tells the same later.
 */
import type { Caller } from "#schema/canonical/caller.ts";
import type { Command } from "#schema/canonical/command.ts";
import type { Views } from "../views/views.ts";
import type { AskedKind, LiveReads } from "./live-reads.ts";

/** An entity that may not be as it was. */
export interface Altered {
  readonly kind: AskedKind;
  readonly key: string;
}

const andon: Caller = { subject: "andon", scopes: [], plants: "ALL", supplier: null, expiresAt: Number.POSITIVE_INFINITY };

/** To be told each posting that an ERP did or refused. Gives what may have been altered. */
export function createReadBack(live: Pick<LiveReads, "want">, views: Views): (command: Command) => readonly Altered[] {
  return (command) => {
    const { plant } = command;
    const materialOf = (lot: string): string | null => views.get("inspection-lot", [{ plant, key: lot }], andon)[0]?.material ?? null;
    const altered = alteredBy(command, materialOf);
    for (const { kind, key } of altered) live.want(kind, plant, [key]);
    return altered;
  };
}

/** A decision on a lot moves its stock too. */
function alteredBy(command: Command, materialOf: (lot: string) => string | null): readonly Altered[] {
  switch (command.kind) {
    case "release-order":
    case "reschedule-order":
    case "confirm-operation":
      return [{ kind: "production-order", key: command.order }];
    case "confirm-supplier-date":
      return [{ kind: "supplier-commitment", key: `${command.purchaseOrder}/${command.item}/${command.scheduleLine}` }];
    case "hold-stock":
    case "free-stock":
      return [{ kind: "material-availability", key: command.material }];
    case "record-usage-decision": {
      const material = materialOf(command.inspectionLot);
      const stock = material === null ? [] : [{ kind: "material-availability" as const, key: material }];
      return [{ kind: "inspection-lot", key: command.inspectionLot }, ...stock];
    }
    case "notice":
      return [];
  }
}
