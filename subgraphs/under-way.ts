/** Who may see what is under way, and the only way by which resolvers come to it. */
import type { Caller } from "#schema/canonical/caller.ts";
import { type KeptCommand, type Run, sourceOf } from "#sync";
import { type SubjectType, subjectOf } from "./command-subject.ts";
import type { SubgraphContext, UnderWay } from "./context.ts";

/** What is under way. No answer that tells of it is kept: no change of the views makes it stale. */
export function underWayOf({ process, doNotKeep }: SubgraphContext): UnderWay {
  doNotKeep();
  return process;
}

/** Plants of which the caller may see all that is under way: null for every plant. A supplier has none. */
export function watchedPlants({ scopes, supplier, plants }: Caller): readonly string[] | null {
  if (supplier !== null || !scopes.includes("sync:read")) return [];
  return plants === "ALL" ? null : plants;
}

/** Whether the caller may follow a command: as an operator, as one who may see what it is about, or as the one who asked for it. */
export function seesCommand({ command, run }: KeptCommand, context: SubgraphContext): boolean {
  const { caller, process } = context;
  if (!isOfCallersPlants(command.plant, caller)) return false;
  if (isWatched(command.plant, caller)) return true;
  const subject = subjectOf(command);
  // Whoever is no supplier sees every entity of its plants that its scopes are for.
  if (subject && caller.supplier === null && caller.scopes.includes(scopeOf[subject.type])) return true;
  const kept = process.runs.find(run);
  return kept !== null && isOwn(kept, context);
}

/** Whether the caller may follow a run: as an operator, as one who may allow a step of it, or as the one who started it. */
export function seesRun(run: Run, context: SubgraphContext): boolean {
  const { caller } = context;
  if (!isOfCallersPlants(run.plant, caller)) return false;
  return isWatched(run.plant, caller) || run.steps.some((step) => mayApprove(step, caller)) || isOwn(run, context);
}

/** Whether a step is one that the caller may allow or decline. A supplier allows nothing: it is what suppliers say that is allowed. */
export function mayApprove({ approval }: Run["steps"][number], { scopes, supplier }: Caller): boolean {
  return approval !== undefined && supplier === null && scopes.includes(approval.scope);
}

const scopeOf: Readonly<Record<SubjectType, string>> = {
  ProductionOrder: "production-order:read",
  SupplierCommitment: "supplier-commitment:read",
  Batch: "quality-disposition:read",
  InspectionLot: "quality-disposition:read",
};

function isOwn({ event }: Run, { caller, isShared }: SubgraphContext): boolean {
  return !isShared && event.source === sourceOf(caller);
}

function isWatched(plant: string, caller: Caller): boolean {
  return watchedPlants(caller)?.includes(plant) ?? true;
}

function isOfCallersPlants(plant: string, { plants }: Caller): boolean {
  return plants === "ALL" || plants.includes(plant);
}
