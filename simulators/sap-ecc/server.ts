/** The HTTP server: function modules by SOAP at any path below `/sap/bc/srt/rfc/`, the IDoc port, and the control back door. */
import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { answerControl, type Control } from "../control.ts";
import { AbapException, type Session, type System } from "./bapis/bapi.ts";
import { bapis } from "./bapis/catalog.ts";
import type { Faults } from "./fault-switches.ts";
import { readIdocs } from "./idoc-reader.ts";
import type { Idoc } from "./idoc-writer.ts";
import { readCall, writeFault, writeReply } from "./rfc-envelope.ts";

interface ServerParts {
  readonly system: System;
  readonly faults: Faults;
  readonly control: Control;
  readonly user: string;
  readonly password: string;
  /** Posts an IDoc that came in; runs after the sender has its answer. */
  post(idoc: Idoc): void;
}

/** Path of the service definition; calls may go to any path below it. */
export const soapPath = "/sap/bc/srt/rfc/sap/andon/100/andon/andon";
export const idocPath = "/sap/bc/idoc_xml";

/** Listens on a free port of 127.0.0.1. */
export async function startServer(parts: ServerParts): Promise<{ url: string; close(): Promise<void> }> {
  const sessions = new Map<string, Session>();
  const server = createServer((request, response) => {
    answer(parts, sessions, request, response).catch((error: unknown) => {
      const status = error instanceof RangeError || error instanceof SyntaxError ? 400 : 500;
      if (response.headersSent) response.destroy();
      else response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify({ error: String(error) }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(
  parts: ServerParts,
  sessions: Map<string, Session>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (await answerControl(parts.control, request, response)) return;
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks).toString("utf8");
  if (parts.faults.delayMs > 0) await delay(parts.faults.delayMs);

  const path = request.url?.split("?")[0] ?? "/";
  if (parts.faults.isDown) {
    response.writeHead(503, { "content-type": "text/html" }).end("<html><body>Service Unavailable</body></html>");
  } else if (request.headers.authorization !== `Basic ${Buffer.from(`${parts.user}:${parts.password}`).toString("base64")}`) {
    response.writeHead(401, { "www-authenticate": 'Basic realm="SAP NetWeaver Application Server [ECC/100]"' }).end("Logon failed");
  } else if (request.method === "POST" && path === idocPath) {
    answerIdoc(parts, response, body);
  } else if (request.method === "POST" && path.startsWith("/sap/bc/srt/rfc/")) {
    answerCall(parts, findSession(sessions, request, response), response, body);
  } else {
    response.writeHead(404, { "content-type": "text/html" }).end("<html><body>Service not found</body></html>");
  }
}

/** 200 means only that the IDocs are stored; their outcome comes as ALEAUD. */
function answerIdoc({ faults, post }: ServerParts, response: ServerResponse, body: string): void {
  const idocs = readIdocs(body);
  setImmediate(() => {
    for (const idoc of idocs) post(idoc);
  });
  if (faults.takeLostResponse("IDOC")) response.socket?.destroy();
  else response.writeHead(200, { "content-type": "text/plain" }).end("");
}

function findSession(sessions: Map<string, Session>, request: IncomingMessage, response: ServerResponse): Session {
  const sent = /(?:^|;\s*)SAP_SESSIONID=([^;]+)/.exec(request.headers.cookie ?? "")?.[1];
  const known = sent === undefined ? undefined : sessions.get(sent);
  if (known) return known;
  const id = randomUUID();
  const session: Session = { movements: [], updates: [] };
  sessions.set(id, session);
  // Old sessions end without a commit, so what they have called is lost.
  if (sessions.size > 1000) sessions.delete(sessions.keys().next().value ?? "");
  response.setHeader("set-cookie", `SAP_SESSIONID=${id}; path=/; HttpOnly`);
  return session;
}

function answerCall({ system, faults }: ServerParts, session: Session, response: ServerResponse, body: string): void {
  const send = (status: number, xml: string): void => {
    response.writeHead(status, { "content-type": "text/xml; charset=utf-8" }).end(xml);
  };
  const { name, parameters } = readCall(body);
  const bapi = bapis[name];
  if (!bapi) {
    send(500, writeFault(`Function module ${name} is not part of this service`, "FU_NOT_FOUND"));
    return;
  }
  try {
    const reply = bapi(parameters, system, session);
    if (faults.takeLostResponse(name)) response.socket?.destroy();
    else send(200, writeReply(name, reply));
  } catch (error) {
    if (!(error instanceof AbapException)) throw error;
    send(500, writeFault(error.message, error.exception));
  }
}
