/** Runs an operation on the compiled executor and on Apollo's, over the same subgraphs, and compares what they answer. */
import assert from "node:assert/strict";
import { composeServices } from "@apollo/composition";
import { buildSubgraphSchema } from "@apollo/subgraph";
import { type GraphQLError, getOperationAST, parse, validate } from "graphql";
import { pino } from "pino";
import type { AuthorizationOptions } from "../../authorization/authorization.ts";
import { type Generation, loadGeneration } from "../../federation/generation.ts";
import { createLocalSource } from "../../federation/local/local-source.ts";
import { type CompiledOperation, compileOperation, type OperationAnswer } from "../compiled-operation.ts";
import { stockOperation } from "../stock-operation.ts";

/** A subgraph: its SDL without the federation link, and what answers it. */
export interface Service {
  readonly sdl: string;
  // Resolvers of schemas that only exist in a test have no types.
  // biome-ignore lint/suspicious/noExplicitAny: see above
  readonly resolvers: any;
}

export interface BothExecutors {
  readonly generation: Generation;
  /**
   * Runs on both and fails where they differ; gives the compiled one's answer. Keys may come in another order only where
   * Apollo's executor puts fragments of one type together: then `order` says so.
   */
  compare(text: string, variables?: Record<string, unknown>, order?: "same" | "any"): Promise<OperationAnswer>;
}

const link = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.7", import: ["@key", "@shareable", "@requires", "@external", "@provides", "@inaccessible", "@interfaceObject", "@override"])`;

/** Composes the services. Throws what does not compose. */
export function composeBoth(services: Readonly<Record<string, Service>>): BothExecutors {
  const definitions = Object.entries(services).map(([name, { sdl, resolvers }]) => ({
    name,
    typeDefs: parse(`${link}\n${sdl}`),
    resolvers,
  }));
  const { supergraphSdl, errors } = composeServices(definitions.map(({ name, typeDefs }) => ({ name, typeDefs, url: `http://${name}` })));
  if (!supergraphSdl) throw new Error(`The services do not compose: ${errors?.map(({ message }) => message).join("; ")}`);
  const schemas = new Map(definitions.map(({ name, typeDefs, resolvers }) => [name, buildSubgraphSchema({ typeDefs, resolvers })]));
  return executorsOf(
    loadGeneration(
      supergraphSdl,
      (name) => {
        const schema = schemas.get(name);
        if (!schema) throw new Error(`There is no service ${name}`);
        return { source: createLocalSource(schema), schema, events: null, close: async () => undefined };
      },
      permitting,
    ),
    () => ({}),
  );
}

/** Of supergraphs that refuse nothing. */
export const permitting: AuthorizationOptions = { policies: new Map(), log: pino({ level: "silent" }) };

function executorsOf(generation: Generation, createContext: () => object): BothExecutors {
  return {
    generation,
    async compare(text, variables = {}, order = "same") {
      const document = parse(text);
      const operation = getOperationAST(document);
      assert.ok(operation, "the test's document has one operation");
      const faults = validate(generation.apiSchema, document);
      assert.deepEqual(faults, [], `${text}\nis not valid`);
      const run = (compiled: CompiledOperation) =>
        compiled.run({ variables, context: createContext(), caller: null, signal: new AbortController().signal });
      const documents = { fetched: document, written: document };
      const theirs = await run(stockOperation(generation, documents, operation));
      const compiled = compileOperation(generation, documents, operation);
      // Documents are interpreted at first and compiled when they come again.
      for (const time of ["first", "second", "third", "fourth"]) {
        assertSame(await run(compiled), theirs, `${text}\n${JSON.stringify(variables)}\nthe ${time} time`, order);
      }
      return run(compiled);
    },
  };
}

/** Data byte by byte; errors by message, path and code, in any order, since subgraphs answer in any. */
function assertSame(ours: OperationAnswer, theirs: OperationAnswer, told: string, order: "same" | "any"): void {
  const data: unknown = JSON.parse(ours.data ?? "null");
  if (order === "same") assert.equal(ours.data, theirs.data, told);
  else assert.deepEqual(data, JSON.parse(theirs.data ?? "null"), told);
  assertSameErrors(ours.errors, theirs.errors, data, told);
  assertSameErrors(ours.valueCompletion, theirs.valueCompletion, data, told);
}

/** An error below what another error has made null may be told or not (GraphQL specification, 6.4.4); any other must be in both. */
function assertSameErrors(ours: readonly GraphQLError[], theirs: readonly GraphQLError[], data: unknown, told: string): void {
  const lasting = (errors: readonly GraphQLError[], others: readonly GraphQLError[]): readonly string[] => {
    const known = new Set(others.map(toText));
    return [...new Set(errors.filter((error) => known.has(toText(error)) || !isBelowNull(data, error.path ?? [])).map(toText))].sort();
  };
  assert.deepEqual(lasting(ours, theirs), lasting(theirs, ours), told);
}

function toText({ message, path, extensions }: GraphQLError): string {
  return JSON.stringify({ message, path, code: extensions.code });
}

function isBelowNull(data: unknown, path: readonly (string | number)[]): boolean {
  let value = data;
  for (const element of path) {
    if (value === null) return true;
    value = (value as Record<string | number, unknown>)[element];
  }
  return value === null;
}
