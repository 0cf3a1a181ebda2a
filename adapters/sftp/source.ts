/**
 * Events from files on an SFTP server. A file stays where it is until all it says is durable: whatever breaks before is mended by
 * reading it again, since events are known by source and id.
 */
import { setTimeout as delay } from "node:timers/promises";
import type { EventIntake, RefusedDelivery } from "#schema/canonical/event-intake.ts";
import {
  deliver,
  type EventSource,
  type EventSourceConfig,
  type EventSourceStatus,
  reportRefused,
  textOrBase64,
  UnreadableDelivery,
} from "../event-source.ts";
import { SourceStanding } from "../source-standing.ts";
import type { EventOfLine } from "./csv.ts";
import { RemoteFolder } from "./folder.ts";
import { readFile } from "./read-file.ts";
import type { SftpSettings } from "./settings.ts";

/** Events handed on at once. */
const batch = 500;
/** Bytes of a file, which is read as a whole. */
const largestFile = 50 * 1_024 * 1_024;
const usualPollSeconds = 10;

export class SftpSource implements EventSource {
  readonly name: string;
  readonly #config: EventSourceConfig<SftpSettings>;
  readonly #standing = new SourceStanding();

  constructor(config: EventSourceConfig<SftpSettings>) {
    this.name = config.name;
    this.#config = config;
  }

  status(): EventSourceStatus {
    return this.#standing.status;
  }

  async run(intake: EventIntake, signal: AbortSignal): Promise<void> {
    const { settings, log } = this.#config;
    const pollMs = (settings.pollSeconds ?? usualPollSeconds) * 1_000;
    while (!signal.aborted) {
      let pauseMs = pollMs;
      try {
        await this.#look(intake, signal);
      } catch (fault) {
        if (signal.aborted) return;
        const detail = fault instanceof Error ? fault.message : String(fault);
        if (this.#standing.isGone(detail)) log("warn", "the file server is away", { intake: this.name, err: fault });
        pauseMs = this.#standing.nextPauseMs(pollMs);
      }
      await delay(pauseMs, undefined, { signal }).catch(() => undefined);
    }
  }

  /** One connection for one look: an idle one would have to be watched. */
  async #look(intake: EventIntake, signal: AbortSignal): Promise<void> {
    const folder = new RemoteFolder(this.#config.settings);
    try {
      await folder.connect();
      const files = await folder.complete();
      this.#standing.arrived();
      for (const { name, size } of files) {
        signal.throwIfAborted();
        const faults =
          size > largestFile ? await this.#refuseFile(name, "", tooLarge, signal) : await this.#take(folder, name, intake, signal);
        if (faults.length === 0) await folder.archive(name);
        else await folder.setAside(name, faults.join("\n"));
      }
    } finally {
      await folder.close().catch(() => undefined);
    }
  }

  /** What is wrong with a file and its lines; all else of it is durable. */
  async #take(folder: RemoteFolder, name: string, intake: EventIntake, signal: AbortSignal): Promise<readonly string[]> {
    const { settings, system } = this.#config;
    const bytes = await folder.read(name);
    let events: readonly EventOfLine[];
    try {
      events = readFile(name, bytes, settings.csv, `/systems/${encodeURIComponent(system)}`);
    } catch (fault) {
      if (!(fault instanceof UnreadableDelivery)) throw fault;
      return this.#refuseFile(name, textOrBase64(bytes), fault.message, signal);
    }
    const faults: string[] = [];
    for (let at = 0; at < events.length; at += batch) {
      const part = events.slice(at, at + batch);
      const outcomes = await deliver(
        intake,
        part.map(({ event }) => event),
        this.#config,
        signal,
      );
      for (const [index, { line, event }] of part.entries()) {
        const outcome = outcomes[index];
        const refused = { plant: event.attributes.get("plantid") ?? null, place: `${name}:${line}`, raw: event.raw };
        if (outcome && "code" in outcome) faults.push(await this.#refuse({ ...refused, ...outcome }, signal));
        else this.#standing.took();
      }
    }
    return faults;
  }

  async #refuseFile(name: string, raw: string, message: string, signal: AbortSignal): Promise<readonly string[]> {
    return [await this.#refuse({ plant: null, place: name, code: "UNREADABLE", message, raw }, signal)];
  }

  /** Gives what the file's reason says of it. */
  async #refuse({ plant, place, code, message, raw }: Omit<RefusedDelivery, "intake" | "system">, signal: AbortSignal): Promise<string> {
    const { system } = this.#config;
    await reportRefused({ intake: this.name, system, plant, place, code, message, raw }, this.#config, signal);
    this.#standing.refused();
    return `${place}: ${code}: ${message}`;
  }
}

const tooLarge = `The file is larger than ${largestFile} bytes; write several`;
