import assert from "node:assert/strict";
import { once } from "node:events";
import { after, before, describe, it } from "node:test";
import WebSocket from "ws";
import { messagesOf } from "../gateway.fixture.ts";
import { type PartnersUnderTest, startPartnersUnderTest } from "./partners.fixture.ts";

const queries = [
  "{ __schema { types { name } } }",
  '{ a: __type(name: "Order") { name } }',
  "{ ...F } fragment F on Query { __schema { types { name } } }",
];

describe("a partner that asks for the schema", () => {
  let partners: PartnersUnderTest;
  let token: string;
  before(async () => {
    partners = await startPartnersUnderTest();
    token = await partners.token("acme", partners.add());
  });
  after(() => partners[Symbol.asyncDispose]());

  it("is refused over POST, GET, stream, parts and socket alike", async () => {
    const { under } = partners;
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
    for (const query of queries) {
      for (const accept of ["application/json", "text/event-stream", "multipart/mixed; deferSpec=20220824"]) {
        const response = await fetch(under.address, { method: "POST", headers: { ...headers, accept }, body: JSON.stringify({ query }) });
        assert.equal(response.status, 403, accept);
        assert.match(await response.text(), /INTROSPECTION_DISABLED/);
      }
      const got = await fetch(`${under.address}?${new URLSearchParams({ query })}`, { headers });
      assert.equal(got.status, 403);
      assert.match(await got.text(), /INTROSPECTION_DISABLED/);
      const socket = new WebSocket(under.address.replace("http", "ws"), "graphql-transport-ws");
      await once(socket, "open");
      const next = messagesOf(socket);
      socket.send(JSON.stringify({ type: "connection_init", payload: { authorization: `Bearer ${token}` } }));
      await next();
      socket.send(JSON.stringify({ id: "a", type: "subscribe", payload: { query } }));
      assert.match(JSON.stringify(await next()), /INTROSPECTION_DISABLED/);
      socket.close();
    }
  });

  it("may ask of what type an object is, and others may ask for the schema", async () => {
    const { under } = partners;
    assert.equal((await under.ask('{ order(id: "1") { __typename } }', token)).status, 200);
    for (const query of queries) assert.equal((await under.ask(query, await under.sign())).status, 200);
  });
});

describe("a partner that may ask for the schema", () => {
  it("is shown what it may use of it", async () => {
    await using open = await startPartnersUnderTest({}, { introspection: true });
    const { status, body } = await open.under.ask(queries[0] ?? "", await open.token("acme", open.add({ scopes: ["finance"] })));
    assert.equal(status, 200);
    assert.match(JSON.stringify(body), /"Order"/);
    assert.doesNotMatch(JSON.stringify(body), /"Cost"/);
  });
});
