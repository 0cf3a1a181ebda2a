/** Present truth of some keys, asked of EBS now. */
import type { EntityKind } from "#schema/canonical/change.ts";
import type { Translation } from "../port.ts";
import type { Ledger } from "./ledger.ts";
import type { Session } from "./session.ts";
import { findIds, findOrganization, readRecords, type Stream, streams } from "./streams.ts";
import type { Translator } from "./translation.ts";

export interface FetchSource {
  readonly session: Session;
  readonly translator: Translator;
  readonly ledger: Ledger;
}

/** A key that EBS does not have gives a change with body null. */
export async function fetchKeys(
  source: FetchSource,
  kind: EntityKind,
  plant: string,
  keys: readonly string[],
  signal: AbortSignal,
): Promise<Translation> {
  const stream = streamFor(kind);
  const { ids, records } = await source.session.read(async (query) => {
    const organization = await findOrganization(query, plant);
    const found = await findIds(query, stream, organization, keys);
    return { ids: found, records: await readRecords(query, stream, plant, organization, [...new Set(found.values())]) };
  }, signal);
  const observedAt = new Date().toISOString();
  const { changes, failures } = source.translator.translate(records, source.ledger, observedAt, false);
  const present = new Set(records.map((record) => record.id));
  const gone = keys.filter((key) => !present.has(ids.get(key) ?? "")).map((key) => source.ledger.stampGone(kind, plant, key, observedAt));
  return { changes: [...changes.filter((change) => change.kind === kind), ...gone], failures };
}

function streamFor(kind: EntityKind): Stream {
  const stream = streams.find((each) => each.kinds.includes(kind));
  if (!stream) throw new RangeError(`EBS has no ${kind}`);
  return stream;
}
