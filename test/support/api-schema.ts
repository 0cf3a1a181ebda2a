/** The schema that clients see, built from the checked-in supergraph. */
import { Supergraph } from "@apollo/federation-internals";
import type { GraphQLSchema } from "graphql";
import { readSupergraphSdl } from "#schema/sdl.ts";

export function buildSupergraphSchema(): GraphQLSchema {
  return Supergraph.build(readSupergraphSdl(), { supportedFeatures: null }).apiSchema().toGraphQLJSSchema();
}
