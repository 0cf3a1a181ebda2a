/** Brings the commands of one system to it: lanes side by side, each in its order, within what the system can take. */
import { setTimeout as delay } from "node:timers/promises";
import { type BatchOutcome, type CommandTarget, SourceUnavailable } from "#adapters/port";
import type { ErpMessage, Receipt } from "#schema/canonical/command.ts";
import type { Tracing } from "#schema/canonical/tracing.ts";
import type { ProcessStore } from "../process/process-store.ts";
import { attempt, attemptTogether } from "./attempt-span.ts";
import { Circuit, type CircuitState } from "./circuit.ts";
import { type MaintenanceWindow, maintenanceUntil } from "./maintenance.ts";
import { type Happening, ImpossibleTransition, type KeptCommand, type Outbox } from "./outbox.ts";
import { mostFailures, pauseAfter } from "./retry-schedule.ts";

/** What a system can take. */
export interface DeliverySettings {
  /** Calls under way at the same time; 8 where nothing is said. What goes together is one call. */
  readonly concurrency?: number;
  /** Calls begun in a second; without bound where nothing is said. */
  readonly perSecond?: number;
  /** What goes together: at most so many commands, or fewer where the adapter takes fewer; of a micro-batch, what so many seconds bring. */
  readonly batch?: { readonly limit?: number; readonly windowSeconds?: number };
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
  /** How long a call for one command may take. */
  readonly timeoutMs?: number;
  /** Null, as by default, where nothing is traced. */
  readonly tracing?: Tracing | null;
}

export interface DeliveryStatus {
  readonly system: string;
  readonly circuit: CircuitState;
  /** When the maintenance window ends that is open now (RFC 3339, UTC); null when none is. */
  readonly maintenanceUntil: string | null;
  /** Commands. */
  readonly underWay: number;
  /** Why the system could not be reached last; null when it answered. */
  readonly error: string | null;
}

const usualConcurrency = 8;
const usualTimeoutMs = 30_000;
/** A call for many has more to do. */
const timesAsLongTogether = 4;
/** What is under way when the process is asked to stop may still be answered. */
const stopWithinMs = 5_000;
/** A call whose answer did not come may still be at work there: its trace is looked for after this time. */
const settledAfterMs = 1_000;
/** What a system has taken in is asked about soon, and then less and less often. */
const firstAskedAfterMs = 100;
const askedAtLeastEveryMs = 1_000;
/** A store that is full or away is tried again after that. */
const recordedAgainAfterMs = 1_000;
/** Something may be due that nobody told of, such as what another process submitted. */
const longestSleepMs = 1_000;

export class Dispatcher {
  readonly #options: DispatcherOptions;
  readonly #circuit = new Circuit();
  /** Commands by their ids, each with the call that it is in. */
  readonly #underWay = new Map<string, Promise<void>>();
  #calls = 0;
  /** Neither what goes together nor what goes alone keeps the other from a system that takes one call at a time. */
  #wentTogetherLast = false;
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
    const stopListening = this.#options.store.onStirred(`COMMANDS OF ${this.#options.target.system}`, () => this.#wake());
    signal.addEventListener("abort", () => this.#wake(), { once: true });
    while (!signal.aborted) {
      const woken = new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      this.#begin();
      if (!signal.aborted) await this.#rest(woken);
    }
    stopListening();
    const patience = setTimeout(() => this.#hurry.abort(), stopWithinMs);
    await Promise.all(this.#underWay.values());
    clearTimeout(patience);
  }

  /** Begins as much as may be begun now. */
  #begin(): void {
    const { outbox, settings, target } = this.#options;
    const now = Date.now();
    const moment = new Date(now).toISOString();
    const free = this.#allowance(now);
    if (free <= 0) return;
    const unsettled = outbox
      .unsettled(target.system, moment, free + this.#underWay.size)
      .filter(({ command }) => !this.#underWay.has(command.id))
      .slice(0, free);
    for (const kept of unsettled) this.#start([kept], () => this.#settle(kept));
    const begun = unsettled.length + this.#claim(moment, free - unsettled.length);
    if (settings.perSecond !== undefined && begun > 0) {
      this.#nextBeginAt = Math.max(now, this.#nextBeginAt) + (begun * 1_000) / settings.perSecond;
    }
  }

  /** Begins calls for unsent commands, at most `free`; gives how many. */
  #claim(moment: string, free: number): number {
    const { outbox, owner, target } = this.#options;
    let begun = 0;
    const goTogether = (): void => {
      const together = begun < free && target.batch ? outbox.claimTogether(target.system, owner, moment, this.#batchLimit) : [];
      if (together.length === 0) return;
      begun += 1;
      this.#wentTogetherLast = true;
      for (const kept of together) this.#options.happened(kept, moment);
      this.#start(together, () => this.#postTogether(together));
    };
    const goesFirst = !this.#wentTogetherLast;
    this.#wentTogetherLast = false;
    if (goesFirst) goTogether();
    const alone = begun < free ? outbox.claim(target.system, owner, moment, free - begun, target.batch ? "ALONE" : "ALL") : [];
    begun += alone.length;
    for (const kept of alone) {
      this.#options.happened(kept, moment);
      this.#start([kept], () => this.#post(kept));
    }
    if (!goesFirst) goTogether();
    return begun;
  }

  get #batchLimit(): number {
    const { settings, target } = this.#options;
    return Math.min(settings.batch?.limit ?? Number.POSITIVE_INFINITY, target.batch?.limit ?? 1);
  }

  #allowance(now: number): number {
    const { concurrency = usualConcurrency, perSecond, maintenance = [] } = this.#options.settings;
    if (maintenanceUntil(maintenance, now) !== null) return 0;
    if (perSecond !== undefined && now < this.#nextBeginAt) return 0;
    const room = Math.min(concurrency - this.#calls, perSecond === undefined ? concurrency : Math.max(1, Math.floor(perSecond)));
    return this.#circuit.allowance(now, room);
  }

  #start(commands: readonly KeptCommand[], work: () => Promise<void>): void {
    this.#circuit.begin(Date.now());
    this.#calls += 1;
    const done = work().finally(() => {
      this.#calls -= 1;
      for (const { command } of commands) this.#underWay.delete(command.id);
      this.#wake();
    });
    for (const { command } of commands) this.#underWay.set(command.id, done);
  }

  /** Until something may be begun. */
  #rest(woken: Promise<void>): Promise<void> {
    const now = Date.now();
    const due = this.#options.outbox.nextDue(this.#options.target.system);
    const times = [now + longestSleepMs];
    if (this.#allowance(now) > 0 && due !== null) times.push(Date.parse(due));
    if (this.#nextBeginAt > now) times.push(this.#nextBeginAt);
    if (this.#circuit.state(now) === "OPEN") times.push(this.#circuit.openUntil);
    const pause = Math.max(1, Math.min(...times) - now);
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, pause);
      // What else happens in this turn of the event loop is looked at together.
      void woken.then(() => setImmediate(resolve)).then(() => clearTimeout(timer));
    });
  }

  async #post(kept: KeptCommand): Promise<void> {
    const { target, tracing = null } = this.#options;
    const signal = this.#withTimeout();
    const outcome = await this.#whenDurable(() => attempt(tracing, kept, "post", () => target.execute(kept.command, signal)));
    const happening = this.#happeningOf(kept, outcome);
    this.#judge([outcome]);
    await this.#record([{ kept, happening }]);
  }

  async #postTogether(commands: readonly KeptCommand[]): Promise<void> {
    const { tracing = null } = this.#options;
    const { batch } = this.#options.target;
    if (!batch) throw new Error(`${this.#options.target.system} takes no batch`);
    const signal = this.#withTimeout(timesAsLongTogether);
    const execute = (): Promise<readonly BatchOutcome[]> =>
      batch.execute(
        commands.map(({ command }) => command),
        signal,
      );
    const given = await this.#whenDurable(() => attemptTogether(tracing, commands, execute));
    const outcomes = commands.map((_, index) =>
      given instanceof Error ? given : (given[index] ?? new Error("the batch tells nothing of it")),
    );
    this.#judge(outcomes);
    await this.#record(
      commands.map((kept, index) => ({ kept, happening: this.#happeningOf(kept, outcomes[index] as BatchOutcome | Error) })),
    );
  }

  /** Nothing is sent of which a process that comes after this one would not know that it may have been. */
  async #whenDurable<T>(send: () => Promise<T>): Promise<T | Error> {
    try {
      await this.#options.store.durable();
    } catch (fault) {
      return new SourceUnavailable("nothing is sent while the store cannot keep that it is", { cause: fault });
    }
    return send().catch(asFault);
  }

  async #settle(kept: KeptCommand): Promise<void> {
    const { outbox, target, tracing = null } = this.#options;
    try {
      const settlement = await attempt(tracing, kept, "settle", () => target.settle(kept.command, this.#withTimeout()));
      this.#answered();
      switch (settlement.outcome) {
        case "APPLIED":
          return this.#record([{ kept, happening: { event: "APPLIED" } }]);
        case "REJECTED":
          return this.#record([{ kept, happening: { event: "REFUSED", messages: [settledMessage(settlement.reason)] } }]);
        case "ABSENT":
          return this.#record([{ kept, happening: { event: "ABSENT", notBefore: new Date().toISOString() } }]);
        case "PENDING":
          if (kept.state === "IN_DOUBT") return this.#record([{ kept, happening: { event: "TAKEN_IN", notBefore: askedAgain(kept) } }]);
          outbox.postpone(kept.command.id, askedAgain(kept));
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

  /** One call says one thing of its system: it answers when it answered anything. */
  #judge(outcomes: readonly (BatchOutcome | Error)[]): void {
    const faults = outcomes.filter((outcome) => outcome instanceof Error);
    const patience = (fault: Error): number => (fault instanceof SourceUnavailable ? (fault.retryAfterMs ?? 0) : 0);
    if (faults.length < outcomes.length) this.#answered();
    else this.#failed(faults.reduce((longest, fault) => (patience(fault) > patience(longest) ? fault : longest)));
  }

  #happeningOf(kept: KeptCommand, outcome: BatchOutcome | Error): Happening {
    if (!(outcome instanceof Error)) return receiptHappening(outcome);
    if (outcome instanceof SourceUnavailable) return this.#unavailable(kept, outcome);
    const messages: readonly ErpMessage[] = [{ severity: "WARNING", code: "ANDON_IN_DOUBT", text: outcome.message }];
    return { event: "DOUBTED", messages, notBefore: later(settledAfterMs) };
  }

  /** A system that answers others, and this one not, has no use for it: it is not tried for ever. */
  #unavailable(kept: KeptCommand, fault: SourceUnavailable): Happening {
    const isItsOwnFault = this.#circuit.hasAnsweredSince(Date.parse(kept.submittedAt));
    const messages: readonly ErpMessage[] = [{ severity: "ERROR", code: "ANDON_UNAVAILABLE", text: fault.message }];
    if (isItsOwnFault && kept.failures + 1 >= mostFailures) return { event: "EXHAUSTED", messages };
    const pause = fault.retryAfterMs ?? pauseAfter(kept.attempts);
    return { event: "UNAVAILABLE", messages, notBefore: later(pause), isItsOwnFault };
  }

  /** All of it or nothing: what a process that ends here leaves is found in doubt, and asked about. */
  async #record(happenings: readonly { readonly kept: KeptCommand; readonly happening: Happening }[]): Promise<void> {
    const { store, outbox, happened } = this.#options;
    for (;;) {
      const now = new Date().toISOString();
      try {
        // That it was on its way is kept for good: what became of it is asked for again when it is lost.
        return store.repeatable(() => {
          for (const { kept, happening } of happenings) happened(outbox.record(kept.command.id, happening, now), now);
        });
      } catch (fault) {
        this.#error = asFault(fault).message;
        if (this.#hurry.signal.aborted || fault instanceof ImpossibleTransition) return;
        await delay(recordedAgainAfterMs, undefined, { signal: this.#hurry.signal }).catch(() => undefined);
      }
    }
  }

  #withTimeout(times = 1): AbortSignal {
    return AbortSignal.any([this.#hurry.signal, AbortSignal.timeout((this.#options.timeoutMs ?? usualTimeoutMs) * times)]);
  }
}

function receiptHappening(receipt: Receipt): Happening {
  const { messages } = receipt;
  switch (receipt.outcome) {
    case "APPLIED":
      return { event: "APPLIED", reference: receipt.reference, messages };
    case "PENDING":
      return { event: "TAKEN_IN", reference: receipt.reference, messages, notBefore: later(firstAskedAfterMs) };
    case "REJECTED":
      return { event: "REFUSED", messages };
  }
}

const asFault = (fault: unknown): Error => (fault instanceof Error ? fault : new Error(String(fault)));

const settledMessage = (text: string): ErpMessage => ({ severity: "ERROR", code: "ANDON_SETTLED", text });

function askedAgain({ postedAt }: KeptCommand): string {
  const waitedMs = Date.now() - Date.parse(postedAt ?? "");
  return later(Math.max(firstAskedAfterMs, Math.min(askedAtLeastEveryMs, waitedMs || 0)));
}

function later(ms: number): string {
  return new Date(Date.now() + ms).toISOString();
}
