/**
 * BAPIs in one stateful session, with one BAPI_TRANSACTION_COMMIT: all of them are posted or none. Plain calls would be sessions of their
 * own, and their commit would commit nothing.
 */
import type { ErpMessage, Receipt } from "#schema/canonical/command.ts";
import { outcomeOf } from "../batch-outcome.ts";
import { carryingOnly } from "../carried-trace.ts";
import { type BatchOutcome, InDoubt, SourceUnavailable } from "../port.ts";
import { hasFailed, readMessages } from "../protocols/soap/bapi-return.ts";
import { type RfcClient, RfcFault, type RfcResult, type RfcSession, UnreadableReply } from "../protocols/soap/rfc-client.ts";
import type { BapiCall } from "./bapi-calls.ts";

/** "Order is being processed by another user": it passes. */
const locked: ReadonlySet<string> = new Set(["CO/469", "M3/022", "M3/024", "06/077"]);

interface Answered {
  readonly call: BapiCall;
  readonly result: RfcResult;
  readonly messages: readonly ErpMessage[];
}

/**
 * Posts calls that are about different things in one unit of work. An error of one has the whole unit rolled back; then the others are
 * called again without it, so that each is posted once. `alone` posts one by itself, when the commit of many fails and nobody says
 * by whose fault. Gives one outcome for each call.
 */
export async function postUnit(
  rfc: RfcClient,
  calls: readonly BapiCall[],
  alone: (call: BapiCall) => Promise<Receipt>,
  signal: AbortSignal,
): Promise<ReadonlyMap<BapiCall, BatchOutcome>> {
  const outcomes = new Map<BapiCall, BatchOutcome>();
  let pending = calls;
  while (pending.length > 0) {
    const session = rfc.openSession();
    try {
      const answered = await callAll(session, pending, outcomes, signal);
      const failed = answered.filter(({ messages }) => hasFailed(messages));
      if (answered.length === pending.length && failed.length === 0) {
        for (const [call, outcome] of await commit(session, answered, alone, signal)) outcomes.set(call, outcome);
        return outcomes;
      }
      for (const { call, messages } of failed) outcomes.set(call, await outcomeOf(() => refuse(call.name, messages)));
      await session.call("BAPI_TRANSACTION_ROLLBACK", {}, signal);
    } catch (fault) {
      // Without a commit nothing has happened, so an answer that did not come leaves no doubt.
      const unavailable =
        fault instanceof SourceUnavailable
          ? fault
          : new SourceUnavailable(fault instanceof Error ? fault.message : String(fault), { cause: fault });
      for (const call of pending) if (!outcomes.has(call)) outcomes.set(call, unavailable);
    }
    pending = pending.filter((call) => !outcomes.has(call));
  }
  return outcomes;
}

/** Calls one after the other, on after an error too: all that fail are known after one round. What raised an exception has its outcome. */
async function callAll(
  session: RfcSession,
  calls: readonly BapiCall[],
  outcomes: Map<BapiCall, BatchOutcome>,
  signal: AbortSignal,
): Promise<readonly Answered[]> {
  const answered: Answered[] = [];
  for (const call of calls) {
    try {
      const result = await carryingOnly(call.command.id, () => session.call(call.name, call.parameters, signal));
      answered.push({ call, result, messages: readMessages(result) });
    } catch (fault) {
      if (!(fault instanceof RfcFault)) throw fault;
      outcomes.set(call, new InDoubt(fault.message, { cause: fault }));
    }
  }
  return answered;
}

/** With WAIT the update has run when the answer comes; one that was terminated has undone all of the unit. */
async function commit(
  session: RfcSession,
  answered: readonly Answered[],
  alone: (call: BapiCall) => Promise<Receipt>,
  signal: AbortSignal,
): Promise<readonly (readonly [BapiCall, BatchOutcome])[]> {
  const said = await outcomeOf(async () => readMessages(await session.call("BAPI_TRANSACTION_COMMIT", { WAIT: "X" }, signal)));
  if (said instanceof Error) {
    const outcome = said instanceof UnreadableReply ? new InDoubt(said.message, { cause: said }) : said;
    return answered.map(({ call }) => [call, outcome]);
  }
  if (!hasFailed(said)) return answered.map((each) => [each.call, receiptOf(each, said)]);
  if (answered.length === 1) return answered.map(({ call }) => [call, { outcome: "REJECTED", messages: said }]);
  const outcomes: (readonly [BapiCall, BatchOutcome])[] = [];
  for (const { call } of answered) outcomes.push([call, await outcomeOf(() => alone(call))]);
  return outcomes;
}

function receiptOf({ call, result, messages }: Answered, committed: readonly ErpMessage[]): Receipt {
  const document = result.MATERIALDOCUMENT;
  const reference = typeof document === "string" && document.trim() !== "" ? document.trim() : call.reference;
  return { outcome: "APPLIED", reference, messages: [...messages, ...committed] };
}

function refuse(name: string, messages: readonly ErpMessage[]): Receipt {
  const lock = messages.find(({ code }) => locked.has(code));
  if (lock) throw new SourceUnavailable(`${name}: ${lock.code} ${lock.text}`);
  return { outcome: "REJECTED", messages };
}
