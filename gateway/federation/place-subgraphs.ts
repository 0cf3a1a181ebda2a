/** Where each subgraph of a supergraph is: in this process, at a URL that the landscape names, or where the supergraph says. */
import type { GraphQLSchema } from "graphql";
import type { FetchSource } from "../execution/plan/fetch-port.ts";
import type { PlacedSubgraph, PlaceSubgraph } from "./generation.ts";
import { createHttpSource } from "./http-source.ts";
import { type CreateContext, createLocalEvents } from "./local/local-events.ts";
import { createLocalSource } from "./local/local-source.ts";

/** Where a subgraph is: in this process, or at a URL, whose calls are signed where a secret is shared with it. */
export type SubgraphPlace = { readonly schema: GraphQLSchema } | { readonly url: string; readonly secret: string };

export function placeSubgraphs(places: Readonly<Record<string, SubgraphPlace>>, createContext: CreateContext): PlaceSubgraph {
  return (name): PlacedSubgraph => {
    const place = places[name];
    if (!place) throw new Error(`The supergraph has a subgraph ${name}, for which no place is given`);
    if ("schema" in place) {
      const { schema } = place;
      return { source: createLocalSource(schema), events: createLocalEvents(schema, createContext), schema, close: async () => undefined };
    }
    const http = createHttpSource(place.url, place.secret);
    const source: FetchSource = {
      prepare:
        ({ text, name: operationName }) =>
        (variables, { context }) =>
          http.process({ request: { query: text, operationName, variables }, context } as never) as never,
    };
    return { source, events: null, schema: null, close: () => http.close() };
  };
}
