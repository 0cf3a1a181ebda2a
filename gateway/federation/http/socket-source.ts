/** Subscriptions of a subgraph in another process over the graphql-transport-ws protocol, a connection for each stream. */

import { GraphQLError } from "graphql";
import { createClient } from "graphql-ws";
import WebSocket from "ws";
import type { FetchDocument } from "../../execution/plan/fetch-port.ts";
import { type EventSource, type SourceEvent, SourceLost, type StreamRequest } from "../../subscriptions/event-source.ts";
import { type StreamedAnswer, toSourceEvent } from "./event-stream-source.ts";

const pingEveryMs = 12_000;

/** `url` begins with `ws:` or `wss:`. */
export function createSocketSource(url: string): EventSource {
  return { resumes: false, open: (document, request) => follow(url, document, request) };
}

async function* follow(url: string, { text }: FetchDocument, { variables, signal }: StreamRequest): AsyncGenerator<SourceEvent, undefined> {
  const client = createClient({ url, webSocketImpl: WebSocket, retryAttempts: 0, keepAlive: pingEveryMs });
  const answers = client.iterate({ query: text, variables: { ...variables } });
  const leave = (): void => void client.dispose();
  signal.addEventListener("abort", leave, { once: true });
  try {
    for await (const answer of answers) yield toSourceEvent(answer as StreamedAnswer);
  } catch (fault) {
    // The protocol refuses a stream with a list of errors; anything else is the connection.
    if (Array.isArray(fault))
      throw new GraphQLError("The subgraph refuses the subscription", { originalError: new Error(JSON.stringify(fault)) });
    if (fault instanceof GraphQLError) throw fault;
    throw new SourceLost("The connection to the subgraph was lost", { cause: fault });
  } finally {
    signal.removeEventListener("abort", leave);
    await client.dispose();
  }
  return undefined;
}
