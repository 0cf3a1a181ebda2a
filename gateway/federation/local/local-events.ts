/** Subscriptions of a subgraph in this process: the events that its root field yields, before anything is selected of them. */
import { createSourceEventStream, type DocumentNode, GraphQLError, type GraphQLSchema, parse } from "graphql";
import type { Caller } from "#schema/canonical/caller.ts";
import type { ContextPurpose } from "#schema/canonical/context-purpose.ts";
import { eventPlace, type PlacedEvent, progress } from "#schema/canonical/stream.ts";
import type { EventSource, SourceEvent, StreamRequest } from "../../subscriptions/event-source.ts";

/** Makes the context of resolvers; for a stream with where it begins. */
export type CreateContext = (caller: Caller, signal: AbortSignal, purpose?: ContextPurpose) => object;

export function createLocalEvents(schema: GraphQLSchema, createContext: CreateContext): EventSource {
  return {
    resumes: true,
    open: ({ text }, request) => follow(schema, parse(text, { noLocation: true }), createContext, request),
  };
}

async function* follow(
  schema: GraphQLSchema,
  document: DocumentNode,
  createContext: CreateContext,
  { variables, caller, beginning, signal }: StreamRequest,
): AsyncGenerator<SourceEvent, undefined> {
  const contextValue = caller ? createContext(caller, signal, beginning ? { beginning } : {}) : {};
  const stream = await createSourceEventStream({ schema, document, contextValue, variableValues: variables });
  if (!(Symbol.asyncIterator in stream)) throw stream.errors?.[0] ?? new GraphQLError("The subscription could not be started");
  for await (const event of stream as AsyncIterable<PlacedEvent>) yield toSourceEvent(event);
  return undefined;
}

function toSourceEvent(event: PlacedEvent): SourceEvent {
  const come = event[progress];
  if (come) return { event: null, place: null, positions: come.positions };
  const place = event[eventPlace] ?? null;
  return { event, place, positions: place?.positions ?? null };
}
