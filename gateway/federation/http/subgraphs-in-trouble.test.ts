import assert from "node:assert/strict";
import { once } from "node:events";
import { request as openRequest } from "node:http";
import { after, before, beforeEach, describe, it } from "node:test";
import type { GraphQLFormattedError } from "graphql";
import { eventually } from "#test/eventually";
import { type GatewayUnderTest, messagesOf, startGatewayUnderTest } from "../../gateway.fixture.ts";
import { type Answer, type HttpSubgraph, refusing, silent, startHttpSubgraph } from "./http-subgraph.fixture.ts";

const query = '{ order(id: "1") { id state available } }';
const order = { __typename: "Order", id: "1", state: "RELEASED" };
const answering = (data: unknown, errors?: unknown): Answer => refusing(200, JSON.stringify({ data, errors }));
const goodOrder = answering({ order });
const goodStock = answering({ _entities: [{ available: 10 }] });
const json = (text: string): Answer => refusing(200, text);

interface Told {
  readonly data: unknown;
  readonly errors?: readonly GraphQLFormattedError[];
}

describe("subgraphs over HTTP that are in trouble", () => {
  let orders: HttpSubgraph;
  let stock: HttpSubgraph;
  let under: GatewayUnderTest;
  let token: string;

  before(async () => {
    [orders, stock] = await Promise.all([startHttpSubgraph(), startHttpSubgraph()]);
    const timeoutMs = 500;
    under = await startGatewayUnderTest({ subgraphs: { orders: { url: orders.url, timeoutMs }, stock: { url: stock.url, timeoutMs } } });
    token = await under.sign();
  });
  beforeEach(async () => {
    // A success of each, so that the failures of one test open no circuit for the next.
    orders.answers = [goodOrder];
    stock.answers = [goodStock];
    assert.deepEqual((await ask()).data, { order: { id: "1", state: "RELEASED", available: 10 } });
    Object.assign(orders, { asked: [], left: 0 });
    Object.assign(stock, { asked: [], left: 0 });
  });
  after(async () => {
    await under[Symbol.asyncDispose]();
    await Promise.all([orders[Symbol.asyncDispose](), stock[Symbol.asyncDispose]()]);
  });

  const ask = async (text = query): Promise<Told> => (await under.ask(text, token)).body as unknown as Told;
  const drip: Answer = (_, response) => {
    const dripping = setInterval(() => response.write(" "), 20);
    response.once("close", () => clearInterval(dripping));
  };
  const huge: Answer = (_, response) => {
    const more = (): void => {
      while (!response.destroyed && response.write(" ".repeat(1_048_576)));
    };
    response.on("drain", more);
    more();
  };
  const resetInside: Answer = (request, response) => {
    response.writeHead(200, { "content-length": "1000" });
    response.write('{"data":{"order":{"id":"1"', () => request.socket.destroy());
  };
  const troubles: readonly (readonly [what: string, answer: Answer])[] = [
    ["fails with 500", refusing(500, "at /home/erp")],
    ["is away", refusing(503)],
    ["refuses as HTML", refusing(404, "<html>")],
    ["refuses as GraphQL", refusing(400, '{"errors":[{"message":"secret 10.0.0.1"}]}', { "content-type": "application/json" })],
    ["is reset", (request) => request.socket.destroy()],
    ["is reset within its answer", resetInside],
    ["says nothing", silent],
    ["drips", drip],
    ["sends without end", huge],
    ["sends no JSON", json("<html>")],
    ["sends null", json("null")],
    ["sends nothing of use", json("{}")],
    ["sends an error alone", json('{"errors":[{"message":"secret 10.0.0.1"}]}')],
    ["sends what is no error", json('{"data":null,"errors":[null]}')],
  ];
  for (const [what, answer] of troubles) {
    it(`cost nothing but their own part, when one ${what}`, async () => {
      // Twice, for the second attempt.
      orders.answers = [goodOrder];
      stock.answers = [answer, answer];
      const inPart = await ask();
      assert.deepEqual(inPart.data, { order: { id: "1", state: "RELEASED", available: null } });
      orders.answers = [answer, answer];
      const without = await ask();
      assert.deepEqual(without.data, { order: null });
      for (const { errors } of [inPart, without]) {
        assert.equal(errors?.length, 1);
        assert.equal(errors?.[0]?.extensions?.code, "INTERNAL_SERVER_ERROR");
        assert.doesNotMatch(JSON.stringify(errors), /secret|home|10\.0|127\.0/);
      }
      assert.equal(stock.asked.length, what === "is away" || what.startsWith("is reset") ? 2 : 1);
    });
  }

  const lies: readonly (readonly [what: string, answer: Answer, available: number | null])[] = [
    ["entities that are too few", answering({ _entities: [] }), null],
    ["entities that are too many", answering({ _entities: [{ available: 1 }, { available: 2 }] }), null],
    ["an entity that is missing", answering({ _entities: [null] }), null],
    ["an entity that is a list", answering({ _entities: [[1]] }), null],
    ["a text for a number", answering({ _entities: [{ available: "many" }] }), null],
    ["an object for a number", answering({ _entities: [{ available: {} }] }), null],
    ["another object's fields", answering({ _entities: [{ available: 1, id: "9", state: "STOLEN", __typename: "Cost" }] }), 1],
    [
      "keys that every object inherits",
      json('{"data":{"_entities":[{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"toString":1,"available":3}]}}'),
      3,
    ],
    ["an answer within 5,000 lists", json(`{"data":{"_entities":[{"available":${"[".repeat(5_000)}${"]".repeat(5_000)}}]}}`), null],
  ];
  for (const [what, answer, available] of lies) {
    it(`are not believed with ${what}`, async () => {
      orders.answers = [goodOrder];
      stock.answers = [answer];
      const { data } = (await ask()) as { readonly data: { readonly order: Record<string, unknown> } };
      assert.equal(data.order.available, available);
      assert.equal(({} as { polluted?: number }).polluted, undefined);
    });
  }

  it("are answered under any name that the client gives", async () => {
    orders.answers = [
      (_, response) => {
        const asked = JSON.parse(orders.asked[0]?.body ?? "{}") as { readonly query: string };
        // Whatever the planner has made of the aliases, it is answered under.
        const [name = ""] = /[\w]+(?=: *order|\(id)/.exec(asked.query) ?? [];
        const inner = /(\w+): *state/.exec(asked.query)?.[1] ?? "state";
        response.end(`{"data":{${JSON.stringify(name)}:{"__typename":"Order","id":"1",${JSON.stringify(inner)}:"RELEASED"}}}`);
      },
    ];
    const { data } = await ask('{ constructor: order(id: "1") { __proto__: state } }');
    assert.equal(JSON.stringify(data), '{"constructor":{"__proto__":"RELEASED"}}');
  });

  it("are not kept waiting by a client that has gone, over HTTP, as a stream or over a socket", async () => {
    const timeoutMs = 60_000;
    await using patient = await startGatewayUnderTest({ subgraphs: { orders: { url: orders.url, timeoutMs }, stock: { url: stock.url } } });
    const own = await patient.sign();
    const goAway = async (leave: () => void): Promise<void> => {
      await eventually(
        () => orders.asked.length,
        (times) => times === 1,
      );
      leave();
      await eventually(
        () => orders.left,
        (left) => left === 1,
      );
    };
    for (const accept of ["application/json", "text/event-stream", "multipart/mixed;deferSpec=20220824"]) {
      Object.assign(orders, { answers: [silent], asked: [], left: 0 });
      const headers = { "content-type": "application/json", accept, authorization: `Bearer ${own}` };
      const request = openRequest(patient.address, { method: "POST", headers });
      request.once("error", () => undefined);
      request.end(JSON.stringify({ query }));
      await goAway(() => request.destroy());
    }
    for (const leave of ["complete", "close"]) {
      Object.assign(orders, { answers: [silent], asked: [], left: 0 });
      const socket = await patient.connect(own);
      const next = messagesOf(socket);
      await next();
      socket.send(JSON.stringify({ id: "a", type: "subscribe", payload: { query } }));
      await goAway(() => (leave === "close" ? socket.terminate() : socket.send('{"id":"a","type":"complete"}')));
      socket.terminate();
    }
    assert.equal(stock.asked.length, 0);
  });

  it("keep what they let be kept, entity by entity, and it is measured", async () => {
    const keeping = (data: unknown): Answer => refusing(200, JSON.stringify({ data }), { "cache-control": "public, max-age=60" });
    orders.answers = [goodOrder, goodOrder, goodOrder];
    stock.answers = [keeping({ _entities: [{ available: 10 }] })];
    await ask();
    const again = await ask('{ order(id: "1") { available state } }');
    assert.deepEqual(again.data, { order: { available: 10, state: "RELEASED" } });
    assert.deepEqual([orders.asked.length, stock.asked.length], [2, 1]);
    const operator = await under.sign({ scope: "sync:read" });
    const response = await fetch(`${new URL(under.address).origin}/metrics`, { headers: { authorization: `Bearer ${operator}` } });
    const text = await response.text();
    assert.match(text, /^andon_entity_cache_hits_total 1$/m);
    assert.match(text, /^andon_entity_cache_entities 1$/m);
  });

  it("tell nothing of before a caller's own change to that caller, however long it may be kept for others", async () => {
    const keeping = (data: unknown): Answer => refusing(200, JSON.stringify({ data }), { "cache-control": "public, max-age=60" });
    const state = '{ order(id: "2") { state available(unit: "H87") } }';
    const released = keeping({ order: { ...order, id: "2" } });
    const available = (number: number): Answer => keeping({ _entities: [{ available: number }] });
    // The second time that it is asked its answer is kept, the third it is given again.
    orders.answers = [released, released];
    stock.answers = [available(10)];
    for (let times = 0; times < 3; times++)
      assert.deepEqual((await ask(state)).data, { order: { state: "RELEASED", available: 10 } }, `${times}`);
    assert.deepEqual([orders.asked.length, stock.asked.length], [2, 1]);
    orders.answers = [answering({ release: { userErrors: [] } }), keeping({ order: { ...order, id: "2", state: "STARTED" } })];
    stock.answers = [available(20)];
    await ask('mutation { release(input: { order: "2" }) { userErrors { code } } }');
    const another = await under.sign({}, (one) => one.setSubject("another"));
    const told = async (whose: string): Promise<unknown> => (await under.ask(state, whose)).body.data;
    assert.deepEqual(await told(another), { order: { state: "RELEASED", available: 10 } });
    assert.deepEqual(await told(token), { order: { state: "STARTED", available: 20 } });
    assert.deepEqual(await told(another), { order: { state: "STARTED", available: 20 } });
    assert.deepEqual([orders.asked.length, stock.asked.length], [4, 2]);
  });

  it("tell a client that the source of its stream is lost", async () => {
    const socket = await under.connect(token);
    const next = messagesOf(socket);
    await next();
    orders.answers = [
      (_, response) => response.write('event: next\ndata: {"data":{"orderChanged":{"id":"1"}}}\n\n', () => response.destroy()),
    ];
    socket.send(JSON.stringify({ id: "a", type: "subscribe", payload: { query: "subscription { orderChanged(upTo: 1) { id } }" } }));
    assert.deepEqual((await next()).payload, { data: { orderChanged: { id: "1" } } });
    const lost = await next();
    assert.equal(lost.type, "error");
    assert.match(JSON.stringify(lost.payload), /"code":"SUBSCRIPTION_SOURCE_LOST"/);
    const closed = once(socket, "close");
    socket.close();
    await closed;
  });
});
