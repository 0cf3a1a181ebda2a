/** Asks one subgraph, as the gateway does, for the tests. */
import assert from "node:assert/strict";
import { createSourceEventStream, type DocumentNode, execute, parse, subscribe, validate } from "graphql";
import type { Caller } from "#schema/canonical/caller.ts";
import { encodeGlobalId, type GlobalId } from "#schema/canonical/global-id.ts";
import type { Beginning, PlacedEvent } from "#schema/canonical/stream.ts";
import type { SubgraphName } from "#schema/sdl.ts";
import { createSubgraphs, type Sources, type SubgraphContext } from "./index.ts";

export interface Answer {
  // What an operation answers is known to the test that wrote it.
  // biome-ignore lint/suspicious/noExplicitAny: see above
  readonly data: any;
  readonly errors: readonly { readonly message: string; readonly code: unknown }[];
}

export interface Asking {
  /** Sends an operation to one subgraph. */
  ask(
    subgraph: SubgraphName,
    caller: Caller,
    text: string,
    variables?: Record<string, unknown>,
    context?: SubgraphContext,
  ): Promise<Answer>;
  /** The data of an operation that must not fail. */
  dataOf(...operation: Parameters<Asking["ask"]>): Promise<Answer["data"]>;
  /** Asks for entities by their ids, as the gateway does between subgraphs. */
  entities(subgraph: SubgraphName, caller: Caller, type: string, ids: readonly string[], selection: string): Promise<Answer>;
  /** The events of a subscription; each call of `next` gives one. */
  listen(
    subgraph: SubgraphName,
    caller: Caller,
    text: string,
    variables?: Record<string, unknown>,
  ): Promise<AsyncGenerator<Answer> | Answer>;
  /** The events of a stream as the gateway is given them, which says where it is to begin. */
  stream(subgraph: SubgraphName, caller: Caller, text: string, beginning: Beginning): Promise<AsyncIterator<PlacedEvent>>;
}

/** Ways to ask the subgraphs over these sources. */
export function askSubgraphs(sources: Sources): Asking {
  const subgraphs = createSubgraphs(sources);
  const ask: Asking["ask"] = async (subgraph, caller, text, variableValues = {}, context) => {
    const { schema, createContext } = subgraphs[subgraph];
    const contextValue = context ?? createContext(caller, new AbortController().signal);
    return answerOf(await execute({ schema, document: validDocument(subgraph, text), variableValues, contextValue }));
  };
  const validDocument = (subgraph: SubgraphName, text: string): DocumentNode => {
    const document = parse(text);
    const [fault] = validate(subgraphs[subgraph].schema, document);
    if (fault) throw fault;
    return document;
  };
  return {
    ask,
    async dataOf(...operation) {
      const { data, errors } = await ask(...operation);
      assert.deepEqual(errors, []);
      return data;
    },
    entities: (subgraph, caller, type, ids, selection) =>
      ask(subgraph, caller, `query ($of: [_Any!]!) { _entities(representations: $of) { ... on ${type} { ${selection} } } }`, {
        of: ids.map((id) => ({ __typename: type, id })),
      }),
    async listen(subgraph, caller, text, variableValues = {}) {
      const { schema, createContext } = subgraphs[subgraph];
      const contextValue = createContext(caller, new AbortController().signal);
      const events = await subscribe({ schema, document: validDocument(subgraph, text), variableValues, contextValue });
      if (!(Symbol.asyncIterator in events)) return answerOf(events);
      return (async function* () {
        for await (const event of events) yield answerOf(event);
      })();
    },
    async stream(subgraph, caller, text, beginning) {
      const { schema, createContext } = subgraphs[subgraph];
      const contextValue = createContext(caller, new AbortController().signal, { beginning });
      const events = await createSourceEventStream({ schema, document: validDocument(subgraph, text), contextValue });
      if (!(Symbol.asyncIterator in events)) throw events.errors?.[0];
      return (events as AsyncIterable<PlacedEvent>)[Symbol.asyncIterator]();
    },
  };
}

/** The global id of a plant's entity. */
export function idOf(type: Extract<GlobalId, { plant: string }>["type"], path: string): string {
  const [plant = "", ...key] = path.split("/");
  return encodeGlobalId(type, { plant, key: key.join("/") });
}

function answerOf(result: Awaited<ReturnType<typeof execute>>): Answer {
  // As it would be written to the client, so that tests compare plain objects.
  const data: unknown = JSON.parse(JSON.stringify(result.data ?? null));
  return { data, errors: (result.errors ?? []).map(({ message, extensions }) => ({ message, code: extensions.code })) };
}
