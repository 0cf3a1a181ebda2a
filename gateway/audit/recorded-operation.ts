/** What of an operation goes into the audit log: of a mutation what it was and what came of it, of any the parts that were refused. */
import type { Caller } from "#schema/canonical/caller.ts";
import { traceIdOf } from "#schema/canonical/trace-context.ts";
import type { OperationRequest, PreparedOperation } from "../engine/preparation.ts";
import type { OperationRefused } from "../engine/refusal.ts";
import type { OperationAnswer } from "../execution/compiled-operation.ts";
import type { Auditor } from "./auditor.ts";
import { describeOperation } from "./describe-operation.ts";

/** Records a mutation that was run, under the name of each of its root fields. Throws AuditUnavailable. */
export function recordMutation(
  auditor: Auditor,
  safeInputs: ReadonlySet<string>,
  { checked, generation }: PreparedOperation,
  { variables, traceparent }: OperationRequest,
  caller: Caller | null,
  { data, errors }: Pick<OperationAnswer, "data" | "errors">,
): void {
  const { document, operation, id } = checked;
  const facts = describeOperation({ schema: generation.apiSchema, document, operation, id, variables }, safeInputs);
  const result = errors.length > 0 ? String(errors[0]?.extensions.code ?? "INTERNAL_SERVER_ERROR") : (businessError(data) ?? "OK");
  for (const field of facts.fields as readonly string[]) auditor.mutation(caller, field, facts, result, traceIdOf(traceparent));
}

/** Records that parts of an operation were left out of its answer. */
export function recordRefusedParts(auditor: Auditor, { checked, permission }: PreparedOperation, caller: Caller | null): void {
  const [first] = permission.errors;
  if (!first) return;
  const fields = permission.errors.map(({ path, message }) => path?.join(".") ?? message);
  const name = checked.operation.name ? { operation: checked.operation.name.value } : {};
  auditor.refused(caller, "operation.refused", { ...name, document: checked.id, fields }, String(first.extensions.code ?? "FORBIDDEN"));
}

/** Refusals of access and of use; what is merely malformed tells nothing of who did what. */
const recordedStatuses: ReadonlySet<number> = new Set([401, 403, 429]);

/** Records that an operation was refused, where that was for who asks or for how much. */
export function recordRefusal(auditor: Auditor, { errors, status }: OperationRefused, caller: Caller | null): void {
  const code = String(errors[0]?.extensions.code ?? "FORBIDDEN");
  if (recordedStatuses.has(status) || code === "PERSISTED_QUERY_REQUIRED") {
    auditor.refused(caller, "operation.refused", { reason: errors[0]?.message ?? "" }, code);
  }
}

/** The code of the first business error that a mutation's payload tells; null when it tells none. */
function businessError(data: string | null): string | null {
  const payloads = Object.values((data === null ? {} : JSON.parse(data)) as Readonly<Record<string, unknown>>);
  for (const payload of payloads) {
    const { userErrors } = (payload ?? {}) as { readonly userErrors?: readonly { readonly code?: string }[] };
    if (userErrors?.[0]) return userErrors[0].code ?? "USER_ERROR";
  }
  return null;
}
