import type { RepairOutcome, Run } from "#sync";
import type { SubgraphContext } from "../context.ts";
import { mayApprove, underWayOf } from "../under-way.ts";
import { findRun } from "./queries.ts";
import { notFound, refused, type Told, told } from "./repair.ts";
import type { MutationResolvers } from "./resolvers.generated.ts";

/** Root fields that allow steps or give them up. Which scope that needs, the step itself says. */
export const stepApprovals = {
  approveStep: (_root, { input }, context) =>
    decide(input, context, (run) => underWayOf(context).desk.approve(run.id, input.step, context.caller)),
  declineStep: (_root, { input }, context) =>
    decide(input, context, (run) => underWayOf(context).desk.decline(run.id, input.step, input.reason, context.caller)),
} satisfies MutationResolvers;

function decide(
  input: { readonly run: string; readonly step: string },
  context: SubgraphContext,
  work: (run: Run) => RepairOutcome,
): Told & { readonly run: Run | null } {
  const { caller } = context;
  const run = caller.supplier === null ? findRun(input.run, context) : null;
  if (!run) return { run, ...notFound("run", "run") };
  const step = run.steps.find(({ name }) => name === input.step);
  if (!step) return { run, ...refused("NOT_FOUND", `the run has no step ${input.step}; look at its steps`, "step") };
  if (!step.approval) return { run, ...refused("NOT_POSSIBLE", "the step needs no approval", "step") };
  if (!mayApprove(step, caller))
    return { run, ...refused("MISSING_SCOPE", `the step needs a token with the scope ${step.approval.scope}; get one`, "step") };
  const outcome = work(run);
  return { run: findRun(input.run, context), ...told(outcome, "step") };
}
