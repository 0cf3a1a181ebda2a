/** Supplier confirmations as ORDRSP IDocs, by HTTP. */
import { request } from "undici";
import type { Receipt } from "#schema/canonical/command.ts";
import { traceHeaders } from "../carried-trace.ts";
import { InDoubt, SourceUnavailable } from "../port.ts";
import type { PostingContext } from "./execute.ts";
import { type ConfirmSupplierDate, documentNumberOf, writeConfirmations } from "./order-response.ts";

/** As many IDocs in one message as there are commands. ECC stores them and answers 200; whether each was posted comes later, as ALEAUD. */
export async function sendConfirmations(
  { connection }: PostingContext,
  commands: readonly ConfirmSupplierDate[],
  signal: AbortSignal,
): Promise<readonly Receipt[]> {
  const authorization = `Basic ${Buffer.from(`${connection.user}:${connection.password}`).toString("base64")}`;
  const timeout = AbortSignal.timeout(connection.timeoutMs ?? 30_000);
  let status: number;
  try {
    const { statusCode, body } = await request(connection.idocUrl, {
      method: "POST",
      headers: { "content-type": "text/xml; charset=utf-8", authorization, ...traceHeaders() },
      body: writeConfirmations(commands),
      signal: AbortSignal.any([signal, timeout]),
    });
    await body.dump();
    status = statusCode;
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code === "ECONNREFUSED") throw new SourceUnavailable("ECC cannot be reached", { cause: fault });
    throw new InDoubt("the IDoc was sent and not answered", { cause: fault });
  }
  if (status >= 500 || status === 429) throw new SourceUnavailable(`ECC answered the IDoc with ${status}`);
  if (status >= 300) {
    if (commands.length === 1)
      return [{ outcome: "REJECTED", messages: [{ severity: "ERROR", code: `HTTP/${status}`, text: "ECC does not take the IDoc" }] }];
    // One of them is why ECC takes none.
    throw new SourceUnavailable(`ECC answered ${commands.length} IDocs with ${status}`);
  }
  return commands.map(({ id }) => ({ outcome: "PENDING", reference: documentNumberOf(id), messages: [] }));
}
