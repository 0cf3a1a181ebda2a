/** One of the systems, as it is reached over HTTP: webhooks in, events out, and a back door for people and tests. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { Received as ReceivedRequests } from "../received.ts";
import { Faults } from "./faults.ts";
import { type Ask, type Received, Refusal, type Role } from "./role.ts";
import { type Connection, Sender } from "./sender.ts";
import { verifySignature } from "./signature.ts";

export class System {
  readonly #role: Role;
  readonly #secret: string;
  readonly #faults = new Faults();
  readonly #requests = new ReceivedRequests();
  readonly #sender: Sender;
  /** What was done, by the ids of the webhooks. */
  readonly #done = new Map<string, string>();

  constructor(name: string, role: Role, secret: string) {
    this.#role = role;
    this.#secret = secret;
    this.#sender = new Sender(name, role.contentMode);
  }

  stop(): void {
    this.#sender.stop();
  }

  /** Answers a request below the system's own path. */
  async answer(path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readAll(request);
    const route = `${request.method} ${path.replace(/^\/webhooks\/.+/, "/webhooks/:id")}`;
    switch (route) {
      case "GET /received":
        return reply(response, 200, this.#requests.requests);
      case "POST /webhooks":
        this.#requests.note(request);
        return this.#receive(request, response, body);
      case "GET /webhooks/:id":
        return this.#find(decodeURIComponent(path.slice("/webhooks/".length)), response);
      case "GET /webhooks":
        return reply(response, 200, {});
      case "GET /records":
        return reply(response, 200, this.#role.records);
      case "GET /sent":
        return reply(response, 200, this.#sender.sent);
      case "POST /faults":
        this.#faults.set(JSON.parse(body));
        return reply(response, 200, {});
      case "POST /connect":
        this.#sender.connect(JSON.parse(body) as Connection);
        return reply(response, 200, {});
      case "POST /events":
        return reply(response, 200, { ids: await this.#act(JSON.parse(body)) });
      default:
        return reply(response, 404, { message: `there is nothing at ${request.method} ${path}` });
    }
  }

  async #receive(request: IncomingMessage, response: ServerResponse, body: string): Promise<void> {
    const fault = this.#faults.take((JSON.parse(body) as { subject?: string }).subject ?? "");
    if (fault?.kind === "down") return void request.socket.destroy();
    if (fault?.kind === "slow") await delay(fault.delayMs);
    if (fault?.kind === "maintenance") {
      response.writeHead(503, { "retry-after": "1" }).end();
      return;
    }
    const id = verifySignature(request.headers, body, this.#secret);
    if (this.#done.has(id)) return reply(response, 409, { reference: this.#done.get(id) });
    if (fault?.kind === "refuse") return reply(response, 422, { code: "REFUSED", message: "somebody has said no" });
    const {
      type,
      plantid: plant,
      subject,
      data,
    } = JSON.parse(body) as { type: string; plantid: string; subject: string; data: Received["data"] };
    const reference = this.#reactTo({ type: type.replace(/\.v\d+$/, ""), plant, subject, data });
    this.#done.set(id, reference);
    if (fault?.kind === "drop-acknowledgement") request.socket.destroy();
    else reply(response, 200, { reference });
  }

  /** Events that have not arrived are sent again by any system; the rest is its role's. */
  #reactTo(received: Received): string {
    if (received.type !== "andon.redelivery.requested") return this.#role.receive(received);
    const { first, last } = received.data;
    this.#sender.tellAgain(Number(first), Number(last));
    return `events ${first} to ${last}`;
  }

  #find(id: string, response: ServerResponse): void {
    const reference = this.#done.get(id);
    reply(response, reference === undefined ? 404 : 200, reference === undefined ? { message: "it is not here" } : { reference });
  }

  async #act({ action, ...parameters }: { readonly action?: unknown; readonly [name: string]: unknown }): Promise<readonly string[]> {
    const act = this.#role.actions[String(action)];
    if (!act) throw new RangeError(`action is ${JSON.stringify(action)}; give one of ${Object.keys(this.#role.actions).join(", ")}`);
    return this.#sender.tell(await act(parameters, this.#ask));
  }

  readonly #ask: Ask = async <T>(query: string, variables: Readonly<Record<string, unknown>>) => {
    const { connection } = this.#sender;
    if (!connection) throw new RangeError("it is connected to nothing yet");
    const headers = { "content-type": "application/json", authorization: `Bearer ${connection.token}` };
    const response = await fetch(connection.graphqlUrl, { method: "POST", headers, body: JSON.stringify({ query, variables }) });
    const { data, errors } = (await response.json()) as { readonly data: T; readonly errors?: readonly { readonly message: string }[] };
    if (errors) throw new RangeError(errors.map(({ message }) => message).join("; "));
    return data;
  };
}

/** What is told of a fault of a request. */
export function refuse(fault: unknown, response: ServerResponse): void {
  if (response.headersSent) return void response.destroy();
  const message = fault instanceof Error ? fault.message : String(fault);
  if (fault instanceof Refusal) reply(response, 422, { code: fault.code, message });
  else reply(response, 400, { code: "BAD_REQUEST", message });
}

function reply(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

async function readAll(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}
