/**
 * The back door of a simulator, for people and tests: `POST /life {"event"?}` lets one thing happen,
 * `POST /fault {"name", ...}` switches a fault on or (with `"off": true`) off, `GET /received` tells the newest requests to an ERP that is
 * reached over HTTP. It is not part of any ERP's interface.
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import { type Life, type LifeEvent, lifeEvents } from "./life.ts";
import type { Received } from "./received.ts";

export interface Fault {
  readonly name: string;
  readonly off?: boolean;
  readonly [option: string]: unknown;
}

export interface Control {
  readonly life: Life;
  fault(fault: Fault): void | Promise<void>;
  readonly received?: Received;
}

/** Answers control requests; notes any other, which is for somebody else, and gives false. */
export async function answerControl(control: Control, request: IncomingMessage, response: ServerResponse): Promise<boolean> {
  const path = request.url?.split("?")[0];
  if (request.method === "GET" && path === "/received" && control.received) {
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(control.received.requests));
    return true;
  }
  if (request.method !== "POST" || (path !== "/life" && path !== "/fault")) {
    control.received?.note(request);
    return false;
  }
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString("utf8");
  const body = (text === "" ? {} : JSON.parse(text)) as { event?: LifeEvent } & Fault;
  const reply = (status: number, value: unknown): void => {
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value));
  };
  if (path === "/fault") {
    await control.fault(body);
    reply(200, { ok: true });
  } else if (body.event !== undefined && !lifeEvents.includes(body.event)) {
    reply(400, { error: `event is "${body.event}"; give one of ${lifeEvents.join(", ")}` });
  } else {
    reply(200, await control.life.step(body.event));
  }
  return true;
}
