import assert from "node:assert/strict";
import { once } from "node:events";
import { after, before, describe, it } from "node:test";
import { pino } from "pino";
import { type GatewayUnderTest, messagesOf, startGatewayUnderTest } from "../gateway.fixture.ts";
import { createLimiter } from "./limiter.ts";

/** The orders' lists are of ten where nothing is said of them: an order is one point. */
const one = '{ order(id: "1") { id } }';
const aliases = (count: number): string =>
  `{ ${Array.from({ length: count }, (_, index) => `a${index}: order(id: "1") { id }`).join(" ")} }`;

describe("limits", () => {
  let under: GatewayUnderTest;
  before(async () => {
    const limiter = await createLimiter({
      tiers: {
        standard: { costPerMinute: 6_000, burst: 100 },
        small: { costPerMinute: 60, burst: 10, sockets: 1, subscriptions: 1, messagesPerSecond: 5 },
      },
      redis: null,
      log: pino({ level: "silent" }),
    });
    under = await startGatewayUnderTest({ limiter });
  });
  after(() => under[Symbol.asyncDispose]());

  let callers = 0;
  /** A caller whose budget nobody has touched. */
  const somebody = (tier: string): Promise<string> => under.sign({ tier }, (token) => token.setSubject(`caller ${++callers}`));
  const send = async (token: string, query: string, extensions = {}): Promise<{ response: Response; body: Record<string, unknown> }> => {
    const headers = { "content-type": "application/json", authorization: `Bearer ${token}` };
    const response = await fetch(under.address, { method: "POST", headers, body: JSON.stringify({ query, extensions }) });
    return { response, body: (await response.json()) as Record<string, unknown> };
  };

  it("tell with each answer what is left", async () => {
    const token = await somebody("small");
    const { response } = await send(token, aliases(4));
    assert.equal(response.status, 200);
    assert.match(response.headers.get("ratelimit") ?? "", /^"cost";r=6;t=\d+$/);
    assert.equal(response.headers.get("ratelimit-policy"), '"cost";q=60;w=60');
  });

  it("are told alike over POST, GET, stream and parts, and with a refusal", async () => {
    const accepts = ["application/json", "application/graphql-response+json", "text/event-stream", "multipart/mixed; deferSpec=20220824"];
    const search = (query: string): string => `${under.address}?${new URLSearchParams({ query })}`;
    for (const query of [aliases(4), '{ ... @defer { order(id: "1") { id } } }']) {
      for (const [accept, method] of [...accepts.map((each) => [each, "POST"] as const), ["application/json", "GET"] as const]) {
        const headers = { "content-type": "application/json", authorization: `Bearer ${await somebody("small")}`, accept };
        const post = { method, body: JSON.stringify({ query }) };
        const ask = (): Promise<Response> =>
          method === "GET" ? fetch(search(query), { headers }) : fetch(under.address, { headers, ...post });
        const first = await ask();
        await first.text();
        assert.equal(first.status, 200, accept);
        assert.match(first.headers.get("ratelimit") ?? "", /^"cost";r=\d+;t=\d+$/, `${method} ${accept}`);
        assert.equal(first.headers.get("ratelimit-policy"), '"cost";q=60;w=60', `${method} ${accept}`);
        let last = first;
        for (let times = 0; times < 20 && last.status === 200; times++) {
          last = await ask();
          await last.text();
        }
        assert.equal(last.status, 429, `${method} ${accept}`);
        assert.match(last.headers.get("retry-after") ?? "", /^[1-9]$/);
        assert.match(last.headers.get("ratelimit") ?? "", /^"cost";r=\d+;t=\d+$/);
      }
    }
  });

  it("refuse what costs more than is left, with when to come back; a hundred aliases cost what a hundred requests cost", async () => {
    const token = await somebody("small");
    assert.equal((await send(token, aliases(10))).response.status, 200);
    const { response, body } = await send(token, one);
    assert.equal(response.status, 429);
    assert.match(JSON.stringify(body), /RATE_LIMITED/);
    assert.equal(response.headers.get("retry-after"), "1");
    assert.equal((await send(await somebody("small"), one)).response.status, 200, "another caller is not concerned");
    const apart = await somebody("small");
    for (let request = 0; request < 10; request++) assert.equal((await send(apart, one)).response.status, 200);
    assert.equal((await send(apart, one)).response.status, 429);
  });

  it("never let through what exceeds the burst", async () => {
    const { response, body } = await send(await somebody("small"), aliases(11));
    assert.equal(response.status, 429);
    assert.equal(response.headers.get("retry-after"), null);
    assert.match(JSON.stringify(body), /may cost 11 points.*10 at most/);
  });

  it("tell what an operation cost to whoever asks, an answer that was kept not excepted", async () => {
    const token = await somebody("standard");
    for (let time = 0; time < 2; time++) {
      const { body } = await send(token, aliases(3), { cost: true });
      const { cost } = body.extensions as { cost: Record<string, number> };
      assert.deepEqual([cost.estimated, cost.actual, cost.limit], [3, 3, 6_000]);
    }
  });

  it("hold for operations over a socket, and for sockets, subscriptions and messages", async () => {
    const token = await somebody("small");
    const socket = await under.connect(token);
    const next = messagesOf(socket);
    await next();
    const second = await under.connect(token);
    assert.deepEqual((await once(second, "close")).map(String), ["4429", "Too many sockets"]);
    const subscribe = (id: string, query: string): void => socket.send(JSON.stringify({ id, type: "subscribe", payload: { query } }));
    subscribe("a", "subscription { orderChanged(upTo: 0) { id } }");
    subscribe("b", "subscription { orderChanged(upTo: 0) { id state } }");
    assert.match(JSON.stringify(await next()), /"b".*TOO_MANY_SUBSCRIPTIONS/);
    subscribe("c", aliases(11));
    assert.match(JSON.stringify(await next()), /"c".*RATE_LIMITED/);
    for (let message = 0; message < 6; message++) socket.send('{"type":"pong"}');
    assert.deepEqual((await once(socket, "close")).map(String), ["4429", "Too many messages"]);
    const again = await under.connect(token);
    assert.equal((await messagesOf(again)()).type, "connection_ack");
    again.close();
  });

  it("refuse a document for its form before anything walks it", async () => {
    const token = await somebody("standard");
    const doubling = Array.from({ length: 40 }, (_, index) => `fragment F${index} on Order { ...F${index + 1} ...F${index + 1} }`).join(
      " ",
    );
    for (const [query, code] of [
      [`{ order(id: "1") { ...F0 } } ${doubling} fragment F40 on Order { id }`, /TOO_MANY_FIELDS/],
      [aliases(101), /TOO_MANY_ROOT_FIELDS/],
      [`{ order(id: "1") { ${Array.from({ length: 301 }, (_, index) => `a${index}: id`).join(" ")} } }`, /TOO_MANY_ALIASES/],
      [`{ unused${" @include(if: true)".repeat(301)} }`, /TOO_MANY_DIRECTIVES/],
      [`{ unused(${"a: 1 ".repeat(3_000)}) }`, /TOO_MANY_TOKENS/],
      [`{ unused(a: ${"[".repeat(200)}${"]".repeat(200)}) }`, /QUERY_TOO_DEEP/],
    ] as const) {
      const began = performance.now();
      const { response, body } = await send(token, query);
      assert.equal(response.status, 400);
      assert.match(JSON.stringify(body), code);
      assert.ok(performance.now() - began < 5_000);
    }
  });
});
