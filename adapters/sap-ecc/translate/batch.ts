/** BATMAS: a batch's own data, at plant level: whether its status restricts it, and until when it may be used. */
import { keyOf } from "#schema/canonical/keys.ts";
import { MappingError } from "../../mapping.ts";
import { type Segment, segmentsOf } from "../../protocols/idoc/idoc.ts";
import { createReader, type Reader } from "../reader.ts";
import type { Draft, TranslationContext } from "./draft.ts";

/** The batch of an E1BATMAS segment. Its status is unknown where E1BATCHSTATUS is missing: the site has no batch status management. */
export function translateBatch(segment: Segment, context: TranslationContext): Draft<"batch"> {
  const batch = createReader("E1BATMAS", segment.fields, context);
  const attributes = createReader("E1BATCHATT", segmentsOf(segment.children, "E1BATCHATT")[0]?.fields ?? {}, context);
  const [statusSegment] = segmentsOf(segment.children, "E1BATCHSTATUS");
  const status = createReader("E1BATCHSTATUS", statusSegment?.fields ?? {}, context);
  const [material, number] = [batch.number("MATERIAL"), batch.required("BATCH")];
  const code = status.text("RESTRICTED");
  return {
    kind: "batch",
    key: keyOf.batch(material, number),
    sourceKey: `${batch.required("MATERIAL")}/${number}`,
    sourceStatuses: code === null ? [] : [code],
    body: {
      number,
      material,
      plant: context.plant,
      restricted: statusSegment === undefined ? null : isRestricted(status, code),
      expiresAt: attributes.day("EXPIRYDATE"),
    },
  };
}

/** SAP's flag: `X`, or blank for a batch that may be used. */
function isRestricted(status: Reader, code: string | null): boolean {
  if (code === null || code === "X") return code === "X";
  throw new MappingError({
    code: "UNKNOWN_STATUS",
    field: status.name("RESTRICTED"),
    value: code,
    text: `${status.name("RESTRICTED")} is "${code}"; X or a blank is wanted. Correct the extension that fills it, have SAP send the batch again`,
  });
}
