/**
 * Brings what master data management tells into the change log. It owns what it tells, so that this is a fact, and not what an ERP
 * has yet to decide on. How far it has come is kept with the facts: each event is taken into them once.
 */
import type { Caller } from "#schema/canonical/caller.ts";
import type { CanonicalChange } from "#schema/canonical/change.ts";
import type { PlantEvent } from "#schema/canonical/event.ts";
import type { ChangeLog } from "../change-log/change-log.ts";
import type { SqliteInbox, WaitingEvent } from "../events/sqlite-inbox.ts";
import type { ProcessStore } from "../process/process-store.ts";
import type { SyncLog } from "../sync.ts";
import type { Views } from "../views/views.ts";
import { type EnrichingType, type EnrichmentBody, enrichmentKinds, withTold } from "./fold.ts";

export interface EnricherParts {
  readonly log: ChangeLog;
  readonly inbox: SqliteInbox;
  readonly store: ProcessStore;
  readonly views: Views;
  /** Brings the views up to the log. */
  readonly applied: () => Promise<void>;
  readonly report: SyncLog;
}

/** Name of its position in the log, which no system can have. */
const feed = "/andon/enrichment";
const batchSize = 200;
/** Events are told of at once by the process that takes them in; this is for what another one did. */
const looksEveryMs = 5_000;
const andon: Caller = { subject: "andon", scopes: [], plants: "ALL", supplier: null, expiresAt: Number.POSITIVE_INFINITY };

export class Enricher {
  readonly #parts: EnricherParts;
  /** Place in the inbox up to which nothing is left to do. */
  #seen: number | null = null;

  constructor(parts: EnricherParts) {
    this.#parts = parts;
  }

  /** Follows the inbox until `signal` is aborted. */
  async run(signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    const { store, report } = this.#parts;
    let running = Promise.resolve();
    const look = (): void => {
      running = running
        .then(() => (signal.aborted ? undefined : this.catchUp()))
        .catch((fault: unknown) => report("warn", "master data could not be taken into the views", { err: fault }));
    };
    const stopListening = store.onStirred("EVENTS", look);
    const timer = setInterval(look, looksEveryMs).unref();
    look();
    await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
    clearInterval(timer);
    stopListening();
    await running;
  }

  /** Takes all in that the inbox has. */
  async catchUp(): Promise<void> {
    const { log, inbox, applied } = this.#parts;
    this.#seen ??= Number((await log.feedPosition(feed))?.cursor ?? 0);
    for (;;) {
      const { events, until } = inbox.since(this.#seen, Object.keys(enrichmentKinds), batchSize);
      const last = events.at(-1);
      if (!last) {
        this.#seen = until;
        return;
      }
      await log.append(this.#toChanges(events), { feed: { feed, cursor: String(last.sequence), loaded: true } });
      await applied();
      this.#seen = last.sequence;
    }
  }

  #toChanges(events: readonly WaitingEvent[]): readonly CanonicalChange[] {
    const known = new Map<string, EnrichmentBody | null>();
    return events.map((waiting) => {
      const event = waiting.event as PlantEvent<EnrichingType>;
      const kind = enrichmentKinds[event.type];
      const { plant, key } = event;
      const name = `${kind}/${plant}/${key}`;
      const before = known.has(name) ? known.get(name) : bodyOf(this.#parts.views.get(kind, [{ plant, key }], andon)[0]);
      const body = withTold(before ?? null, event, event.time ?? waiting.receivedAt);
      known.set(name, body);
      return toChange(waiting, event, body);
    });
  }
}

function bodyOf(stored: (EnrichmentBody & { readonly meta: unknown }) | null | undefined): EnrichmentBody | null {
  if (!stored) return null;
  const { meta: _, ...body } = stored;
  return body as EnrichmentBody;
}

function toChange({ sequence, receivedAt }: WaitingEvent, event: PlantEvent<EnrichingType>, body: EnrichmentBody): CanonicalChange {
  const { id, source, plant, key, time } = event;
  return {
    id,
    source,
    system: decodeURIComponent(source.replace(/^.*\//, "")),
    plant,
    key,
    kind: enrichmentKinds[event.type],
    version: `${receivedAt}-${String(sequence).padStart(15, "0")}`,
    changedAt: time,
    observedAt: receivedAt,
    sourceKey: key,
    sourceStatuses: [],
    body,
    // Kind and body belong together by the event's type.
  } as CanonicalChange;
}
