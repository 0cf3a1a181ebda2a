/** Brings the commands of one system to it: lanes side by side, each in its order, within what the system can take. */
import { setTimeout as delay } from "node:timers/promises";
import { type CommandTarget, SourceUnavailable } from "#adapters/port";
import type { ErpMessage, Receipt } from "#schema/canonical/command.ts";
import type { ProcessStore } from "../process/process-store.ts";
import { Circuit, type CircuitState } from "./circuit.ts";
import { type MaintenanceWindow, maintenanceUntil } from "./maintenance.ts";
import type { Happening, KeptCommand, Outbox } from "./outbox.ts";
import { mostFailures, pauseAfter } from "./retry-schedule.ts";

/** What a system can take. */
export interface DeliverySettings {
  /** Commands under way at the same time; 4 where nothing is said. */
  readonly concurrency?: number;
  /** Commands begun in a second; without bound where nothing is said. */
  readonly perSecond?: number;
  readonly maintenance?: readonly MaintenanceWindow[];
}

export interface DispatcherOptions {
  readonly target: CommandTarget;
  readonly store: ProcessStore;
  readonly outbox: Outbox;
  readonly settings: DeliverySettings;
  /** Names this process among those that may have the store open. */
  readonly owner: string;
  /** Told each thing that happens to a command, in the transaction in which it is written. */
  readonly happened: (command: KeptCommand, now: string) => void;
  /** How long a call may take. */
  readonly timeoutMs?: number;
}

export interface DeliveryStatus {
  readonly system: string;
  readonly circuit: CircuitState;
  /** When the maintenance window ends that is open now (RFC 3339, UTC); null when none is. */
  readonly maintenanceUntil: string | null;
  readonly underWay: number;
  /** Why the system could not be reached last; null when it answered. */
  readonly error: string | null;
}

const usualConcurrency = 4;
const usualTimeoutMs = 30_000;
/** What is under way when the process is asked to stop may still be answered. */
const stopWithinMs = 5_000;
/** A call whose answer did not come may still be at work there: its trace is looked for after this time. */
const settledAfterMs = 1_000;
/** Something may be due that nobody told of, such as what another process submitted. */
const longestSleepMs = 1_000;

export class Dispatcher {
  readonly #options: DispatcherOptions;
  readonly #circuit = new Circuit();
  readonly #underWay = new Map<string, Promise<void>>();
  #wake: () => void = () => undefined;
  /** Aborted when the process shall wait no longer for answers. */
  readonly #hurry = new AbortController();
  #nextBeginAt = 0;
  #error: string | null = null;

  constructor(options: DispatcherOptions) {
    this.#options = options;
  }

  get status(): DeliveryStatus {
    const now = Date.now();
    const until = maintenanceUntil(this.#options.settings.maintenance ?? [], now);
    return {
      system: this.#options.target.system,
      circuit: this.#circuit.state(now),
      maintenanceUntil: until === null ? null : new Date(until).toISOString(),
      underWay: this.#underWay.size,
      error: this.#error,
    };
  }

  /** Runs until the signal is aborted, then waits for what is under way. */
  async run(signal: AbortSignal): Promise<void> {
    const stopListening = this.#options.store.onStirred("COMMANDS", () => this.#wake());
    while (!signal.aborted) {
      const woken = new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      this.#begin();
      await this.#rest(woken, signal);
    }
    stopListening();
    const patience = setTimeout(() => this.#hurry.abort(), stopWithinMs);
    await Promise.all(this.#underWay.values());
    clearTimeout(patience);
  }

  /** Begins as much as may be begun now. */
  #begin(): void {
    const { outbox, settings, owner, target } = this.#options;
    const now = Date.now();
    const moment = new Date(now).toISOString();
    const free = this.#allowance(now);
    if (free <= 0) return;
    const unsettled = outbox
      .unsettled(target.system, moment, free + this.#underWay.size)
      .filter(({ command }) => !this.#underWay.has(command.id))
      .slice(0, free);
    const claimed = unsettled.length < free ? outbox.claim(target.system, owner, moment, free - unsettled.length) : [];
    for (const kept of unsettled) this.#start(kept, () => this.#settle(kept));
    for (const kept of claimed) {
      this.#options.happened(kept, moment);
      this.#start(kept, () => this.#post(kept));
    }
    const begun = unsettled.length + claimed.length;
    if (settings.perSecond !== undefined && begun > 0) {
      this.#nextBeginAt = Math.max(now, this.#nextBeginAt) + (begun * 1_000) / settings.perSecond;
    }
  }

  #allowance(now: number): number {
    const { concurrency = usualConcurrency, perSecond, maintenance = [] } = this.#options.settings;
    if (maintenanceUntil(maintenance, now) !== null) return 0;
    if (perSecond !== undefined && now < this.#nextBeginAt) return 0;
    const room = Math.min(concurrency - this.#underWay.size, perSecond === undefined ? concurrency : Math.max(1, Math.floor(perSecond)));
    return this.#circuit.allowance(now, room);
  }

  #start({ command }: KeptCommand, work: () => Promise<void>): void {
    this.#circuit.begin(Date.now());
    const done = work().finally(() => {
      this.#underWay.delete(command.id);
      this.#wake();
    });
    this.#underWay.set(command.id, done);
  }

  async #rest(woken: Promise<void>, signal: AbortSignal): Promise<void> {
    const now = Date.now();
    const due = this.#options.outbox.nextDue(this.#options.target.system);
    const times = [now + longestSleepMs];
    if (this.#allowance(now) > 0 && due !== null) times.push(Date.parse(due));
    if (this.#nextBeginAt > now) times.push(this.#nextBeginAt);
    if (this.#circuit.state(now) === "OPEN") times.push(this.#circuit.openUntil);
    const pause = Math.max(1, Math.min(...times) - now);
    const rested = new AbortController();
    const slept = delay(pause, undefined, { signal: AbortSignal.any([signal, rested.signal]) }).catch(() => undefined);
    await Promise.race([woken, slept]);
    rested.abort();
  }

  async #post(kept: KeptCommand): Promise<void> {
    let happening: Happening;
    try {
      happening = receiptHappening(await this.#options.target.execute(kept.command, this.#withTimeout()));
      this.#answered();
    } catch (fault) {
      happening = fault instanceof SourceUnavailable ? this.#unavailable(kept, fault) : this.#doubted(fault);
    }
    this.#record(kept, happening);
  }

  async #settle(kept: KeptCommand): Promise<void> {
    const { outbox, target } = this.#options;
    try {
      const settlement = await target.settle(kept.command, this.#withTimeout());
      this.#answered();
      switch (settlement.outcome) {
        case "APPLIED":
          return this.#record(kept, { event: "APPLIED" });
        case "REJECTED":
          return this.#record(kept, {
            event: "REFUSED",
            messages: [{ severity: "ERROR", code: "ANDON_SETTLED", text: settlement.reason }],
          });
        case "ABSENT":
          return this.#record(kept, { event: "ABSENT", notBefore: new Date().toISOString() });
        case "PENDING":
          if (kept.state === "IN_DOUBT") this.#record(kept, { event: "TAKEN_IN", notBefore: later(settledAfterMs) });
          else outbox.postpone(kept.command.id, later(settledAfterMs));
      }
    } catch (fault) {
      this.#failed(fault);
      outbox.postpone(kept.command.id, later(pauseAfter(kept.attempts + 2)));
    }
  }

  #answered(): void {
    this.#circuit.succeed(Date.now());
    this.#error = null;
  }

  #failed(fault: unknown): void {
    this.#error = fault instanceof Error ? fault.message : String(fault);
    this.#circuit.fail(Date.now(), fault instanceof SourceUnavailable ? fault.retryAfterMs : null);
  }

  /** A system that answers others, and this one not, has no use for it: it is not tried for ever. */
  #unavailable(kept: KeptCommand, fault: SourceUnavailable): Happening {
    const isItsOwnFault = this.#circuit.hasAnsweredSince(Date.parse(kept.submittedAt));
    this.#failed(fault);
    const messages: readonly ErpMessage[] = [{ severity: "ERROR", code: "ANDON_UNAVAILABLE", text: fault.message }];
    if (isItsOwnFault && kept.failures + 1 >= mostFailures) return { event: "EXHAUSTED", messages };
    const pause = fault.retryAfterMs ?? pauseAfter(kept.attempts);
    return { event: "UNAVAILABLE", messages, notBefore: later(pause), isItsOwnFault };
  }

  #doubted(fault: unknown): Happening {
    this.#failed(fault);
    const text = fault instanceof Error ? fault.message : String(fault);
    return { event: "DOUBTED", messages: [{ severity: "WARNING", code: "ANDON_IN_DOUBT", text }], notBefore: later(settledAfterMs) };
  }

  #record({ command }: KeptCommand, happening: Happening): void {
    const { store, outbox, happened } = this.#options;
    const now = new Date().toISOString();
    store.transaction(() => happened(outbox.record(command.id, happening, now), now));
  }

  #withTimeout(): AbortSignal {
    return AbortSignal.any([this.#hurry.signal, AbortSignal.timeout(this.#options.timeoutMs ?? usualTimeoutMs)]);
  }
}

function receiptHappening(receipt: Receipt): Happening {
  const { messages } = receipt;
  switch (receipt.outcome) {
    case "APPLIED":
      return { event: "APPLIED", reference: receipt.reference, messages };
    case "PENDING":
      return { event: "TAKEN_IN", reference: receipt.reference, messages, notBefore: later(settledAfterMs) };
    case "REJECTED":
      return { event: "REFUSED", messages };
  }
}

function later(ms: number): string {
  return new Date(Date.now() + ms).toISOString();
}
