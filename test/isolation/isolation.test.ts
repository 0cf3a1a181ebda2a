import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { type Client, createClient } from "graphql-ws";
import WebSocket from "ws";
import { buildSupergraphSchema } from "../support/api-schema.ts";
import { chanceOf } from "../support/chance.ts";
import { selectDeep } from "../support/walk.ts";
import { callers, everybody, foreignIn, type MarkedCaller, marksIn } from "./callers.ts";
import { type MarkedGraph, startMarkedGraph } from "./marked-graph.ts";
import { lineChange, linePath, orderChange, orderNumber, plantCodes, stockChange, suppliersOf } from "./marked-plants.ts";
import { createMixedRequests, type MixedRequest } from "./mixed-requests.ts";

const requests = Number(process.env.ISOLATION_REQUESTS ?? 1_000);
const seed = Number(process.env.ISOLATION_SEED ?? 1);
const concurrency = 64;

interface Session {
  readonly caller: MarkedCaller;
  readonly token: string;
  readonly socket: Client;
  /** Everything that its streams brought. */
  readonly streamed: object[];
}

type Answer = { readonly data?: Record<string, { totalCount?: number } | null> | null; readonly errors?: readonly object[] };

const schema = buildSupergraphSchema();
const changeFields = ["productionOrder", "materialAvailability", "supplierCommitment", "qualityDisposition"] as const;

describe(`${requests} mixed requests of several callers at once (seed ${seed})`, { timeout: 60_000 + requests * 20 }, () => {
  const chance = chanceOf(seed);
  const cursors = new Map<string, string>();
  const streamCursors: string[] = [];
  let graph: MarkedGraph;
  let sessions: readonly Session[];
  before(async () => {
    graph = await startMarkedGraph();
    sessions = await Promise.all(callers.map(connect));
  });
  after(async () => {
    await Promise.all(sessions.map(({ socket }) => socket.dispose()));
    await graph[Symbol.asyncDispose]();
  });

  async function connect(caller: MarkedCaller): Promise<Session> {
    const token = await graph.token(caller.claims);
    const connectionParams = { authorization: `Bearer ${token}` };
    const socket = createClient({ url: graph.url.replace("http", "ws"), webSocketImpl: WebSocket, connectionParams, retryAttempts: 0 });
    return { caller, token, socket, streamed: [] };
  }

  /** Follows every kind of change, the present state first. */
  function follow({ socket, streamed }: Session): void {
    for (const field of changeFields) {
      const type = schema.getType(`${field[0]?.toUpperCase()}${field.slice(1)}Change`);
      const query = `subscription { ${field}Changed(snapshot: true) { ${selectDeep(schema, type as never, 2)} } }`;
      const note = (event: object): void => {
        streamed.push(event);
        const { extensions } = event as { extensions?: { cursor?: string } };
        if (extensions?.cursor) streamCursors[Math.floor(chance() * 64)] = extensions.cursor;
      };
      socket.subscribe({ query }, { next: note, error: (errors) => streamed.push({ errors }), complete: () => undefined });
    }
  }

  async function send({ token, socket }: Session, { query, variables }: MixedRequest): Promise<Answer> {
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
    const by = chance();
    if (by < 0.2) {
      return new Promise((resolve) => {
        const sink = { next: (answer: object) => resolve(answer as Answer), complete: () => undefined };
        socket.subscribe({ query, variables }, { ...sink, error: (fault) => resolve({ errors: fault as readonly object[] }) });
      });
    }
    if (by < 0.3 && query.length < 4_000 && !query.startsWith("mutation")) {
      const search = new URLSearchParams({ query, variables: JSON.stringify(variables) });
      return (await (await fetch(`${graph.url}?${search}`, { headers })).json()) as Answer;
    }
    return (await (await fetch(graph.url, { method: "POST", headers, body: JSON.stringify({ query, variables }) })).json()) as Answer;
  }

  /** A stream from where somebody else's came: refused, or the caller's own. */
  async function resumeForeign({ token }: Session): Promise<Answer> {
    const query = "subscription ($after: String) { supplierCommitmentChanged(after: $after) { id supplierCommitment { purchaseOrder } } }";
    const after = streamCursors[Math.floor(chance() * 64)] ?? "none";
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json", accept: "text/event-stream" };
    const response = await fetch(graph.url, { method: "POST", headers, body: JSON.stringify({ query, variables: { after } }) });
    assert.equal(response.headers.get("content-type"), "application/json; charset=utf-8", "a stream was opened from a foreign cursor");
    return (await response.json()) as Answer;
  }

  /** Something changes in a plant: nothing new, so that counts stay as they are. */
  function change(): void {
    const plant = plantCodes[Math.floor(chance() * plantCodes.length)] ?? "PA";
    const index = Math.floor(chance() * 4);
    const supplier = suppliersOf[plant][Math.floor(chance() * 3)] ?? "";
    const ones = 1 + Math.floor(chance() * 9);
    graph.tell(plant, orderChange(plant, index, ones), stockChange(plant, index, ones), lineChange(plant, supplier, index, ones));
  }

  /** Has commands, runs and exceptions come about in every plant; their ids, by type. */
  async function setUp(): Promise<Record<string, readonly string[]>> {
    const [planner] = sessions as [Session];
    for (const plant of plantCodes) {
      const input = { plant, idempotencyKey: `k~${plant}~~in~`, order: orderNumber(plant, 0), priority: 2 };
      const query =
        "mutation ($input: RescheduleProductionOrderInput!) { rescheduleProductionOrder(input: $input) { userErrors { message } } }";
      const { data } = await send(planner, { query, variables: { input } });
      assert.deepEqual(data?.rescheduleProductionOrder, { userErrors: [] });
      for (const supplier of suppliersOf[plant]) {
        const [purchaseOrder, item, scheduleLine] = linePath(plant, supplier, 0).split("/");
        const quantity = { value: "0", unit: "H87" };
        const line = { plant, purchaseOrder, item, scheduleLine, idempotencyKey: `k~${plant}~~${supplier}~`, date: "2026-12-10", quantity };
        const confirm =
          "mutation ($input: ConfirmSupplierCommitmentInput!) { confirmSupplierCommitment(input: $input) { userErrors { message } } }";
        const { errors } = await send(planner, { query: confirm, variables: { input: line } });
        assert.equal(errors, undefined);
      }
    }
    const { data } = await send(planner, {
      query: "{ commands(first: 100) { nodes { id } } workflowRuns(first: 100) { nodes { id } } }",
      variables: {},
    });
    const found = [...JSON.stringify(data).matchAll(/"id":"([\w-]+)"/g)].map(([, id = ""]) => id);
    const ofType = (type: string): readonly string[] =>
      found.filter((id) => Buffer.from(id, "base64url").toString().startsWith(`${type}:`));
    const made = { Command: ofType("Command"), WorkflowRun: ofType("WorkflowRun") };
    assert.ok(made.Command.length >= 3 && made.WorkflowRun.length >= 3, JSON.stringify(found));
    return made;
  }

  it("show to each nothing that is not its own, whatever is asked, in whatever way", async () => {
    const make = createMixedRequests(schema, chance, await setUp(), cursors);
    const popular = Array.from({ length: 40 }, make);
    const met = new Map(sessions.map(({ caller }) => [caller.name, new Set<string>()]));
    let refused = 0;
    let left = requests;
    for (const session of sessions) follow(session);
    const judge = (session: Session, request: object, answer: Answer): void => {
      const asked = JSON.stringify(request);
      const foreign = foreignIn(session.caller, answer, asked);
      assert.deepEqual(
        foreign,
        [],
        `${session.caller.name} asked ${asked.slice(0, 3_000)}\nand was told ${JSON.stringify(answer).slice(0, 3_000)}`,
      );
      for (const mark of marksIn(JSON.stringify(answer.data ?? null))) met.get(session.caller.name)?.add(mark);
      if (answer.errors) refused += 1;
    };
    const work = async (): Promise<void> => {
      while (left-- > 0) {
        if (left % 50 === 0) change();
        const session = sessions[Math.floor(chance() * sessions.length)] as Session;
        if (chance() < 0.02) {
          judge(session, { after: "a cursor" }, await resumeForeign(session));
          continue;
        }
        const request = chance() < 0.4 ? (popular[Math.floor(chance() * popular.length)] as MixedRequest) : make();
        const answer = await send(session, request);
        judge(session, request, answer);
        const cursor = /"endCursor":"([\w-]+)"/.exec(JSON.stringify(answer))?.[1];
        if (request.list && cursor) cursors.set(request.list, cursor);
        const expected = request.expected?.(session.caller);
        const counted = expected && answer.data?.[expected.field];
        if (counted) assert.equal(counted.totalCount, expected.totalCount, `${session.caller.name}: ${JSON.stringify(request.variables)}`);
      }
    };
    await Promise.all(Array.from({ length: concurrency }, work));
    for (const { caller, streamed } of sessions) {
      for (const event of streamed)
        assert.deepEqual(foreignIn(caller, event, ""), [], `${caller.name} was streamed ${JSON.stringify(event)}`);
    }
    for (const { caller } of sessions) {
      const own = caller.plants.length === 0 ? [] : [...caller.own].filter((mark) => mark !== "sM" || caller.plants.includes("PC"));
      assert.deepEqual([...(met.get(caller.name) ?? [])].sort(), own.sort(), `${caller.name} has met all that is its own`);
    }
    const hits = await graph.figure("andon_response_cache_hits_total");
    const events = sessions.reduce((sum, { streamed }) => sum + streamed.length, 0);
    assert.ok(hits > requests / 100 && refused > requests / 100 && events > requests / 20, JSON.stringify({ hits, refused, events }));
    if (process.env.ISOLATION_REQUESTS) process.stderr.write(`${JSON.stringify({ requests, hits, refused, events })}\n`);
  });

  it("would be told of by the marks if they were shown to somebody else", async () => {
    const [planner] = sessions as [Session];
    const query = `{ productionOrders(first: 50) { nodes { id } } materialAvailabilities { nodes { sourced: source { key } } }
      supplierCommitments(first: 50) { edges { cursor } } }`;
    const { data } = await send(planner, { query, variables: {} });
    for (const caller of callers.filter((one) => one !== everybody)) {
      for (const [field, value] of Object.entries(data ?? {}))
        assert.notDeepEqual(foreignIn(caller, { data: { [field]: value } }, ""), [], `${caller.name}: ${field}`);
    }
    const amountOf = async (filter: string): Promise<Answer> =>
      send(planner, { query: `{ materialAvailabilities(filter: ${filter}) { nodes { availableNow { value } } } }`, variables: {} });
    const [, ofA, ofB] = callers as [MarkedCaller, MarkedCaller, MarkedCaller];
    const amounts = await amountOf('{ plants: ["PB"] }');
    assert.deepEqual(foreignIn(ofB, amounts, ""), []);
    assert.notDeepEqual(foreignIn(ofA, amounts, ""), []);
  });
});
