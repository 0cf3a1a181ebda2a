/** Sparkplug B messages as events: the metrics that the landscape declares tell of machines and confirmations. */
import { createHash } from "node:crypto";
import type { ReceivedEvent } from "#schema/canonical/event-intake.ts";
import { UnreadableDelivery } from "../../event-source.ts";
import { parseJson } from "../../protocols/cloud-events/json-event.ts";
import type { Message } from "../message.ts";
import type { SparkplugFact } from "../settings.ts";
import { EdgeNodes, type Origin } from "./edge-nodes.ts";
import { decodePayload, type Metric, type Payload } from "./payload.ts";

/** What a message comes to. */
interface Reading {
  readonly events: readonly ReceivedEvent[];
  /** What people must see, as sentences; the rest of the message is taken. */
  readonly faults: readonly string[];
  /** Topic of the node's commands when its birth has to be asked for. */
  readonly rebirth: string | null;
}

const nothing: Reading = { events: [], faults: [], rebirth: null };
const sparkplugTopic = /^spBv1\.0\/([^/]+)\/([ND](?:BIRTH|DATA|DEATH))\/([^/]+)(?:\/([^/]+))?$/;

export class MetricReader {
  readonly #nodes = new EdgeNodes();
  readonly #metrics: ReadonlyMap<string, SparkplugFact>;
  readonly #source: string;

  constructor(system: string, metrics: Readonly<Record<string, SparkplugFact>>) {
    this.#source = `/systems/${encodeURIComponent(system)}`;
    this.#metrics = new Map(Object.entries(metrics));
  }

  /** The group is the plant, the device (or the node, where there is none) the work centre. Throws UnreadableDelivery. */
  read({ topic, payload: bytes }: Message): Reading {
    const [, group = "", type = "", edge = "", device = null] = sparkplugTopic.exec(topic) ?? [];
    // Commands and states of hosts tell nothing of the shop floor.
    if (type === "") return nothing;
    const origin: Origin = { group, type, edge, device };
    if (type === "NDEATH") {
      this.#nodes.forget(origin);
      return nothing;
    }
    const payload = decodePayload(Buffer.from(bytes));
    const place = this.#nodes.note(origin, payload);
    const { events, faults } = this.#readMetrics(origin, payload);
    return { events, faults, rebirth: place === "GAP" ? `spBv1.0/${group}/NCMD/${edge}` : null };
  }

  #readMetrics(origin: Origin, payload: Payload): Pick<Reading, "events" | "faults"> {
    const events: ReceivedEvent[] = [];
    const faults: string[] = [];
    for (const metric of payload.metrics ?? []) {
      const name = this.#nodes.nameOf(origin, metric);
      if (name === null)
        faults.push(`The alias ${metric.alias} is not known before the node's birth, which has been asked for; send the value again`);
      const fact = this.#metrics.get(name ?? "");
      if (!fact || metric.isNull) continue;
      try {
        events.push(this.#toEvent(fact, origin, metric, metric.timestamp ?? payload.timestamp));
      } catch (fault) {
        if (!(fault instanceof UnreadableDelivery)) throw fault;
        faults.push(`${name}: ${fault.message}`);
      }
    }
    return { events, faults };
  }

  #toEvent(fact: SparkplugFact, { group, edge, device }: Origin, metric: Metric, timestamp: string | undefined): ReceivedEvent {
    const time = momentOf(timestamp);
    const workCenter = device ?? edge;
    const isState = fact === "machine-state";
    const data = isState ? { workCenter, state: stateOf(metric), since: time } : confirmationOf(metric);
    const raw = JSON.stringify(metric);
    // A birth repeats the last value at its own time: a confirmation is known by what it says, a state by its time too.
    const content = isState ? `${time} ${raw}` : (metric.stringValue ?? "");
    const attributes = new Map([
      ["specversion", "1.0"],
      [
        "id",
        createHash("sha256")
          .update(`${group}/${edge}/${device ?? ""} ${fact} ${content}`)
          .digest("hex")
          .slice(0, 40),
      ],
      ["source", this.#source],
      ["type", isState ? "andon.machine.state-changed.v1" : "andon.operation.confirmed.v2"],
      ["subject", isState ? workCenter : String((data as { readonly order?: unknown }).order ?? "")],
      ["plantid", group],
      ["time", time],
    ]);
    return { attributes, data, raw };
  }
}

function momentOf(timestamp: string | undefined): string {
  const at = new Date(Number(timestamp ?? Number.NaN));
  if (Number.isNaN(at.getTime())) throw new UnreadableDelivery("It has no timestamp; send Unix milliseconds");
  return at.toISOString();
}

function stateOf({ booleanValue, stringValue }: Metric): "UP" | "DOWN" {
  if (booleanValue !== undefined) return booleanValue ? "UP" : "DOWN";
  if (stringValue === "UP" || stringValue === "DOWN") return stringValue;
  throw new UnreadableDelivery("A machine's state is a Boolean (true while it runs) or one of the texts UP and DOWN; send that");
}

function confirmationOf({ stringValue }: Metric): object {
  if (stringValue === undefined)
    throw new UnreadableDelivery("A confirmation is a text; send the data of andon.operation.confirmed.v2 as JSON");
  const { value } = parseJson(stringValue, "The text", "data");
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new UnreadableDelivery("The text is not a JSON object; send one");
  return value;
}
