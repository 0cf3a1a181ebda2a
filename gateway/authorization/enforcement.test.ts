import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, beforeEach, describe, it } from "node:test";
import { composeServices } from "@apollo/composition";
import { parse } from "graphql";
import { type GatewayUnderTest, messagesOf, startGatewayUnderTest } from "../gateway.fixture.ts";

const costOfOne = '{ order(id: "1") { id available cost { value } } }';
const withoutCost = { order: { id: "1", available: 10, cost: null } };

/** Ways in which an operation comes, each giving the answer's body. */
type Transport = (under: GatewayUnderTest, query: string, token: string) => Promise<Record<string, unknown>>;
const transports: Readonly<Record<string, Transport>> = {
  "a POST": async ({ ask }, query, token) => (await ask(query, token)).body,
  "a GET": async ({ address }, query, token) => {
    const headers = { authorization: `Bearer ${token}`, "apollo-require-preflight": "1" };
    return (await (await fetch(`${address}?query=${encodeURIComponent(query)}`, { headers })).json()) as Record<string, unknown>;
  },
  "a WebSocket": async ({ connect }, query, token) => {
    const socket = await connect(token);
    const next = messagesOf(socket);
    await next();
    socket.send(JSON.stringify({ id: "a", type: "subscribe", payload: { query } }));
    const { payload } = await next();
    socket.close();
    return (Array.isArray(payload) ? { errors: payload } : payload) as Record<string, unknown>;
  },
  "server-sent events": (under, query, token) => streamed(under, query, token, "text/event-stream"),
};

async function streamed({ address }: GatewayUnderTest, query: string, token: string, accept: string): Promise<Record<string, unknown>> {
  const headers = { "content-type": "application/json", accept, authorization: `Bearer ${token}` };
  const text = await (await fetch(address, { method: "POST", headers, body: JSON.stringify({ query }) })).text();
  return JSON.parse(/data: (\{.*\})/.exec(text)?.[1] ?? text) as Record<string, unknown>;
}

const codesOf = (body: Record<string, unknown>): readonly (readonly [unknown, unknown])[] =>
  ((body.errors ?? []) as { path?: unknown; extensions: { code: unknown } }[]).map(({ path, extensions }) => [extensions.code, path]);

describe("what a caller may not see", () => {
  let under: GatewayUnderTest;
  let nobody: string;
  let finance: string;
  before(async () => {
    under = await startGatewayUnderTest();
    nobody = await under.sign();
    finance = await under.sign({ scope: "cost:read finance" });
  });
  beforeEach(() => {
    under.seen.costReads = 0;
  });
  after(() => under[Symbol.asyncDispose]());

  for (const [over, send] of Object.entries(transports)) {
    it(`is null over ${over}, told with its path, and asked of no subgraph`, async () => {
      const body = await send(under, costOfOne, nobody);
      assert.deepEqual(body.data, withoutCost);
      assert.deepEqual(codesOf(body), [["UNAUTHORIZED_FIELD_OR_TYPE", ["order", "cost"]]]);
      assert.equal(under.seen.costReads, 0);
    });

    it(`is seen over ${over} by whoever has the scopes, before and after`, async () => {
      assert.deepEqual((await send(under, costOfOne, finance)).data, { order: { ...withoutCost.order, cost: { value: 1 } } });
      assert.deepEqual((await send(under, costOfOne, nobody)).data, withoutCost);
    });
  }

  it("is null in each event of a subscription", async () => {
    const query = "subscription { orderChanged(upTo: 1) { id cost { value } } }";
    const body = await streamed(under, query, nobody, "text/event-stream");
    assert.deepEqual(body.data, { orderChanged: { id: "1", cost: null } });
    assert.deepEqual(codesOf(body), [["UNAUTHORIZED_FIELD_OR_TYPE", ["orderChanged", "cost"]]]);
    assert.deepEqual((await streamed(under, query, finance, "text/event-stream")).data, { orderChanged: { id: "1", cost: { value: 1 } } });
  });

  it("is refused with the scopes that are needed when nothing else was asked for", async () => {
    const { status, challenge, body } = await under.ask("{ costs { value } }", nobody);
    assert.equal(status, 403);
    assert.match(challenge, /^Bearer .*error="insufficient_scope", scope="(auditor cost:read|cost:read auditor|auditor|cost:read.*)"/);
    assert.equal("data" in body, false);
    assert.equal((await under.ask("{ costs { value } }", await under.sign({ scope: "cost:read auditor" }))).status, 200);
  });

  it("is what a policy says, by its name", async () => {
    assert.deepEqual((await under.ask("{ plants }", nobody)).body, { data: { plants: "yes" } });
    assert.equal((await under.ask("{ plants }", await under.sign({ plants: [] }))).status, 403);
  });

  it("is not in the schema that the caller is shown, and is never suggested", async () => {
    const introspection = '{ __schema { types { name } } __type(name: "Cost") { name } order: __type(name: "Order") { fields { name } } }';
    const shown = JSON.stringify((await under.ask(introspection, nobody)).body);
    assert.doesNotMatch(shown, /"[Cc]osts?"/);
    assert.match(shown, /"available"/);
    assert.match(JSON.stringify((await under.ask(introspection, finance)).body), /"Cost".*"cost"/);
    const misspelt = JSON.stringify((await under.ask('{ order(id: "1") { cots } }', nobody)).body);
    assert.match(misspelt, /Cannot query field/);
    assert.doesNotMatch(misspelt, /cost|Did you mean/);
  });
});

describe("a supergraph that asks for what cannot be enforced", () => {
  it("is not loaded; the one before goes on serving", async () => {
    await using under = await startGatewayUnderTest();
    const { supergraphSdl = "" } = composeServices([
      {
        name: "orders",
        url: "http://orders",
        typeDefs: parse(`extend schema @link(url: "https://specs.apollo.dev/federation/v2.8", import: ["@key", "@context", "@fromContext"])
          type Query { order: Order } type Order @key(fields: "id") @context(name: "o") { id: ID! part: Part }
          type Part @key(fields: "id") { id: ID! price(of: ID @fromContext(field: "$o { id }")): Int }`),
      },
    ]);
    assert.match(supergraphSdl, /context/);
    assert.equal(await under.gateway.reload(supergraphSdl), false);
    const unknown = readFileSync(new URL("../../schema/supergraph.graphql", import.meta.url), "utf8").replace(
      /@link\(url: "[^"]*requiresScopes\/v0.1"/,
      '@link(url: "https://example.com/secrets/v1.0"',
    );
    assert.equal(await under.gateway.reload(unknown), false);
    assert.equal((await under.ask('{ order(id: "1") { id } }', await under.sign())).status, 200);
  });
});
