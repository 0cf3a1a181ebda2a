/**
 * Compares what is known here with what the ERPs say, slice by slice, all the time and never much at once: what a message that was
 * lost, a change that left no trace or a mistake of ours has left different is found, counted, and mended from the ERP.
 */
import { hash } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import type { ErpAdapter } from "#adapters/port";
import type { Caller } from "#schema/canonical/caller.ts";
import type { CanonicalChange, EntityKind, Stored } from "#schema/canonical/change.ts";
import type { ChangeLog } from "../change-log/change-log.ts";
import type { Exceptions } from "../exceptions/exception.ts";
import type { Outbox } from "../outbox/outbox.ts";
import { unsettledStates } from "../outbox/states.ts";
import type { SyncLog } from "../sync.ts";
import type { ViewColumns, Views } from "../views/views.ts";
import { laneOf } from "../workflows/planned.ts";
import { differingFields } from "./mismatch.ts";
import { Strangers } from "./strangers.ts";
import type { SliceResult, SweepPlace, SweepRecords } from "./sweep-records.ts";

export interface ReconciliationSettings {
  /** Time between two slices of a system. */
  readonly everyMs: number;
  /** Entities of a slice. */
  readonly slice: number;
}

export interface ReconcilerOptions {
  readonly adapter: ErpAdapter;
  readonly log: ChangeLog;
  readonly views: Views;
  readonly outbox: Outbox;
  readonly exceptions: Exceptions;
  readonly records: SweepRecords;
  readonly settings: ReconciliationSettings;
  /** Whether the system may be asked now: it is loaded, it answers, and no maintenance window is open. */
  readonly mayAsk: () => boolean;
  /** Fulfilled when the views have all that was appended. */
  readonly applied: () => Promise<void>;
  readonly report: SyncLog;
}

/** What ERPs own and tell by key, in the order in which it is swept; dispositions follow from it. */
const sweptKinds = {
  "production-order": "number",
  "material-availability": "material",
  "supplier-commitment": "sequence",
  "inspection-lot": "number",
} as const satisfies {
  readonly [K in EntityKind]?: ViewColumns[K];
};
type SweptKind = keyof typeof sweptKinds;

const everybody: Caller = { subject: "andon", scopes: [], plants: "ALL", supplier: null, expiresAt: Number.POSITIVE_INFINITY };
const timeoutMs = 60_000;

export class Reconciler {
  readonly #options: ReconcilerOptions;
  readonly #strangers = new Strangers();
  #turn = 0;

  constructor(options: ReconcilerOptions) {
    this.#options = options;
  }

  /** Runs until the signal is aborted. */
  async run(signal: AbortSignal): Promise<void> {
    const { settings, mayAsk, adapter, report } = this.#options;
    while (!signal.aborted) {
      await delay(settings.everyMs * (0.9 + Math.random() / 5), undefined, { signal }).catch(() => undefined);
      if (signal.aborted || !mayAsk()) continue;
      const { plant, kind } = this.#next();
      try {
        await this.slice(plant, kind, signal);
      } catch (fault) {
        if (!signal.aborted) report("warn", `${kind} of plant ${plant} could not be compared with ${adapter.system}`, { err: fault });
      }
    }
  }

  /** Kinds and plants by turns. */
  #next(): { readonly plant: string; readonly kind: SweptKind } {
    const kinds = Object.keys(sweptKinds) as SweptKind[];
    const { plants } = this.#options.adapter;
    const turn = this.#turn++;
    return { kind: kinds[turn % kinds.length] ?? "production-order", plant: plants[Math.floor(turn / kinds.length) % plants.length] ?? "" };
  }

  /** Compares the next slice of a plant's entities of a kind, and mends what differs. Throws what keeps the ERP from being asked. */
  async slice(plant: string, kind: SweptKind, signal: AbortSignal): Promise<SliceResult> {
    const { views, adapter, records, settings } = this.#options;
    const place = records.place(plant, kind);
    const orderBy = { column: sweptKinds[kind], direction: "ASC" } as const;
    const { rows, hasNextPage } = views.list(
      kind,
      { plants: [plant], where: [], orderBy, limit: settings.slice, after: place.after },
      everybody,
    );
    const keys = rows.map(({ entity }) => entity.meta.key);
    const { changes } =
      keys.length === 0
        ? { changes: [] }
        : await adapter.fetch(kind, plant, keys, AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]));
    const told = new Map(changes.filter((change) => change.kind === kind).map((change) => [change.key, change]));
    const result = await this.#compare(
      rows.map(({ entity }) => entity),
      told,
    );
    const found = hasNextPage ? [] : await this.#findUnknown(plant, kind, signal);
    const next: SweepPlace = { plant, kind, after: hasNextPage ? (rows.at(-1)?.cursor ?? null) : null };
    const all = { ...result, mismatches: [...result.mismatches, ...found.map(() => ["(unknown)"])], healed: result.healed + found.length };
    records.note(next, all, new Date().toISOString());
    return all;
  }

  /** At the end of a round: takes in what the ERP has and nobody here was told of. Gives the keys. */
  async #findUnknown(plant: string, kind: SweptKind, signal: AbortSignal): Promise<readonly string[]> {
    const { adapter, views, log, applied, settings, report } = this.#options;
    const inTime = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
    const keys = await adapter.keys?.(kind, plant, inTime);
    if (!keys) return [];
    const isKnown = (wanted: readonly string[]) =>
      views.get(
        kind,
        wanted.map((key) => ({ plant, key })),
        everybody,
      );
    const missed = (await this.#strangers.stillUnknown(`${plant}/${kind}`, keys, isKnown)).slice(0, settings.slice);
    if (missed.length === 0) return [];
    const { changes } = await adapter.fetch(kind, plant, missed, inTime);
    const there = changes.filter((change) => change.kind === kind && change.body !== null);
    const outcomes = await log.append(there);
    await applied();
    const taken = there.filter((_, index) => outcomes[index]?.outcome === "PUBLISHED").map(({ key }) => key);
    if (taken.length > 0) report("info", `${adapter.system} has ${kind} ${taken.join(", ")}, of which nothing was told; taken in`);
    return taken;
  }

  async #compare(known: readonly Stored[], told: ReadonlyMap<string, CanonicalChange>): Promise<SliceResult> {
    const { applied } = this.#options;
    const mismatches: (readonly string[])[] = [];
    let healed = 0;
    for (const entity of known) {
      const change = told.get(entity.meta.key);
      const fields = change ? differingFields(entity, change) : [];
      if (!change || fields.length === 0 || this.#isExplained(entity)) continue;
      mismatches.push(fields);
      if (await this.#heal(change, fields)) healed += 1;
    }
    if (healed > 0) await applied();
    return { checked: known.length, mismatches, healed };
  }

  /** It has changed here since it was read, or something is on its way to the ERP that will change it. */
  #isExplained({ meta }: Stored): boolean {
    const { views, outbox } = this.#options;
    const { kind, plant, key, version } = meta;
    const [now] = views.get(kind, [{ plant, key }], everybody);
    if (!now || now.meta.version !== version) return true;
    const states = unsettledStates;
    if (kind === "material-availability")
      return outbox.count({ lanesBelow: `${plant}/${laneOf.material(key)}`, states }) > 0 || this.#isDecided(plant, key);
    const lane = laneOfEntity(kind, key);
    return lane !== null && outbox.count({ lane: `${plant}/${lane}`, states }) > 0;
  }

  /** Whether a decision on a lot of the material is on its way, which moves its stock. */
  #isDecided(plant: string, material: string): boolean {
    const { views, outbox, adapter } = this.#options;
    const lots = outbox
      .list({ lanesBelow: `${plant}/${laneOf.lots}`, system: adapter.system, states: unsettledStates })
      .flatMap(({ command }) => (command.kind === "record-usage-decision" ? { plant, key: command.inspectionLot } : []));
    return lots.length > 0 && views.get("inspection-lot", lots, everybody).some((lot) => lot?.material === material);
  }

  /** The ERP owns the fact, so that its word is taken; false when the log refuses it, and people have to look. */
  async #heal(change: CanonicalChange, fields: readonly string[]): Promise<boolean> {
    const { log, exceptions, adapter, report } = this.#options;
    const { kind, plant, key } = change;
    // The record may carry the version by which it was told before: what it says now is another fact.
    const id = `${change.id}/reconciled/${hash("sha256", JSON.stringify(change.body), "base64url").slice(0, 16)}`;
    const [outcome] = await log.append([{ ...change, id }]);
    const what = `${kind} ${key} differed from ${adapter.system} in ${fields.join(", ")}`;
    if (outcome?.outcome === "PUBLISHED") {
      report("info", `${what}; it is mended`);
      return true;
    }
    const text = `${what}, and what it says is not taken: ${outcome?.outcome.toLowerCase() ?? "nothing was said"}`;
    exceptions.raise({
      kind: "MISMATCH",
      plant,
      system: adapter.system,
      key,
      workflow: null,
      text,
      raw: JSON.stringify(change),
      concerns: {},
      traceparent: null,
    });
    return false;
  }
}

/** The lane of what is posted about an entity; null where it has none of its own. */
function laneOfEntity(kind: EntityKind, key: string): string | null {
  if (kind === "production-order") return laneOf.order(key);
  if (kind === "inspection-lot") return laneOf.lot(key);
  const [purchaseOrder = "", item = ""] = key.split("/");
  return kind === "supplier-commitment" ? laneOf.commitment(purchaseOrder, item) : null;
}
