/** Where each subgraph of a supergraph is: in this process, at a URL that the landscape names, or where the supergraph says. */
import type { GraphQLSchema } from "graphql";
import type { Tracing } from "#schema/canonical/tracing.ts";
import type { EntityCache } from "../caching/entity-cache.ts";
import type { PlacedSubgraph, PlaceSubgraph } from "./generation.ts";
import { createEventStreamSource } from "./http/event-stream-source.ts";
import { createHttpSource } from "./http/http-source.ts";
import { keepingEntities } from "./http/kept-entities.ts";
import { createSocketSource } from "./http/socket-source.ts";
import { type CreateContext, createLocalEvents } from "./local/local-events.ts";
import { createLocalSource } from "./local/local-source.ts";
import { tracedSource } from "./traced-source.ts";
import type { Writes } from "./writes.ts";

/** In this process; or at a URL, whose calls are signed where a secret is shared with it. */
export type SubgraphPlace =
  | { readonly schema: GraphQLSchema }
  | {
      /** Where the supergraph says, by default. */
      readonly url?: string;
      readonly secret?: string;
      /** Where its subscriptions are: `ws:` for graphql-transport-ws, `http:` for server-sent events. The same URL by default. */
      readonly subscriptions?: string;
      /** How long it may take for an answer; 10 s by default. */
      readonly timeoutMs?: number;
    };

type ApartPlace = Exclude<SubgraphPlace, { readonly schema: GraphQLSchema }> & { readonly url: string };

/** What subgraphs share of a gateway. */
export interface SharedAmongSubgraphs {
  /** Is told of mutations. */
  readonly writes: Writes;
  /** Null where nothing is kept. */
  readonly entities: EntityCache | null;
  /** Null, as by default, where nothing is traced. */
  readonly tracing?: Tracing | null;
}

/** A subgraph without a place is where the supergraph says. */
export function placeSubgraphs(
  places: Readonly<Record<string, SubgraphPlace>>,
  createContext: CreateContext,
  shared: SharedAmongSubgraphs,
): PlaceSubgraph {
  const { writes, tracing = null } = shared;
  return (name, supergraphUrl) => {
    const place = { url: supergraphUrl, ...places[name] };
    const isLocal = "schema" in place;
    const placed = isLocal ? placeLocal(place.schema, createContext) : placeApart(name, place, shared);
    const source = writes.noting(placed.source);
    return { ...placed, source: tracing ? tracedSource(source, tracing, name, isLocal ? null : place.url) : source };
  };
}

function placeLocal(schema: GraphQLSchema, createContext: CreateContext): PlacedSubgraph {
  return { source: createLocalSource(schema), events: createLocalEvents(schema, createContext), schema, close: async () => undefined };
}

function placeApart(
  name: string,
  { url, secret: shared, subscriptions = url, ...bounds }: ApartPlace,
  { writes, entities }: SharedAmongSubgraphs,
): PlacedSubgraph {
  const secret = shared ?? null;
  for (const address of [url, subscriptions]) {
    if (!/^(https?|wss?):\/\/./.test(address))
      throw new Error(`The subgraph ${name} is at "${address}"; give a URL that begins with http, https, ws or wss`);
  }
  const source = createHttpSource({ url, secret, ...bounds }, writes);
  const stream = subscriptions.startsWith("ws") ? null : createEventStreamSource({ url: subscriptions, secret });
  return {
    source: entities ? keepingEntities(source, `${name} ${url}`, entities) : source,
    events: stream ?? createSocketSource({ url: subscriptions, secret }),
    schema: null,
    close: async () => {
      await Promise.all([source.close(), stream?.close()]);
    },
  };
}
