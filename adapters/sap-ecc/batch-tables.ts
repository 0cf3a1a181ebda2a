/** Batches as ECC's table MCHA has them, in the form of the BATMAS message. */
import { type Segment, segment } from "../protocols/idoc/idoc.ts";
import { equals, readTableFor } from "../protocols/soap/read-table.ts";
import type { RfcSession } from "../protocols/soap/rfc-client.ts";

const mcha = { table: "MCHA", fields: ["MATNR", "CHARG", "ZUSTD", "VFDAT"] };

/** Those of the batches, each a material (18 characters) and a batch number, that there are in a plant. */
export async function readBatches(
  session: RfcSession,
  plant: string,
  batches: readonly { readonly material: string; readonly batch: string }[],
  signal: AbortSignal,
): Promise<readonly Segment[]> {
  const wanted = new Set(batches.map(({ material, batch }) => `${material}/${batch}`));
  const materials = [...new Set(batches.map(({ material }) => material))];
  const rows = await readTableFor(session, { ...mcha, where: [equals("WERKS", plant)] }, "MATNR", materials, signal);
  return rows
    .filter(({ MATNR, CHARG }) => wanted.has(`${MATNR}/${CHARG}`))
    .map(({ MATNR = "", CHARG = "", ZUSTD = "", VFDAT = "" }) =>
      segment("E1BATMAS", { MATERIAL: MATNR, BATCH: CHARG, PLANT: plant }, [
        segment("E1BATCHATT", { EXPIRYDATE: VFDAT }),
        segment("E1BATCHSTATUS", { RESTRICTED: ZUSTD }),
      ]),
    );
}
