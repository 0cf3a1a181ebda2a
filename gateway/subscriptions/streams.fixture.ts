/** A graph of two subgraphs whose items change on command, and clients that note what they are sent. */
import { EventEmitter, on } from "node:events";
import { composeServices } from "@apollo/composition";
import { buildSubgraphSchema } from "@apollo/subgraph";
import { type GraphQLFormattedError, parse } from "graphql";
import { pino } from "pino";
import type { Caller } from "#schema/canonical/caller.ts";
import type { ContextPurpose } from "#schema/canonical/context-purpose.ts";
import { readPositions, writePositions } from "#schema/canonical/log-positions.ts";
import { type Beginning, eventPlace, progress } from "#schema/canonical/stream.ts";
import { TrustedDocuments } from "../documents/trusted-documents.ts";
import { OperationStore } from "../engine/checked-operation.ts";
import { parseDocument, validateDocument } from "../engine/documents.ts";
import { Engine } from "../engine/engine.ts";
import { Preparation } from "../engine/preparation.ts";
import { compileOperation } from "../execution/compiled-operation.ts";
import { loadGeneration } from "../federation/generation.ts";
import { Generations } from "../federation/generations.ts";
import { placeSubgraphs } from "../federation/place-subgraphs.ts";
import { Writes } from "../federation/writes.ts";
import type { BacklogBounds } from "./backlog.ts";
import { CursorSigner } from "./cursor.ts";
import type { Frame } from "./frame.ts";
import { Hub } from "./hub.ts";
import type { Sink } from "./subscriber.ts";

const federation = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.7", import: ["@key", "@requiresScopes"])';
const items = `${federation}
  type Query { item(id: ID!): Item }
  type Subscription { itemChanged(ids: [ID!], after: String, snapshot: Boolean = false): ItemChange!  broken: Item }
  type ItemChange { kind: String! item: Item }
  type Item @key(fields: "id") { id: ID! value: Int! }`;
const prices = `${federation}
  type Query { unused: String }
  type Item @key(fields: "id") { id: ID! price: Int! }`;

interface Change {
  readonly plant: string;
  readonly position: number;
  readonly id: string;
  readonly value: number;
}

/** Items with a log of their changes, in two plants. */
class Items {
  readonly values = new Map<string, number>();
  readonly #log: Change[] = [];
  readonly #bell = new EventEmitter().setMaxListeners(0);
  /** Streams that are read now. */
  open = 0;
  /** Positions before this are no longer kept. */
  kept = 0;

  change(id: string, value: number): void {
    const plant = Number(id) % 2 === 0 ? "A" : "B";
    const position = this.#log.filter((change) => change.plant === plant).length + 1;
    this.values.set(id, value);
    this.#log.push({ plant, position, id, value });
    this.#bell.emit("change");
  }

  async *follow(ids: readonly string[] | null, signal: AbortSignal, { after, snapshot }: Beginning): AsyncGenerator<object> {
    const ends = new Map(["A", "B"].map((plant) => [plant, this.#log.filter((change) => change.plant === plant).length]));
    const positions = new Map(after === null ? ends : readPositions(after));
    this.open += 1;
    const rings = on(this.#bell, "change", { signal });
    try {
      if ((positions.get("A") ?? 0) < this.kept) throw Object.assign(new Error("gone"), { extensions: { code: "CURSOR_EXPIRED" } });
      const present = snapshot ? [...this.values.keys()].filter((id) => ids?.includes(id) ?? true) : [];
      for (const [index, id] of present.entries()) {
        const isLast = index === present.length - 1;
        yield placed(id, { positions: isLast ? writePositions(positions) : null, change: null });
      }
      for (;;) {
        for (const change of this.#log) {
          if (change.position <= (positions.get(change.plant) ?? 0)) continue;
          positions.set(change.plant, change.position);
          if (ids?.includes(change.id) ?? true) yield placed(change.id, { positions: writePositions(positions), change });
        }
        yield { [progress]: { positions: writePositions(positions) } };
        await rings.next();
      }
    } finally {
      this.open -= 1;
    }
  }
}

function placed(id: string, place: { readonly positions: string | null; readonly change: Change | null }): object {
  return { itemChanged: { kind: "UPSERTED", item: { id } }, [eventPlace]: { ...place, entity: id } };
}

function compose(itemsSdl: string, pricesSdl = prices): string {
  const { supergraphSdl, errors } = composeServices([
    { name: "items", typeDefs: parse(itemsSdl), url: "http://items" },
    { name: "prices", typeDefs: parse(pricesSdl), url: "http://prices" },
  ]);
  if (!supergraphSdl) throw new Error(JSON.stringify(errors));
  return supergraphSdl;
}

/** Nothing is kept, counted or recorded. */
const uncounted = { cache: null, limiter: null, auditor: null, usage: null };

/** The graph; `supergraphs.renamed` lacks a field, `supergraphs.more` has one more, `supergraphs.guarded` shows prices to few. */
export function startStreams(bounds?: BacklogBounds) {
  const store = new Items();
  const log = pino({ level: "silent" });
  const createContext = (caller: Caller, signal: AbortSignal, purpose?: ContextPurpose) => ({
    caller,
    signal,
    beginning: purpose?.beginning,
  });
  const places = {
    items: {
      schema: buildSubgraphSchema({
        typeDefs: parse(items),
        resolvers: {
          Subscription: {
            itemChanged: {
              subscribe: (_: unknown, { ids }: { ids?: string[] }, context: unknown) => {
                const { signal, beginning } = context as ReturnType<typeof createContext>;
                return store.follow(ids ?? null, signal, beginning ?? { after: null, snapshot: false });
              },
            },
            broken: {
              subscribe: () => {
                throw new Error("secret of the subgraph");
              },
            },
          },
          Item: { value: ({ id }: { id: string }) => store.values.get(id) ?? 0, __resolveReference: (reference: object) => reference },
        },
      }),
    },
    prices: {
      schema: buildSubgraphSchema({
        typeDefs: parse(prices),
        resolvers: { Item: { __resolveReference: (reference: object) => reference, price: ({ id }: { id: string }) => Number(id) * 100 } },
      }),
    },
  };
  const supergraphs = {
    full: compose(items),
    renamed: compose(items.replace("value: Int!", "amount: Int!")),
    guarded: compose(items, prices.replace("price: Int!", 'price: Int @requiresScopes(scopes: [["price:read"]])')),
    more: compose(items.replace("value: Int!", "value: Int! more: Int")),
  };
  const generations: Generations = new Generations(supergraphs.full, {
    load: (sdl) =>
      loadGeneration(sdl, placeSubgraphs(places, createContext, { writes: new Writes(), entities: null }), { policies: new Map(), log }),
    warm: (next, present) => preparation.warm(next, present),
    log,
  });
  const preparation = new Preparation(
    () => generations,
    (generation) =>
      new OperationStore(generation, {
        parse: parseDocument,
        validate: (document) => validateDocument(generation, document),
        compile: compileOperation,
      }),
    new TrustedDocuments({ store: null, level: "OFF", log }),
  );
  const engine = new Engine({ ...uncounted, preparation, generations, safeInputs: new Set(), createContext, log });
  const hub = new Hub({
    engine,
    preparation,
    limiter: null,
    usage: null,
    signer: new CursorSigner("a secret"),
    ...(bounds ? { bounds } : {}),
  });
  generations.onSwitched(() => hub.replan());
  const subscribe = (query: string, variables: Record<string, unknown> = {}, caller: Caller = somebody): Client => {
    const client = new Client();
    const request = { query, operationName: null, variables, extensions: {} };
    client.stream = hub.open(request, caller, client);
    return client;
  };
  return { items: store, generations, supergraphs, hub, subscribe };
}

export const somebody: Caller = { subject: "a", scopes: ["read"], plants: "ALL", supplier: null, expiresAt: 9e9 };

interface Told {
  readonly data: { readonly itemChanged: { readonly item: { readonly id: string; readonly value: number; readonly price?: number } } };
  readonly extensions: { readonly cursor?: string; readonly conflated?: true };
}

/** A client that takes all it is sent, unless it is told to stand still. */
export class Client implements Sink {
  readonly told: Told[] = [];
  readonly frames: Frame[] = [];
  ended: readonly GraphQLFormattedError[] | null | undefined;
  stream: ReturnType<Hub["open"]> | null = null;
  #isReady = true;

  get isReady(): boolean {
    return this.#isReady;
  }

  set isReady(isReady: boolean) {
    this.#isReady = isReady;
    if (isReady) this.stream?.flush();
  }

  get values(): readonly number[] {
    return this.told.map(({ data }) => data.itemChanged.item.value);
  }

  get cursor(): string | undefined {
    return this.told.at(-1)?.extensions?.cursor;
  }

  send(frame: Frame, conflated: boolean): void {
    this.frames.push(frame);
    this.told.push(JSON.parse(frame.text(conflated)) as Told);
  }

  end(errors: readonly GraphQLFormattedError[] | null): void {
    this.ended = errors;
  }
}
