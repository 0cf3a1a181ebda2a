/**
 * A client of an MQTT 5 broker that loses nothing: its session outlives it, and a message is acknowledged only when what it says
 * is durable. While events cannot be taken the acknowledgement waits, nothing more is read, and the broker keeps the rest.
 */
import { once } from "node:events";
import { connect, type IClientOptions, type IPublishPacket, type MqttClient } from "mqtt";
import type { EventIntake, ReceivedEvent } from "#schema/canonical/event-intake.ts";
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
import { readMessage } from "./message.ts";
import type { MqttSettings } from "./settings.ts";
import { encodeRebirth } from "./sparkplug/payload.ts";
import { MetricReader } from "./sparkplug/read-metrics.ts";

/** Messages that the broker may send ahead of their acknowledgements (MQTT 5, section 3.1.2.11.3). */
const receiveMaximum = 100;
/** Bytes; the same as over HTTP. */
const largestMessage = 5_242_880;
const secondsOfDay = 86_400;
const firstReconnectMs = 1_000;

export class MqttSource implements EventSource {
  readonly name: string;
  readonly #config: EventSourceConfig<MqttSettings>;
  /** Null for CloudEvents as JSON. */
  readonly #metrics: MetricReader | null;
  readonly #standing = new SourceStanding();

  constructor(config: EventSourceConfig<MqttSettings>) {
    this.name = config.name;
    this.#config = config;
    const { format, metrics = {} } = config.settings;
    this.#metrics = format === "sparkplug" ? new MetricReader(config.system, metrics) : null;
  }

  status(): EventSourceStatus {
    return this.#standing.status;
  }

  async run(intake: EventIntake, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    const client = connect(this.#config.settings.url, { ...this.#options(), manualConnect: true });
    let connection = new AbortController();
    client.on("connect", () => {
      connection = new AbortController();
      this.#subscribe(client);
    });
    // Before the library's own listener, which looks at the pause when it sets its timer.
    client.prependListener("close", () => {
      client.options.reconnectPeriod = this.#standing.nextPauseMs(firstReconnectMs);
      // What was not acknowledged on this connection comes again on the next.
      connection.abort();
      this.#away("the connection is closed");
    });
    client.on("error", (fault) => this.#away(fault.message));
    // The library sends PUBACK when `done` is called without an error, and then reads on.
    client.handleMessage = (packet, done) => {
      this.#take(packet, intake, client, AbortSignal.any([signal, connection.signal])).then(
        () => done(),
        (fault: unknown) => done(fault as Error),
      );
    };
    client.connect();
    await once(signal, "abort");
    // Where there is no session yet to leave in peace, nothing is waited for.
    await client.endAsync(!client.connected);
  }

  #options(): IClientOptions {
    const { settings } = this.#config;
    return {
      protocolVersion: 5,
      // The session is found again by it.
      clientId: `andon-${this.name}`,
      clean: false,
      properties: {
        sessionExpiryInterval: Math.round((settings.sessionDays ?? 7) * secondsOfDay),
        receiveMaximum,
        maximumPacketSize: largestMessage,
      },
      ...(settings.username === undefined ? {} : { username: settings.username }),
      ...(settings.password === undefined ? {} : { password: settings.password }),
      resubscribe: false,
      reconnectPeriod: firstReconnectMs,
      reconnectOnConnackError: true,
    };
  }

  #subscribe(client: MqttClient): void {
    client.subscribe([...this.#config.settings.topics], { qos: 1 }, (fault, granted = []) => {
      const refused = granted.filter(({ qos }) => qos >= 128).map(({ topic }) => topic);
      if (fault || refused.length > 0) {
        this.#away(fault?.message ?? `the broker refuses ${refused.join(", ")}; let ${this.name} subscribe there`);
        return;
      }
      this.#standing.arrived();
      this.#config.log("info", "events come in by MQTT", { intake: this.name });
    });
  }

  #away(detail: string): void {
    if (this.#standing.isGone(detail)) this.#config.log("warn", "the broker is away", { intake: this.name, detail });
  }

  /** Kept when the message is done with: taken, or reported. */
  async #take(packet: IPublishPacket, intake: EventIntake, client: MqttClient, signal: AbortSignal): Promise<void> {
    const { events, faults } = this.#read(packet, client);
    for (const fault of faults) await this.#refuse(packet, null, "UNREADABLE", fault, signal);
    if (events.length === 0) return;
    const outcomes = await deliver(intake, events, this.#config, signal);
    // On a connection that is gone nothing can be acknowledged: it comes again, and is known then.
    signal.throwIfAborted();
    for (const [index, outcome] of outcomes.entries()) {
      const plant = events[index]?.attributes.get("plantid") ?? null;
      if ("code" in outcome) await this.#refuse(packet, plant, outcome.code, outcome.message, signal);
      else this.#standing.took();
    }
  }

  /** What a message tells, and what of it cannot be read. */
  #read(packet: IPublishPacket, client: MqttClient): { readonly events: readonly ReceivedEvent[]; readonly faults: readonly string[] } {
    try {
      if (!this.#metrics) return { events: [readMessage(packet)], faults: [] };
      const { events, faults, rebirth } = this.#metrics.read(packet);
      if (rebirth !== null) {
        this.#config.log("warn", "messages of an edge node are missing; its birth is asked for", { intake: this.name, topic: rebirth });
        client.publish(rebirth, encodeRebirth(Date.now()));
      }
      return { events, faults };
    } catch (fault) {
      if (!(fault instanceof UnreadableDelivery)) throw fault;
      return { events: [], faults: [fault.message] };
    }
  }

  /** A message that is reported is acknowledged, so that it does not keep back those behind it. */
  async #refuse(packet: IPublishPacket, plant: string | null, code: string, message: string, signal: AbortSignal): Promise<void> {
    const { system } = this.#config;
    const raw = textOrBase64(Buffer.from(packet.payload));
    await reportRefused({ intake: this.name, system, plant, place: packet.topic, code, message, raw }, this.#config, signal);
    this.#standing.refused();
  }
}
