/** Records to changes and mapping failures, with everything that the port asks of them. */
import { createHash } from "node:crypto";
import type { CanonicalChange } from "#schema/canonical/change.ts";
import { MappingError } from "../mapping.ts";
import type { MappingFailure, MappingFailureReason, SourceMessage, Translation } from "../port.ts";
import type { EbsCodes } from "./codes.ts";
import type { Ledger } from "./ledger.ts";
import { parseRecord, type SourceRecord } from "./record.ts";
import { translateRecord } from "./translate/index.ts";

export interface Translator {
  /** Facts of these records. `undated`: their own dates do not tell that they changed. */
  translate(
    records: readonly SourceRecord[],
    ledger: Ledger,
    observedAt: string,
    undated: boolean,
  ): { changes: CanonicalChange[]; failures: MappingFailure[] };
  /** One kept message again. */
  replay(message: SourceMessage, ledger: Ledger): Translation;
}

export function createTranslator(options: { codes: EbsCodes; timeZoneOf: (plant: string) => string }): Translator {
  const translate: Translator["translate"] = (records, ledger, observedAt, undated) => {
    const changes: CanonicalChange[] = [];
    const failures: MappingFailure[] = [];
    for (const record of records) {
      try {
        const drafts = translateRecord(record, { codes: options.codes, timeZone: options.timeZoneOf(record.plant) });
        for (const draft of drafts) changes.push(ledger.stamp(draft, record.plant, observedAt, undated));
      } catch (error) {
        if (!(error instanceof MappingError)) throw error;
        failures.push(failureOf(record, error.reason, observedAt));
      }
    }
    return { changes, failures };
  };

  return {
    translate,
    replay(message, ledger) {
      const record = parseRecord(message.raw);
      if (record) return translate([record], ledger, message.observedAt, false);
      const reason: MappingFailureReason = {
        code: "MESSAGE_UNREADABLE",
        field: message.type,
        value: message.raw.slice(0, 80),
        text: `the kept message is no ${message.type} record as this adapter writes it; discard it and read the record again`,
      };
      return { changes: [], failures: [{ id: failureId(message.raw), plant: "", sourceKey: "", reason, message }] };
    },
  };
}

function failureOf(record: SourceRecord, reason: MappingFailureReason, observedAt: string): MappingFailure {
  return {
    // The time of reading is no part of what the record says.
    id: failureId(JSON.stringify([record.type, record.id, record.plant, record.rows])),
    plant: record.plant,
    sourceKey: record.id,
    reason,
    message: { type: record.type, contentType: "application/json", raw: JSON.stringify(record), observedAt },
  };
}

const failureId = (text: string): string => `ebs-${createHash("sha256").update(text).digest("hex").slice(0, 24)}`;
