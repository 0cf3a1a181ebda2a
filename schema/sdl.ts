/** The SDL of the subgraphs as it is loaded: each file joined with what all of them share. */
import { readFileSync } from "node:fs";

/** Every subgraph of the graph, named as its SDL file, its folder in `subgraphs/`, and the supergraph name it. */
export const subgraphNames = [
  "production-orders",
  "material-availability",
  "supplier-commitments",
  "quality-disposition",
  "sync-operations",
  "partners",
] as const;
export type SubgraphName = (typeof subgraphNames)[number];

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), "utf8");

/** Those in which something can be asked for that other systems then do. */
const withCommands: readonly SubgraphName[] = ["production-orders", "supplier-commitments", "quality-disposition"];

/** The whole SDL of one subgraph, the shared parts included. */
export function readSubgraphSdl(name: SubgraphName): string {
  const commands = withCommands.includes(name) ? `${read("commands.graphql")}\n` : "";
  return `${read(`subgraphs/${name}.graphql`)}\n${commands}${read("common.graphql")}`;
}

/** The composed supergraph as it is checked in; `npm run generate` writes it and a test proves it current. */
export function readSupergraphSdl(): string {
  return read("supergraph.graphql");
}
