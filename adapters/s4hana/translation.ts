/** Records to changes and mapping failures, with everything that the port asks of them. */
import type { CanonicalChange } from "#schema/canonical/change.ts";
import { MappingError } from "../mapping.ts";
import type { MappingFailure, MappingFailureReason, SourceMessage, Translation } from "../port.ts";
import type { S4Codes } from "./codes.ts";
import { hashOf, type Ledger } from "./ledger.ts";
import { parseRecord, type SourceRecord } from "./record.ts";
import { translateRecord } from "./translate/index.ts";

export interface Translator {
  /** What these records say. One that cannot be translated is a failure and holds up none of the others. */
  translate(records: readonly SourceRecord[], ledger: Ledger): Translation;
  /** The same without what the ledger has told already; the rest is told from now on. */
  translateNews(records: readonly SourceRecord[], ledger: Ledger): Translation;
  /** One kept message again. */
  replay(message: SourceMessage, ledger: Ledger): Translation;
}

export function createTranslator({ codes, timeZoneOf }: { codes: S4Codes; timeZoneOf: (plant: string) => string }): Translator {
  const translateOne = (record: SourceRecord, ledger: Ledger): CanonicalChange[] =>
    translateRecord(record, { codes, timeZone: timeZoneOf(record.plant) }).map((draft) =>
      ledger.stamp(draft, record.plant, record.observedAt),
    );
  const translate = (records: readonly SourceRecord[], each: (record: SourceRecord) => readonly CanonicalChange[]): Translation => {
    const changes: CanonicalChange[] = [];
    const failures: MappingFailure[] = [];
    for (const record of records) {
      try {
        changes.push(...each(record));
      } catch (error) {
        if (!(error instanceof MappingError)) throw error;
        failures.push(failureOf(record, error.reason));
      }
    }
    return { changes, failures };
  };

  return {
    translate: (records, ledger) => translate(records, (record) => translateOne(record, ledger)),
    translateNews(records, ledger) {
      const { changes, failures } = translate(records, (record) => {
        // Told one by one: two components of one order may be the same material.
        return translateOne(record, ledger).filter((change) => {
          const isNews = ledger.isNews(change);
          if (isNews) ledger.tell(change);
          return isNews;
        });
      });
      return {
        changes,
        failures: failures.filter((failure) => ledger.isNewFailure(failure.id, `${failure.message.type}/${failure.sourceKey}`)),
      };
    },
    replay(message, ledger) {
      const record = parseRecord(message.raw);
      if (record) return translate([record], (each) => translateOne(each, ledger));
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

function failureOf(record: SourceRecord, reason: MappingFailureReason): MappingFailure {
  return {
    // When it was read is no part of what the record says.
    id: failureId([record.type, record.id, record.plant, record.entity, record.parts]),
    plant: record.plant,
    sourceKey: record.id,
    reason,
    message: { type: record.type, contentType: "application/json", raw: JSON.stringify(record), observedAt: record.observedAt },
  };
}

const failureId = (said: unknown): string => `s4hana-${hashOf(said)}`;
