/**
 * Events from files on an SFTP server. A file stays where it is until all it says is durable: whatever breaks before is mended by
 * reading it again, since events are known by source and id.
 */
import { setTimeout as delay } from "node:timers/promises";
import type { EventIntake } from "#schema/canonical/event-intake.ts";
import { deliver, type EventSource, type EventSourceConfig, type EventSourceStatus, UnreadableDelivery } from "../event-source.ts";
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
  #reachable = false;
  #detail = "not connected yet";
  #taken = 0;
  #refused = 0;

  constructor(config: EventSourceConfig<SftpSettings>) {
    this.name = config.name;
    this.#config = config;
  }

  status(): EventSourceStatus {
    return { reachable: this.#reachable, taken: this.#taken, refused: this.#refused, detail: this.#detail };
  }

  async run(intake: EventIntake, signal: AbortSignal): Promise<void> {
    const { settings, log } = this.#config;
    while (!signal.aborted) {
      try {
        await this.#look(intake, signal);
        this.#reachable = true;
        this.#detail = "";
      } catch (fault) {
        if (signal.aborted) return;
        if (this.#reachable) log("warn", "the file server is away", { intake: this.name, err: fault });
        this.#reachable = false;
        this.#detail = fault instanceof Error ? fault.message : String(fault);
      }
      await delay((settings.pollSeconds ?? usualPollSeconds) * 1_000, undefined, { signal }).catch(() => undefined);
    }
  }

  /** One connection for one look: an idle one would have to be watched. */
  async #look(intake: EventIntake, signal: AbortSignal): Promise<void> {
    const folder = new RemoteFolder(this.#config.settings);
    try {
      await folder.connect();
      for (const { name, size } of await folder.complete()) {
        signal.throwIfAborted();
        const faults = size > largestFile ? this.#refuseFile(name, "", tooLarge) : await this.#take(folder, name, intake, signal);
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
      return this.#refuseFile(name, bytes.toString("utf8"), fault.message);
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
        if (outcome && "code" in outcome) faults.push(this.#refuse(`${name}:${line}`, outcome.code, outcome.message, event.raw));
        else this.#taken += 1;
      }
    }
    return faults;
  }

  #refuseFile(name: string, raw: string, message: string): readonly string[] {
    return [this.#refuse(name, "UNREADABLE", message, raw)];
  }

  #refuse(place: string, code: string, message: string, raw: string): string {
    this.#refused += 1;
    this.#config.report({ intake: this.name, place, code, message, raw });
    return `${place}: ${code}: ${message}`;
  }
}

const tooLarge = `The file is larger than ${largestFile} bytes; write several`;
