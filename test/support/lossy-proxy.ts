/**
 * Stands between Andon and an ERP: passes requests on, writes down what was posted and answered, loses some answers and refuses some
 * postings. Of a `$batch` each part is a posting.
 */
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse, request as send } from "node:http";
import type { AddressInfo } from "node:net";

interface Posted {
  readonly method: string;
  readonly path: string;
  readonly body: string;
  /** What the ERP answered; null for what was refused before it came there. */
  readonly status: number | null;
}

export interface LossyProxy extends AsyncDisposable {
  readonly url: string;
  /** Every write that reached the ERP or was refused before it, in the order in which the ERP answered. */
  readonly posted: readonly Posted[];
  readonly lost: () => number;
  /** Batches of more than one write. */
  readonly batches: () => number;
}

export interface Losses {
  /** Whether the answer to a write, which the ERP has carried out, is lost. */
  readonly losesAnswer: () => boolean;
  /** Whether a write is refused for a reason of business, without reaching the ERP. */
  readonly refuses: () => boolean;
}

export async function startLossyProxy(target: string, { losesAnswer, refuses }: Losses): Promise<LossyProxy> {
  const posted: Posted[] = [];
  let lost = 0;
  let batches = 0;
  const pass = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await readAll(request);
    const { method = "GET", url: path = "/" } = request;
    const writes = writesOf(method, path, body).map((write) => ({ ...write, isRefused: refuses() }));
    const [only] = writes;
    if (writes.length > 1) batches += 1;
    if (only?.isRefused && !path.endsWith("/$batch")) {
      posted.push({ method, path, body, status: null });
      response.writeHead(400, { "content-type": "application/json" }).end(refusal);
      return;
    }
    const onward = send(new URL(path, target), { method, headers: { ...request.headers, host: new URL(target).host } });
    const sent = writes.filter(({ isRefused }) => isRefused).reduce(spoil, body);
    onward.setHeader("content-length", Buffer.byteLength(sent));
    onward.end(sent);
    const [answer] = (await once(onward, "response")) as [IncomingMessage];
    const text = await readAll(answer);
    const statuses = path.endsWith("/$batch") ? [...text.matchAll(/^HTTP\/1\.1 (\d+)/gm)].map(([, status]) => Number(status)) : [];
    for (const [index, { isRefused, method, path, body }] of writes.entries())
      posted.push({ method, path, body, status: isRefused ? null : (statuses[index] ?? answer.statusCode ?? 0) });
    if (writes.length > 0 && losesAnswer()) {
      lost += 1;
      response.socket?.destroy();
      return;
    }
    const { "transfer-encoding": _, ...headers } = answer.headers;
    response.writeHead(answer.statusCode ?? 502, { ...headers, "content-length": Buffer.byteLength(text) }).end(text);
  };
  const server = createServer((request, response) => {
    pass(request, response).catch(() => response.socket?.destroy());
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    posted,
    lost: () => lost,
    batches: () => batches,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
    },
  };
}

type Write = Pick<Posted, "method" | "path" | "body">;

/** What a request writes: itself, or the parts of a batch. */
function writesOf(method: string, path: string, body: string): readonly Write[] {
  if (method === "GET" || method === "HEAD" || path.startsWith("/oauth2")) return [];
  if (!path.endsWith("/$batch")) return [{ method, path, body }];
  const parts = body.matchAll(/^(POST|PATCH) (\S+) HTTP\/1\.1\r\n(?:.+\r\n)*\r\n(.*)/gm);
  return Array.from(parts, ([, method = "", path = "", body = ""]) => ({ method, path, body }));
}

/** Has the ERP refuse a part of a batch: what it names does not exist. */
function spoil(batch: string, { method, path }: Write): string {
  return batch.replace(`${method} ${path} HTTP`, () => `${method} ${path.replace(/'\d+'/, "'0'")} HTTP`);
}

/** As OData V2 tells an error of business. */
const refusal = JSON.stringify({
  error: {
    code: "CO/680",
    message: { lang: "en", value: "Order cannot be changed" },
    innererror: { errordetails: [{ code: "CO/680", message: "Order cannot be changed", severity: "error" }] },
  },
});

async function readAll(stream: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}
