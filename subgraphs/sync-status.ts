/** Whether what was asked for has reached the systems, for one thing of the business. */
import { encodeGlobalId } from "#schema/canonical/global-id.ts";
import { type CommandState, type KeptCommand, openStates } from "#sync";
import type { SubgraphContext } from "./context.ts";
import type { Reference } from "./parents.ts";
import { seesCommand, underWayOf } from "./under-way.ts";

interface SyncStatus {
  readonly state: "IN_SYNC" | "PENDING" | "FAILED";
  readonly since: string | null;
  readonly commands: readonly Reference[];
}

/** By the ERP's lane of the plant, of whose commands only those are meant that fit. */
export async function syncStatus(
  plant: string,
  lane: string,
  context: SubgraphContext,
  fits: (command: KeptCommand) => boolean = () => true,
): Promise<SyncStatus> {
  // To be said before the waiting: what asks for the answer to be kept must know by then.
  underWayOf(context);
  const all = (await context.loaders.lane(`${plant}/${lane}`)).filter(fits);
  const done = all.findLast(({ state }) => state === "ACKNOWLEDGED")?.sequence ?? 0;
  const hasFailed = ({ state, sequence }: KeptCommand): boolean => state === "DEAD" || (state === "REJECTED" && sequence > done);
  const failed = all.filter(hasFailed);
  const unsettled = all.filter((kept) => openStates.includes(kept.state) || hasFailed(kept));
  return {
    state: failed.length > 0 ? "FAILED" : unsettled.length > 0 ? "PENDING" : "IN_SYNC",
    since: momentOf(failed[0] ?? unsettled[0]),
    commands: unsettled.filter((kept) => seesCommand(kept, context)).map(referenceTo),
  };
}

/** A command for another subgraph to tell. */
export function referenceTo({ command: { plant, id } }: KeptCommand): Reference {
  return { id: encodeGlobalId("Command", { plant, key: id }) };
}

const decided: readonly CommandState[] = ["REJECTED", "DEAD"];

function momentOf(kept: KeptCommand | undefined): string | null {
  if (!kept) return null;
  return decided.includes(kept.state) ? (kept.settledAt ?? kept.postedAt ?? kept.submittedAt) : kept.submittedAt;
}
