import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { type GatewayUnderTest, messagesOf, startGatewayUnderTest } from "../gateway.fixture.ts";
import { documentId } from "./document-id.ts";
import type { DocumentStore } from "./document-store.ts";
import { openSqliteDocumentStore } from "./sqlite-document-store.ts";

const stored = "query Order($id: ID!) { order(id: $id) { id state } }";
const followed = "subscription Orders { orderChanged(upTo: 1) { id } }";
const foreign = '{ order(id: "1") { id } }';

describe("trusted documents, over every transport", () => {
  let folder: string;
  let store: DocumentStore;
  let under: GatewayUnderTest;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "andon-documents-"));
    store = openSqliteDocumentStore(join(folder, "documents.db"));
    store.add(
      [
        { client: "portal", name: "Order", text: stored },
        { client: "portal", name: "Orders", text: followed },
      ],
      "eva",
    );
    const levels = { portal: "BLOCK", careful: "WARN" } as const;
    const allowedDocuments = (whose: string) => levels[whose as keyof typeof levels];
    under = await startGatewayUnderTest({ documents: { store, level: "OFF", allowedDocuments } });
  });
  after(async () => {
    await under[Symbol.asyncDispose]();
    store.close();
    rmSync(folder, { recursive: true });
  });

  const tokenOf = (client: string): Promise<string> => under.sign({ client_id: client });
  const send = async (client: string, body: object, accept = "application/json"): Promise<Response> =>
    fetch(under.address, {
      method: "POST",
      headers: { "content-type": "application/json", accept, authorization: `Bearer ${await tokenOf(client)}` },
      body: JSON.stringify(body),
    });

  it("are run by their ids and by their texts", async () => {
    for (const body of [{ documentId: documentId(stored) }, { documentId: `sha256:${documentId(stored)}` }, { query: stored }]) {
      const response = await send("portal", { ...body, variables: { id: "7" } });
      assert.deepEqual(await response.json(), { data: { order: { id: "7", state: "RELEASED" } } });
    }
  });

  it("are run by their ids over GET, and over GET no mutation is", async () => {
    const get = async (parameters: Record<string, string>): Promise<Response> =>
      fetch(`${under.address}?${new URLSearchParams(parameters)}`, {
        headers: { authorization: `Bearer ${await tokenOf("portal")}`, "apollo-require-preflight": "1" },
      });
    const response = await get({ documentId: documentId(stored), variables: '{"id":"7"}' });
    assert.deepEqual(await response.json(), { data: { order: { id: "7", state: "RELEASED" } } });
    const mutation = 'mutation Release { release(input: { order: "1" }) { order { id } } }';
    store.add([{ client: "portal", name: "Release", text: mutation }], "eva");
    assert.equal((await get({ documentId: documentId(mutation) })).status, 405);
  });

  it("are the only ones that a client at BLOCK may run: POST, GET, stream and socket refuse any other alike", async () => {
    const post = await send("portal", { query: foreign });
    assert.equal(post.status, 400);
    assert.match(await post.text(), /PERSISTED_QUERY_REQUIRED/);
    const got = await fetch(`${under.address}?query=${encodeURIComponent(foreign)}`, {
      headers: { authorization: `Bearer ${await tokenOf("portal")}`, "apollo-require-preflight": "1" },
    });
    assert.match(await got.text(), /PERSISTED_QUERY_REQUIRED/);
    const stream = await send("portal", { query: "subscription { orderChanged(upTo: 1) { state } }" }, "text/event-stream");
    assert.match(await stream.text(), /PERSISTED_QUERY_REQUIRED/);
    const socket = await under.connect(await tokenOf("portal"));
    const next = messagesOf(socket);
    assert.equal((await next()).type, "connection_ack");
    socket.send(JSON.stringify({ type: "subscribe", id: "1", payload: { query: foreign } }));
    assert.match(JSON.stringify(await next()), /PERSISTED_QUERY_REQUIRED/);
    socket.send(
      JSON.stringify({ type: "subscribe", id: "2", payload: { query: "", documentId: documentId(stored), variables: { id: "3" } } }),
    );
    assert.deepEqual((await next()).payload, { data: { order: { id: "3", state: "RELEASED" } } });
    socket.close();
  });

  it("may be followed by their ids", async () => {
    const text = await (await send("portal", { documentId: documentId(followed) }, "text/event-stream")).text();
    assert.match(text, /"orderChanged":\{"id":"1"\}/);
  });

  it("are missed with a notice beside the answer where a client is only warned", async () => {
    const answer = (await (await send("careful", { query: foreign })).json()) as {
      data: unknown;
      extensions: { notices: { code: string }[] };
    };
    assert.deepEqual(answer.data, { order: { id: "1" } });
    assert.deepEqual(
      answer.extensions.notices.map(({ code }) => code),
      ["PERSISTED_QUERY_REQUIRED"],
    );
  });

  it("leave clients without a level to automatic persisted queries", async () => {
    const extensions = { persistedQuery: { version: 1, sha256Hash: documentId(foreign) } };
    assert.match(await (await send("other", { extensions })).text(), /PersistedQueryNotFound/);
    assert.equal((await send("other", { query: foreign, extensions })).status, 200);
    assert.deepEqual(await (await send("other", { extensions })).json(), { data: { order: { id: "1" } } });
  });
});
