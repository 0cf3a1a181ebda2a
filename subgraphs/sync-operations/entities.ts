import { encodeGlobalId } from "#schema/canonical/global-id.ts";
import { traceIdOf } from "#schema/canonical/trace-context.ts";
import { workflowNamed } from "#sync";
import { type SubjectType, subjectOf } from "../command-subject.ts";
import type { Reference } from "../parents.ts";
import { seesCommand, seesRun, underWayOf } from "../under-way.ts";
import { actionsOf } from "./actions.ts";
import { findCommand, findException, findRun } from "./queries.ts";
import type {
  CommandChangeResolvers,
  CommandKind,
  CommandResolvers,
  SyncExceptionChangeResolvers,
  SyncExceptionResolvers,
  WorkflowRunResolvers,
  WorkflowStepResolvers,
} from "./resolvers.generated.ts";

const plant = (code: string): Reference => ({ id: encodeGlobalId("Plant", code) });

/** A command, as the outbox keeps it. */
export const Command: CommandResolvers = {
  __resolveReference: ({ id }, context) => findCommand(id, context),
  id: ({ command }) => encodeGlobalId("Command", { plant: command.plant, key: command.id }),
  key: ({ command }) => command.id,
  kind: ({ command }) => kinds[command.kind],
  notice: ({ command }) => (command.kind === "notice" ? command.type : null),
  plant: ({ command }) => plant(command.plant),
  run: (kept, _args, context) => {
    const run = underWayOf(context).runs.find(kept.run);
    return run && seesRun(run, context) ? run : null;
  },
  productionOrder: ({ command }) => about("ProductionOrder", command),
  supplierCommitment: ({ command }) => about("SupplierCommitment", command),
  batch: ({ command }) => about("Batch", command),
  inspectionLot: ({ command }) => about("InspectionLot", command),
  traceId: ({ traceparent }) => traceIdOf(traceparent),
};

const kinds: Readonly<Record<Parameters<typeof subjectOf>[0]["kind"], CommandKind>> = {
  "release-order": "RELEASE_ORDER",
  "reschedule-order": "RESCHEDULE_ORDER",
  "confirm-supplier-date": "CONFIRM_SUPPLIER_DATE",
  "hold-stock": "HOLD_STOCK",
  "free-stock": "FREE_STOCK",
  "confirm-operation": "CONFIRM_OPERATION",
  "record-usage-decision": "RECORD_USAGE_DECISION",
  notice: "NOTICE",
};

function about(type: SubjectType, command: Parameters<typeof subjectOf>[0]): Reference | null {
  const subject = subjectOf(command);
  return subject?.type === type ? { id: encodeGlobalId(type, subject.key) } : null;
}

/** A run, as it is kept. */
export const WorkflowRun: WorkflowRunResolvers = {
  __resolveReference: ({ id }, context) => findRun(id, context),
  id: (run) => encodeGlobalId("WorkflowRun", { plant: run.plant, key: run.id }),
  plant: (run) => plant(run.plant),
  owners: ({ workflow }) => workflowNamed(workflow)?.owners ?? [],
  late: ({ isLate }) => isLate,
  refusal: ({ refusal }) => refusal?.message ?? null,
  steps: (run) => run.steps.map((step) => ({ step, run })),
};

/** A step of a run; of its commands those are told that the caller may follow. */
export const WorkflowStep: WorkflowStepResolvers = {
  name: ({ step }) => step.name,
  state: ({ step }) => step.state,
  approval: ({ step }) => step.approval ?? null,
  commands: ({ step, run }, _args, context) => {
    const ids = new Set([...step.commands, ...step.compensation].map(({ id }) => id));
    return underWayOf(context)
      .outbox.list({ run: run.id })
      .filter((kept) => ids.has(kept.command.id) && seesCommand(kept, context));
  },
};

/** An exception, as it is kept. */
export const SyncException: SyncExceptionResolvers = {
  plant: (exception) => (exception.plant === null ? null : plant(exception.plant)),
  actions: (exception, _args, context) => actionsOf(exception, underWayOf(context), context.caller),
  command: ({ concerns }, _args, context) => {
    const command = concerns.command === undefined ? null : underWayOf(context).outbox.find(concerns.command);
    return command && seesCommand(command, context) ? command : null;
  },
  run: ({ concerns }, _args, context) => {
    const run = concerns.run === undefined ? null : underWayOf(context).runs.find(concerns.run);
    return run && seesRun(run, context) ? run : null;
  },
  step: ({ concerns }) => concerns.step ?? null,
  traceId: ({ traceparent }) => traceIdOf(traceparent),
};

/** Something happened to a command. */
export const CommandChange: CommandChangeResolvers = {
  id: ({ plant: code, id }) => encodeGlobalId("Command", { plant: code, key: id }),
  command: ({ plant: code, id }, _args, context) => findCommand(encodeGlobalId("Command", { plant: code, key: id }), context),
};

/** Something happened to an exception. */
export const SyncExceptionChange: SyncExceptionChangeResolvers = {
  exception: ({ id }, _args, context) => findException(id, context),
};
