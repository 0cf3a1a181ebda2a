/** Starts the landscape's intakes: the ways in for events beside HTTP. */
import { setTimeout as delay } from "node:timers/promises";
import type { Logger } from "pino";
import { type EventSource, type EventSourceStatus, eventSources } from "#adapters";
import type { Sync } from "#sync";
import { intakeSettings, type Landscape } from "./landscape/landscape.ts";

export interface EventSources {
  status(): readonly IntakeStatus[];
  /** Takes no more events; fulfilled when those under way are durable, or left with their sender. */
  stop(): Promise<void>;
}

export interface IntakeStatus extends EventSourceStatus {
  readonly intake: string;
  readonly kind: string;
  /** The system whose events come this way. */
  readonly system: string;
}

/** What ended although nobody asked it to is started again. */
const restartMs = 5_000;

/** Brokers and servers that cannot be reached are tried until they can. */
export function startEventSources(landscape: Landscape, { process }: Sync, log: Logger): EventSources {
  const stopping = new AbortController();
  const started = (landscape.intakes ?? []).map((intake) => {
    const source = createSource(landscape, intake, process.reportDelivery, log);
    return { intake, source, over: keepRunning(source, process.intake, stopping.signal, log) };
  });
  return {
    status: () => started.map(({ intake: { name, kind, system }, source }) => ({ intake: name, kind, system, ...source.status() })),
    async stop() {
      stopping.abort();
      await Promise.all(started.map(({ over }) => over));
    },
  };
}

type Intake = NonNullable<Landscape["intakes"]>[number];

function createSource(landscape: Landscape, intake: Intake, report: Sync["process"]["reportDelivery"], log: Logger): EventSource {
  const { name, kind, system, plants = "ALL" } = intake;
  const manifest = eventSources[kind];
  if (!manifest) throw new Error(`the intake ${name} is of no kind; the landscape was not checked`);
  return manifest.create({
    name,
    system,
    // The landscape has been checked against the manifest's settingsSchema.
    settings: intakeSettings(intake) as never,
    sender: { subject: `intake ${name}`, scopes: [`event:${landscape.systems[system]?.role}`], plants },
    report,
    log: (level, message, details) => log[level]({ intake: name, ...details }, message),
  });
}

async function keepRunning(source: EventSource, intake: Sync["process"]["intake"], signal: AbortSignal, log: Logger): Promise<void> {
  while (!signal.aborted) {
    try {
      await source.run(intake, signal);
    } catch (fault) {
      if (signal.aborted) return;
      log.warn({ intake: source.name, err: fault }, "the intake broke off, and is started again");
    }
    await delay(restartMs, undefined, { signal }).catch(() => undefined);
  }
}
