/** The HTTP server of the simulator: tokens, OData services, event subscriptions and the control back door on one port. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { answerControl, type Control } from "../control.ts";
import type { Access } from "./access.ts";
import { answerBatch, BatchBroken, isReadOnly } from "./batch-endpoint.ts";
import type { Faults } from "./faults.ts";
import type { Notifications } from "./notifications.ts";
import { errorBody, ODataError } from "./odata/odata-error.ts";
import { answerRead, answerWrite, type ODataReply, type ODataRequest } from "./odata-endpoint.ts";
import type { Service } from "./service.ts";

interface ServerParts {
  readonly services: readonly Service[];
  readonly access: Access;
  readonly faults: Faults;
  readonly notifications: Notifications;
  readonly control: Control;
}

/** Listens on a free port of 127.0.0.1. */
export async function startServer(parts: ServerParts): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    answer(parts, request, response).catch((error: unknown) => {
      if (response.headersSent) response.destroy();
      else
        sendJson(response, error instanceof ODataError ? error.status : 400, {
          error: error instanceof Error ? error.message : String(error),
        });
    });
  });
  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, close: () => closeServer(server) };
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

async function answer(parts: ServerParts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (await answerControl(parts.control, request, response)) return;
  const url = new URL(request.url ?? "/", `http://${request.headers.host ?? "127.0.0.1"}`);
  const body = await readBody(request);
  if (parts.faults.delayMs > 0) await delay(parts.faults.delayMs);
  if (parts.faults.isDown) {
    response.writeHead(503, { "content-type": "text/html" }).end("<html><body>Service Unavailable</body></html>");
  } else if (url.pathname === "/oauth2/token" && request.method === "POST") {
    parts.access.grant(request, response, body);
  } else if (url.pathname.startsWith("/events/subscriptions")) {
    await answerSubscription(parts.notifications, request, response, url, body);
  } else {
    answerOData(parts, request, response, url, body);
  }
}

async function answerSubscription(
  notifications: Notifications,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  body: string,
): Promise<void> {
  const id = url.pathname.slice("/events/subscriptions/".length);
  if (request.method === "POST" && id === "") sendJson(response, 201, { id: await notifications.subscribe(JSON.parse(body)) });
  else if (request.method === "DELETE" && notifications.unsubscribe(id)) response.writeHead(204).end();
  else sendJson(response, 404, { error: "POST /events/subscriptions or DELETE /events/subscriptions/<id>" });
}

function answerOData(
  { services, access, faults }: ServerParts,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  body: string,
): void {
  const service = services.find(({ root }) => url.pathname.startsWith(root) || `${url.pathname}/` === root);
  if (!access.isAuthorized(request)) {
    response
      .writeHead(401, { "www-authenticate": 'Bearer realm="S4H"', "content-type": "text/html" })
      .end("<html><body>Anmeldung fehlgeschlagen / Logon failed</body></html>");
    return;
  }
  const retryAfter = faults.takeThrottle();
  if (retryAfter !== undefined) {
    response.writeHead(429, { "retry-after": String(retryAfter), "content-type": "text/plain" }).end("Too Many Requests");
    return;
  }
  if (!service) {
    sendJson(response, 403, errorBody(2, "", new ODataError(403, "/IWFND/MED/170", `No service found for ${url.pathname}`)));
    return;
  }
  access.offerCsrfToken(request, response);
  const method = request.method === "POST" ? (header(request, "x-http-method")?.toUpperCase() ?? "POST") : (request.method ?? "GET");
  if (!isReading({ method }) && !access.hasCsrfToken(request)) {
    response.writeHead(403, { "x-csrf-token": "Required", "content-type": "text/plain" }).end("CSRF token validation failed");
    return;
  }
  const path = url.pathname.slice(service.root.length);
  const odata: ODataRequest = {
    method,
    origin: url.origin,
    path,
    options: url.searchParams,
    header: (name) => header(request, name),
    body,
  };
  try {
    const { reply, isWrite } = replyOf(service, odata, faults);
    if (isWrite && faults.takeLostResponse()) response.socket?.destroy();
    else send(response, service.version, reply);
  } catch (error) {
    if (error instanceof BatchBroken) response.socket?.destroy();
    else if (!(error instanceof ODataError)) throw error;
    else send(response, service.version, { status: error.status, headers: {}, body: errorBody(service.version, service.namespace, error) });
  }
}

function replyOf(service: Service, odata: ODataRequest, faults: Faults): { readonly reply: ODataReply; readonly isWrite: boolean } {
  const paging = { size: faults.pageSize, fails: (page: number) => faults.takePageFailure(page) };
  const answerOne = (request: ODataRequest): ODataReply =>
    isReading(request) ? answerRead(service, request, paging) : answerWrite(service, request);
  if (service.version === 2 && odata.method === "POST" && odata.path === "$batch") {
    const isWrite = !isReadOnly(odata);
    const breaksAfter = isWrite ? faults.takeBatchBreak() : Number.POSITIVE_INFINITY;
    return { reply: answerBatch(service, odata, answerOne, breaksAfter), isWrite };
  }
  // The root only proves that the service is there and hands out a CSRF token.
  if (odata.path === "" && isReading(odata)) return { reply: serviceDocument(service), isWrite: false };
  return { reply: answerOne(odata), isWrite: !isReading(odata) };
}

const isReading = ({ method }: Pick<ODataRequest, "method">): boolean => method === "GET" || method === "HEAD";

function serviceDocument({ version, sets }: Service): ODataReply {
  const names = sets.map(({ name }) => name);
  const body =
    version === 2 ? { d: { EntitySets: names } } : { "@odata.context": "$metadata", value: names.map((name) => ({ name, url: name })) };
  return { status: 200, headers: {}, body };
}

function send(response: ServerResponse, version: 2 | 4, { status, headers, body }: ODataReply): void {
  const type = version === 4 ? "application/json;odata.metadata=minimal;charset=utf-8" : "application/json;charset=utf-8";
  const protocol = version === 4 ? { "odata-version": "4.0" } : { dataserviceversion: "2.0" };
  response.writeHead(status, { ...protocol, ...(body === undefined ? {} : { "content-type": type }), ...headers });
  response.end(body === undefined ? undefined : typeof body === "string" ? body : JSON.stringify(body));
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

function header(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}
