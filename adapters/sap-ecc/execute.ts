/** Postings: BAPIs with their commit in one session, one command or many in it, and supplier confirmations as ORDRSP IDocs. */
import type { Posting, Receipt } from "#schema/canonical/command.ts";
import { outcomeOf } from "../batch-outcome.ts";
import { type BatchOutcome, SourceUnavailable } from "../port.ts";
import type { RfcClient } from "../protocols/soap/rfc-client.ts";
import { type BapiCall, prepareCall } from "./bapi-calls.ts";
import type { EccConnection } from "./connection.ts";
import type { ConfirmSupplierDate } from "./order-response.ts";
import { sendConfirmations } from "./send-confirmations.ts";
import { postUnit } from "./unit-of-work.ts";

export interface PostingContext {
  readonly rfc: RfcClient;
  readonly connection: EccConnection;
  readonly timeZoneOf: (plant: string) => string;
  /** The SAP code of a canonical unit, as BAPIs take it. */
  readonly unitOf: (unit: string) => string;
}

/** One posting. Throws SourceUnavailable when surely nothing was posted, InDoubt when it may have been. */
export async function execute(context: PostingContext, command: Posting, signal: AbortSignal): Promise<Receipt> {
  const [outcome] = await executeTogether(context, [command], signal);
  if (outcome === undefined || outcome instanceof Error) throw outcome;
  return outcome;
}

/** Postings together: what BAPIs do in one unit of work with one commit, supplier confirmations in one message. */
export async function executeTogether(
  context: PostingContext,
  commands: readonly Posting[],
  signal: AbortSignal,
): Promise<readonly BatchOutcome[]> {
  const outcomes = new Map<Posting, BatchOutcome>();
  const confirm = async (own: readonly ConfirmSupplierDate[]): Promise<void> => {
    if (own.length === 0) return;
    const receipts = await outcomeOf(() => sendConfirmations(context, own, signal));
    for (const [index, command] of own.entries()) outcomes.set(command, pick(receipts, index));
  };
  const post = async (own: readonly Exclude<Posting, ConfirmSupplierDate>[]): Promise<void> => {
    const prepared = await Promise.all(own.map((command) => outcomeOf(() => prepareCall(context, command, signal))));
    for (const [index, command] of own.entries()) outcomes.set(command, unlessCall(prepared[index]));
    const alone = ({ command }: BapiCall): Promise<Receipt> => execute(context, command, signal);
    for (const [{ command }, outcome] of await postUnit(context.rfc, prepared.filter(isCall), alone, signal))
      outcomes.set(command, outcome);
  };
  await Promise.all([confirm(commands.filter(isConfirmation)), post(commands.filter((command) => !isConfirmation(command)))]);
  return commands.map((command) => outcomes.get(command) ?? notSent);
}

type Prepared = Awaited<ReturnType<typeof prepareCall>> | Extract<BatchOutcome, Error>;

const notSent = new SourceUnavailable("it was not sent");
const isConfirmation = (command: Posting): command is ConfirmSupplierDate => command.kind === "confirm-supplier-date";
const isCall = (prepared: Prepared): prepared is BapiCall => "parameters" in prepared;
const unlessCall = (prepared: Prepared | undefined): BatchOutcome => (prepared === undefined || isCall(prepared) ? notSent : prepared);
const pick = (receipts: readonly Receipt[] | Extract<BatchOutcome, Error>, index: number): BatchOutcome =>
  receipts instanceof Error ? receipts : (receipts[index] ?? notSent);
