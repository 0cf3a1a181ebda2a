/** Subscriptions of a subgraph in another process over server-sent events ("distinct connections" of the GraphQL over SSE protocol). */
import { createParser, type EventSourceMessage } from "eventsource-parser";
import { GraphQLError } from "graphql";
import { Pool } from "undici";
import type { EventPlace } from "#schema/canonical/stream.ts";
import type { FetchAnswer, FetchDocument } from "../../execution/plan/fetch-port.ts";
import { type EventSource, type SourceEvent, SourceLost, type StreamRequest } from "../../subscriptions/event-source.ts";
import { largestEvent } from "./event-queue.ts";
import type { HttpPlace } from "./exchange.ts";
import { signatureOf } from "./signature.ts";

/** An event as the subgraph sends it; one of ours says in its extensions where the event stands. */
export interface StreamedAnswer extends FetchAnswer {
  readonly extensions?: { readonly place?: EventPlace | null; readonly positions?: string | null };
}

const connections = 256;
/** Until a stream is begun. */
const beginsWithinMs = 10_000;
/** One of our subgraphs shows every 12 s that it lives; of others nothing is known but what TCP tells. */
const silentMs = 30_000;
/** Statuses of a subgraph, or of what stands before it, that may be another in a moment. */
const passingStatuses: ReadonlySet<number> = new Set([408, 429, 502, 503, 504]);

export interface EventStreamSource extends EventSource {
  close(): Promise<void>;
}

export function createEventStreamSource({ url, secret }: HttpPlace): EventStreamSource {
  const { origin } = new URL(url);
  const pool = new Pool(origin, { connections, headersTimeout: beginsWithinMs, bodyTimeout: secret === null ? 0 : silentMs });
  return {
    resumes: secret !== null,
    open: (document, request) => follow(pool, { url, secret }, document, request),
    close: () => pool.destroy(),
  };
}

async function* follow(
  pool: Pool,
  place: HttpPlace,
  document: FetchDocument,
  request: StreamRequest,
): AsyncGenerator<SourceEvent, undefined> {
  const messages: EventSourceMessage[] = [];
  let isTooLarge = false;
  const parser = createParser({
    onEvent: (message) => void messages.push(message),
    onError: ({ type }) => {
      isTooLarge ||= type === "max-buffer-size-exceeded";
    },
    maxBufferSize: largestEvent,
  });
  for await (const text of readBody(pool, place, document, request)) {
    parser.feed(text);
    if (isTooLarge) throw new Error(`The subgraph sent an event of more than ${largestEvent} characters`);
    for (let message = messages.shift(); message; message = messages.shift()) {
      if (message.event === "complete") return undefined;
      if (message.event === "next") yield toSourceEvent(JSON.parse(message.data) as StreamedAnswer);
    }
  }
  throw new SourceLost("the subgraph ended its stream without a word");
}

async function* readBody(
  pool: Pool,
  { url, secret }: HttpPlace,
  document: FetchDocument,
  { variables, caller, beginning, signal }: StreamRequest,
): AsyncGenerator<string, undefined> {
  const { pathname, search } = new URL(url);
  const { statusCode, body } = await lost(signal, async () =>
    pool.request({
      path: pathname + search,
      method: "POST",
      headers: {
        "content-type": "application/json",
        accept: "text/event-stream",
        "accept-encoding": "identity",
        ...(await signatureOf(caller, secret)),
      },
      body: JSON.stringify({ query: document.text, variables, ...(beginning ? { extensions: { beginning } } : {}) }),
      signal,
    }),
  );
  if (statusCode !== 200) {
    await body.dump({ limit: 65_536, signal });
    const fault = new Error(`The subgraph answered ${statusCode} to a subscription`);
    throw passingStatuses.has(statusCode) ? new SourceLost(fault) : fault;
  }
  const chunks = body[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  const decoder = new TextDecoder();
  for (;;) {
    const chunk = await lost(signal, () => chunks.next());
    if (chunk.done) return undefined;
    yield decoder.decode(chunk.value, { stream: true });
  }
}

/** A fault of the connection is told as the loss of the source, unless nobody listens any more. */
async function lost<T>(signal: AbortSignal, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (fault) {
    throw signal.aborted ? fault : new SourceLost(fault);
  }
}

/** An answer without data is the subgraph's refusal of the whole stream. */
export function toSourceEvent({ extensions, ...answer }: StreamedAnswer): SourceEvent {
  const { place = null, positions = null } = extensions ?? {};
  if (answer.data === undefined && answer.errors === undefined) return { event: null, place: null, positions };
  if (answer.data === undefined || answer.data === null) {
    const [error] = answer.errors ?? [];
    throw new GraphQLError(error?.message ?? "The subgraph refuses the subscription", { extensions: { ...error?.extensions } });
  }
  return { event: answer, place, positions };
}
