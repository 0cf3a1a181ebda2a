/** Material documents that our postings left (MKPF), found by the command's id in their reference. */
import { equals, readTable } from "../protocols/soap/read-table.ts";
import type { RfcSession } from "../protocols/soap/rfc-client.ts";

/** Number of the document that a command posted; null while there is none. */
export async function findDocument(session: RfcSession, command: string, signal: AbortSignal): Promise<string | null> {
  const [document] = await readTable(session, { table: "MKPF", fields: ["MBLNR"], where: [equals("XBLNR", command)] }, signal);
  return document?.MBLNR ?? null;
}
