/** Sends a system's CloudEvents until they are accepted, in the order in which they came up; what is not accepted yet is kept. */
import { randomBytes } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import type { Told } from "./role.ts";

/** Where a system sends to, as whoever installs it says. */
export interface Connection {
  readonly eventsUrl: string;
  readonly graphqlUrl: string;
  readonly token: string;
}

export interface SentEvent {
  readonly id: string;
  readonly type: string;
  readonly subject: string;
  isAccepted: boolean;
  /** What it was answered when it was refused for good. */
  refusal: string | null;
}

interface Message {
  readonly event: SentEvent;
  readonly attributes: Attributes;
  readonly data: unknown;
}

type Mode = "binary" | "structured" | "batch";
type Attributes = Readonly<Record<string, string>>;

const retryMs = 500;

export class Sender {
  readonly #role: string;
  readonly #mode: Mode;
  readonly #waiting: Message[] = [];
  /** Every event by its number, in case that it is asked for again. */
  readonly #told: Message[] = [];
  readonly sent: SentEvent[] = [];
  #connection: Connection | null = null;
  #isSending = false;
  #isOver = false;

  constructor(role: string, mode: Mode) {
    this.#role = role;
    this.#mode = mode;
  }

  get connection(): Connection | null {
    return this.#connection;
  }

  connect(connection: Connection): void {
    this.#connection = connection;
    void this.#send();
  }

  /** Numbers the events and sends them; gives their ids. */
  tell(events: readonly Told[]): readonly string[] {
    for (const { type, version = 1, plant, subject, data } of events) {
      const sequence = String(this.sent.length + 1);
      const id = `${this.#role}-${sequence}`;
      const traceparent = `00-${randomBytes(16).toString("hex")}-${randomBytes(8).toString("hex")}-01`;
      const time = new Date().toISOString();
      const attributes = {
        specversion: "1.0",
        id,
        source: `/systems/${this.#role}`,
        type: `${type}.v${version}`,
        subject,
        plantid: plant,
        time,
        sequence,
        traceparent,
      };
      const event = { id, type, subject, isAccepted: false, refusal: null };
      this.sent.push(event);
      const message = { event, attributes, data };
      this.#told.push(message);
      this.#waiting.push(message);
    }
    void this.#send();
    return events.map((_, index) => this.sent[this.sent.length - events.length + index]?.id ?? "");
  }

  /** Sends events again, by their numbers. */
  tellAgain(first: number, last: number): void {
    this.#waiting.push(...this.#told.slice(Math.max(0, first - 1), last));
    void this.#send();
  }

  stop(): void {
    this.#isOver = true;
  }

  async #send(): Promise<void> {
    if (this.#isSending) return;
    this.#isSending = true;
    for (let next = this.#waiting[0]; next && this.#connection && !this.#isOver; next = this.#waiting[0]) {
      const answer = await post(this.#connection, this.#mode, next.attributes, next.data);
      if (answer.isPassing) {
        await delay(answer.retryMs);
        continue;
      }
      this.#waiting.shift();
      next.event.isAccepted = answer.refusal === null;
      next.event.refusal = answer.refusal;
    }
    this.#isSending = false;
  }
}

interface Answer {
  readonly isPassing: boolean;
  readonly retryMs: number;
  readonly refusal: string | null;
}

async function post({ eventsUrl, token }: Connection, mode: Mode, attributes: Attributes, data: unknown): Promise<Answer> {
  const authorization = `Bearer ${token}`;
  const { headers, body } = written(mode, attributes, data);
  try {
    const response = await fetch(eventsUrl, { method: "POST", headers: { ...headers, authorization }, body });
    const text = await response.text();
    const isPassing = response.status === 503 || response.status === 429;
    return {
      isPassing,
      retryMs: Number(response.headers.get("retry-after") ?? 0.5) * 1_000,
      refusal: response.status === 202 ? null : `${response.status} ${text}`,
    };
  } catch {
    return { isPassing: true, retryMs, refusal: null };
  }
}

/** The three content modes of CloudEvents over HTTP. */
function written(mode: Mode, attributes: Attributes, data: unknown): { readonly headers: Record<string, string>; readonly body: string } {
  const whole = { ...attributes, datacontenttype: "application/json", data };
  switch (mode) {
    case "structured":
      return { headers: { "content-type": "application/cloudevents+json" }, body: JSON.stringify(whole) };
    case "batch":
      return { headers: { "content-type": "application/cloudevents-batch+json" }, body: JSON.stringify([whole]) };
    case "binary": {
      const named = Object.entries(attributes).map(([name, value]) => [`ce-${name}`, encodeURI(value)]);
      return { headers: { ...Object.fromEntries(named), "content-type": "application/json" }, body: JSON.stringify(data) };
    }
  }
}
