/** What reached a simulator over HTTP, for people and tests: its newest requests, with the trace that each said it belongs to. */
import type { IncomingMessage } from "node:http";

interface ReceivedRequest {
  readonly method: string;
  readonly path: string;
  readonly traceparent: string | null;
}

const keptRequests = 500;

export class Received {
  readonly requests: ReceivedRequest[] = [];

  note({ method = "", url = "", headers }: Pick<IncomingMessage, "method" | "url" | "headers">): void {
    const { traceparent = null } = headers;
    this.requests.push({ method, path: url, traceparent: traceparent === null ? null : String(traceparent) });
    if (this.requests.length > keptRequests) this.requests.shift();
  }
}
