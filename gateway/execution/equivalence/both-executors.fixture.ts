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
import { isData } from "../data.ts";
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

/**
 * An error below what another error has made null may be told or not (GraphQL specification, 6.4.4). Apollo's executor counts only
 * the objects that it asks for when it says where an entity's error is, so it may name one that has no error: such places are
 * not held against ours, which must tell the same error of a place that is null.
 */
function assertSameErrors(ours: readonly GraphQLError[], theirs: readonly GraphQLError[], data: unknown, told: string): void {
  const misplaced = ours.filter(({ path = [] }) => standingAt(data, path) === "leaf");
  assert.deepEqual(misplaced.map(toText), [], `${told}\nhas errors where there is no null`);
  const ourTexts = new Set(ours.map(toText));
  const theirTexts = new Set(theirs.map(toText));
  const theirFaults = new Set(theirs.map(toFault));
  const isExtra = (error: GraphQLError): boolean =>
    !theirTexts.has(toText(error)) && !theirFaults.has(toFault(error)) && standingAt(data, error.path ?? []) === "null";
  const isMissing = (error: GraphQLError): boolean => !ourTexts.has(toText(error)) && standingAt(data, error.path ?? []) === "null";
  assert.deepEqual(
    { extra: ours.filter(isExtra).map(toText), missing: theirs.filter(isMissing).map(toText) },
    { extra: [], missing: [] },
    told,
  );
}

function toText(error: GraphQLError): string {
  return `${JSON.stringify(error.path)} ${toFault(error)}`;
}

function toFault({ message, extensions }: GraphQLError): string {
  return JSON.stringify({ message, code: extensions.code });
}

/**
 * What the answer has at a path: a leaf or a list, an object, of which a subgraph may have failed to tell its part, a null, or
 * nothing, below a null or because it was fetched for something else.
 */
function standingAt(data: unknown, path: readonly (string | number)[]): "leaf" | "object" | "null" | "nothing" {
  // An error without a path is about the whole.
  if (path.length === 0) return "null";
  let value = data;
  for (const element of path) {
    if (value === null || value === undefined) return "nothing";
    value = (value as Record<string | number, unknown>)[element];
  }
  if (value === undefined) return "nothing";
  if (value === null) return "null";
  return isData(value) ? "object" : "leaf";
}
