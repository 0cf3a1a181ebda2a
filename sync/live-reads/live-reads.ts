/**
 * Asks the ERPs themselves, for who must have this second's truth. What they say enters the log like any change, and is then read
 * from the views as ever. An ERP that may not be asked now, or does not answer in time, leaves what is known as it is.
 */
import { hash } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import type { ErpAdapter } from "#adapters/port";
import type { Caller } from "#schema/canonical/caller.ts";
import type { CanonicalChange, EntityKey, EntityKind } from "#schema/canonical/change.ts";
import type { ChangeLog } from "../change-log/change-log.ts";
import { differingFields } from "../reconciliation/mismatch.ts";
import type { SyncLog } from "../sync.ts";
import type { Views } from "../views/views.ts";

/** What ERPs are asked for; dispositions follow from it. */
export type AskedKind = Exclude<EntityKind, "quality-disposition">;

export interface LiveReads {
  /**
   * Asks for these entities. Fulfilled when the views have what was answered, with the moment (RFC 3339, UTC) just before the asking for
   * each that an ERP has answered about, by `plant/key`; of what it has none is told too. Never rejects, and takes a few seconds at most.
   */
  read(kind: AskedKind, keys: readonly EntityKey[], signal: AbortSignal): Promise<ReadonlyMap<string, string>>;

  /** Has these asked for soon, for nobody who waits. */
  want(kind: AskedKind, plant: string, keys: readonly string[]): void;
}

export interface LiveReadsOptions {
  readonly adapters: readonly ErpAdapter[];
  readonly log: Pick<ChangeLog, "append">;
  readonly views: Views;
  /** Whether the system may be asked now: it is loaded, it answered last, and no maintenance window is open. */
  readonly mayAsk: (system: string) => Promise<boolean>;
  /** Fulfilled when the views have a plant's changes up to a position. */
  readonly applied: (plant: string, position: number) => Promise<void>;
  /** Requests to a system begun in a second; without bound where nothing is said. */
  readonly perSecond: (system: string) => number | undefined;
  readonly report: SyncLog;
  /** How long a reader waits. 3000. */
  readonly patienceMs?: number;
}

type Answered = ReadonlyMap<string, string>;

const nobody: Answered = new Map();
/** Requests to one system at the same time: readers shall not take the ERP from its users. */
const atOnce = 2;
const keysAtOnce = 100;
const usualPatienceMs = 3_000;
/** An answer that comes too late for its reader is good for the next one. */
const timeoutMs = 10_000;
const everybody: Caller = { subject: "andon", scopes: [], plants: "ALL", supplier: null, expiresAt: Number.POSITIVE_INFINITY };

export function createLiveReads(options: LiveReadsOptions): LiveReads {
  const doors = new Map(
    options.adapters.flatMap((adapter) => {
      const door = new Door(adapter, options);
      return adapter.plants.map((plant) => [plant, door] as const);
    }),
  );
  const { patienceMs = usualPatienceMs } = options;
  return {
    want: (kind, plant, keys) => void doors.get(plant)?.ask(kind, plant, keys),
    async read(kind, keys, signal) {
      const answered = new Map<string, string>();
      const asking = [...Map.groupBy(keys, ({ plant }) => plant)].flatMap(([plant, own]) =>
        (
          doors.get(plant)?.ask(
            kind,
            plant,
            own.map(({ key }) => key),
          ) ?? []
        ).map(async (asked) => {
          for (const [name, moment] of await asked) answered.set(name, moment);
        }),
      );
      const left = new AbortController();
      const patience = delay(patienceMs, undefined, { signal: AbortSignal.any([signal, left.signal]) }).catch(() => undefined);
      await Promise.race([Promise.all(asking), patience]);
      left.abort();
      return new Map(answered);
    },
  };
}

/** Keys of one kind and plant that are asked for together. */
interface Batch {
  readonly kind: AskedKind;
  readonly plant: string;
  readonly keys: Set<string>;
  readonly answered: Promise<Answered>;
  readonly settle: (answered: Answered) => void;
}

/** The way to one system: what is wanted in the same moment, or while it is busy, goes together. */
class Door {
  readonly #adapter: ErpAdapter;
  readonly #options: LiveReadsOptions;
  /** Not begun yet, so that more keys may join. */
  readonly #waiting: Batch[] = [];
  #underWay = 0;
  #nextAt = 0;

  constructor(adapter: ErpAdapter, options: LiveReadsOptions) {
    this.#adapter = adapter;
    this.#options = options;
  }

  ask(kind: AskedKind, plant: string, keys: readonly string[]): readonly Promise<Answered>[] {
    const joined = new Set(keys.map((key) => this.#join(kind, plant, key)));
    setImmediate(() => this.#begin());
    return [...joined].map(({ answered }) => answered);
  }

  #join(kind: AskedKind, plant: string, key: string): Batch {
    const fits = (batch: Batch): boolean => batch.kind === kind && batch.plant === plant;
    const open = this.#waiting.find((batch) => fits(batch) && (batch.keys.has(key) || batch.keys.size < keysAtOnce));
    if (open) {
      open.keys.add(key);
      return open;
    }
    const { promise: answered, resolve: settle } = Promise.withResolvers<Answered>();
    const batch: Batch = { kind, plant, keys: new Set([key]), answered, settle };
    this.#waiting.push(batch);
    return batch;
  }

  #begin(): void {
    while (this.#underWay < atOnce) {
      const batch = this.#waiting.shift();
      if (!batch) return;
      this.#underWay += 1;
      void this.#run(batch).finally(() => {
        this.#underWay -= 1;
        this.#begin();
      });
    }
  }

  async #run(batch: Batch): Promise<void> {
    const { report, mayAsk } = this.#options;
    const { system } = this.#adapter;
    try {
      if (!(await mayAsk(system))) return;
      await this.#pace();
      batch.settle(await this.#fetch(batch));
    } catch (fault) {
      report("info", `${system} was asked for ${batch.keys.size} ${batch.kind} of plant ${batch.plant} and did not answer`, { err: fault });
    } finally {
      batch.settle(nobody);
    }
  }

  /** No more requests in a second than the system takes. */
  async #pace(): Promise<void> {
    const perSecond = this.#options.perSecond(this.#adapter.system);
    if (perSecond === undefined) return;
    const at = Math.max(Date.now(), this.#nextAt);
    this.#nextAt = at + 1_000 / perSecond;
    await delay(at - Date.now());
  }

  async #fetch({ kind, plant, keys }: Batch): Promise<Answered> {
    const { log, applied } = this.#options;
    const before = this.#versions(kind, plant, keys);
    const askedAt = new Date().toISOString();
    const { changes } = await this.#adapter.fetch(kind, plant, [...keys], AbortSignal.timeout(timeoutMs));
    const told = changes.filter((change) => change.kind === kind && keys.has(change.key));
    const news = told.filter((change) => this.#isNews(change, before));
    if (news.length > 0) {
      const outcomes = await log.append(news.map(withOwnId));
      const last = Math.max(...outcomes.map((outcome) => (outcome.outcome === "PUBLISHED" ? outcome.position : 0)));
      if (last > 0) await applied(plant, last);
    }
    return new Map(told.map(({ key }) => [`${plant}/${key}`, askedAt]));
  }

  #versions(kind: AskedKind, plant: string, keys: ReadonlySet<string>): ReadonlyMap<string, string | null> {
    const known = this.#options.views.get(
      kind,
      [...keys].map((key) => ({ plant, key })),
      everybody,
    );
    return new Map([...keys].map((key, index) => [key, known[index]?.meta.version ?? null]));
  }

  /** Other than what is known, unless that came while the ERP was being asked: then it is no older than the answer. */
  #isNews(change: CanonicalChange, before: ReadonlyMap<string, string | null>): boolean {
    const { kind, plant, key } = change;
    const [known] = this.#options.views.get(kind, [{ plant, key }], everybody);
    if ((known?.meta.version ?? null) !== before.get(key)) return false;
    return known ? differingFields(known, change).length > 0 : change.body !== null;
  }
}

/** The record may carry the version by which it was told before: what it says now is another fact. */
function withOwnId(change: CanonicalChange): CanonicalChange {
  return { ...change, id: `${change.id}/asked/${hash("sha256", JSON.stringify(change.body), "base64url").slice(0, 16)}` };
}
