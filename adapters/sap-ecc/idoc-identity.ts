/** What an IDoc is known by: its sender and number, the moment that it tells of, and the document that it is about. */
import type { SourceMessage } from "../port.ts";
import { type Idoc, segmentsOf } from "../protocols/idoc/idoc.ts";

/** Purchase order number of ORDERS or ORDCHG. */
export function purchaseOrderOf(idoc: Idoc): string | undefined {
  const reference = segmentsOf(idoc.segments, "E1EDK02").find(({ fields }) => fields.QUALF === "001");
  return reference?.fields.BELNR ?? segmentsOf(idoc.segments, "E1EDK01")[0]?.fields.BELNR;
}

/** SERIAL carries the moment at which the sender serialised; without it the moment of creation stands. DOCNUM settles a tie. */
export function versionOf({ control }: Idoc): string {
  return `${control.SERIAL || `${control.CREDAT}${control.CRETIM}`}-${(control.DOCNUM ?? "").padStart(16, "0")}`;
}

/** Identity of an IDoc: sender, client, number. */
export function documentOf({ control }: Idoc): string {
  return `${control.SNDPRN}/${control.MANDT}/${control.DOCNUM}`;
}

export function contentTypeOf(raw: string): SourceMessage["contentType"] {
  return raw.trimStart().startsWith("<") ? "application/xml" : "text/plain";
}
