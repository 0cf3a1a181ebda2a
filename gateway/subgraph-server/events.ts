/** A subscription of a subgraph that runs apart, as server-sent events for the gateway: each answered, and with its place in the log. */
import { once } from "node:events";
import type { ServerResponse } from "node:http";
import { createSourceEventStream, type DocumentNode, execute, type GraphQLSchema } from "graphql";
import { eventPlace, type PlacedEvent, progress } from "#schema/canonical/stream.ts";
import type { StreamedAnswer } from "../federation/http/event-stream-source.ts";

export interface Streaming {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly variables: Readonly<Record<string, unknown>>;
  /** Of the stream; its signal is aborted when the gateway has left. */
  readonly context: object;
  /** Makes the context of one event. */
  readonly createContext: () => object;
}

const heartbeatEveryMs = 12_000;

/** Fulfilled when the stream has ended, or the gateway has left. */
export async function sendEvents(response: ServerResponse, streaming: Streaming): Promise<void> {
  response.writeHead(200, { "content-type": "text/event-stream; charset=utf-8", "cache-control": "no-store" });
  const heartbeat = setInterval(() => response.write(":\n\n"), heartbeatEveryMs).unref();
  const send = async (answer: object): Promise<void> => {
    if (response.write(`event: next\ndata: ${JSON.stringify(answer)}\n\n`) || response.destroyed) return;
    await Promise.race([once(response, "drain"), once(response, "close")]);
  };
  try {
    const { schema, document, variables: variableValues, context: contextValue } = streaming;
    const stream = await createSourceEventStream({ schema, document, variableValues, contextValue });
    if (!(Symbol.asyncIterator in stream)) await send({ errors: stream.errors });
    else for await (const event of stream as AsyncIterable<PlacedEvent>) await send(await answerEvent(streaming, event));
    response.write("event: complete\ndata:\n\n");
  } catch (fault) {
    await send({ errors: [fault] });
  } finally {
    clearInterval(heartbeat);
    response.end();
  }
}

async function answerEvent({ schema, document, variables, createContext }: Streaming, event: PlacedEvent): Promise<StreamedAnswer> {
  const come = event[progress];
  if (come) return { extensions: { positions: come.positions } };
  const result = await execute({ schema, document, rootValue: event, contextValue: createContext(), variableValues: variables });
  const place = event[eventPlace] ?? null;
  return { ...result, extensions: { place, positions: place?.positions ?? null } } as StreamedAnswer;
}
