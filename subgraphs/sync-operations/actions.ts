/** What can be done about an exception, and by whom. */
import type { Caller } from "#schema/canonical/caller.ts";
import type { ExceptionKind, KeptException } from "#sync";
import type { UnderWay } from "../context.ts";
import { mayApprove } from "../under-way.ts";
import type { ExceptionAction } from "./resolvers.generated.ts";

/** What the caller can do about it now. */
export function actionsOf(exception: KeptException, process: UnderWay, caller: Caller): readonly ExceptionAction[] {
  if (exception.state !== "OPEN") return [];
  if (exception.kind === "APPROVAL_NEEDED") return approvalActions(exception, process, caller);
  return caller.scopes.includes("sync:operate") ? repairs(exception, process) : [];
}

/** Kinds that end by themselves when their cause is gone, and not before. */
const cannotBeDiscarded: ReadonlySet<ExceptionKind> = new Set(["MAPPING_FAILURE", "IN_DOUBT", "APPROVAL_NEEDED"]);

/** Whether an exception can be put aside. What came by a broker or in a file is kept nowhere else that would end it. */
export function canBeDiscarded({ kind, concerns }: Pick<KeptException, "kind" | "concerns">): boolean {
  return concerns.delivery !== undefined || !cannotBeDiscarded.has(kind);
}

/** Kinds by which a rule asks somebody to look at something in the plant. */
const canBeSettled: ReadonlySet<ExceptionKind> = new Set(["MATERIAL_SHORTAGE", "COMPONENT_AT_RISK", "ENGINEERING_REVIEW"]);

/** Whether somebody can say of an exception of the kind that its matter is settled. */
export function canBeResolved({ kind }: Pick<KeptException, "kind">): boolean {
  return canBeSettled.has(kind);
}

function approvalActions({ concerns }: KeptException, { runs }: UnderWay, caller: Caller): readonly ExceptionAction[] {
  const step = runs.find(concerns.run ?? "")?.steps.find(({ name }) => name === concerns.step);
  return step?.state === "WAITING_FOR_APPROVAL" && mayApprove(step, caller) ? ["APPROVE", "DECLINE"] : [];
}

function repairs(exception: KeptException, { outbox, inbox }: UnderWay): readonly ExceptionAction[] {
  const { kind, concerns } = exception;
  const discard: readonly ExceptionAction[] = canBeDiscarded(exception) ? ["DISCARD"] : [];
  if (concerns.failure !== undefined) return ["REPLAY"];
  if (concerns.command !== undefined) {
    const state = outbox.find(concerns.command)?.state;
    if (state === "DEAD") return ["RETRY", "REDRIVE", "EDIT_AND_RESUBMIT", ...discard];
    return state === "REJECTED" ? ["RETRY", "EDIT_AND_RESUBMIT", ...discard] : discard;
  }
  const canBeTaken = kind === "WORKFLOW_FAILURE" || kind === "BUSINESS_REJECTION";
  if (canBeTaken && concerns.event && inbox.find(concerns.event.source, concerns.event.id))
    return ["RETAKE", "EDIT_AND_RESUBMIT", ...discard];
  return canBeResolved(exception) ? ["RESOLVE", ...discard] : discard;
}
