import assert from "node:assert/strict";
import { once } from "node:events";
import { type IncomingMessage, request as openRequest } from "node:http";
import { after, before, describe, it } from "node:test";
import { eventually } from "#test/eventually";
import { type GatewayUnderTest, startGatewayUnderTest } from "../gateway.fixture.ts";

const multipart = 'multipart/mixed;boundary="graphql";subscriptionSpec=1.0,application/json';
const twoOrders = "subscription { orderChanged(upTo: 2) { id available } }";

describe("a stream over HTTP", () => {
  let under: GatewayUnderTest;
  before(async () => {
    under = await startGatewayUnderTest();
  });
  after(() => under[Symbol.asyncDispose]());

  async function open(accept: string, query: string, token?: string): Promise<IncomingMessage> {
    const headers = { accept, "content-type": "application/json", authorization: `Bearer ${token ?? (await under.sign())}` };
    const request = openRequest(under.address, { method: "POST", headers });
    request.end(JSON.stringify({ query }));
    const [response] = (await once(request, "response")) as [IncomingMessage];
    return response.setEncoding("utf8");
  }
  async function read(accept: string, query: string): Promise<{ status: number | undefined; type: string | undefined; text: string }> {
    const response = await open(accept, query);
    let text = "";
    for await (const chunk of response) text += chunk;
    return { status: response.statusCode, type: response.headers["content-type"], text };
  }

  it("is server-sent events, each an answer, and then complete", async () => {
    const { status, type, text } = await read("text/event-stream", twoOrders);
    assert.equal(status, 200);
    assert.match(type ?? "", /^text\/event-stream/);
    const events = [1, 2].map((id) => `event: next\ndata: {"data":{"orderChanged":{"id":"${id}","available":${id * 10}}}}\n\n`);
    assert.equal(text, `:\n\n${events.join("")}event: complete\ndata:\n\n`);
  });

  it("is multipart as Apollo Client asks for it", async () => {
    const { type, text } = await read(multipart, twoOrders);
    assert.match(type ?? "", /^multipart\/mixed; boundary="graphql"; subscriptionSpec=1\.0$/);
    const parts = text.split(/(?:^|\r\n)--graphql(?:--)?\r\n/).flatMap((part) => part.split("\r\n\r\n")[1] ?? []);
    assert.deepEqual(
      parts.map((part) => JSON.parse(part)),
      [{}, ...[1, 2].map((id) => ({ payload: { data: { orderChanged: { id: String(id), available: id * 10 } } } })), {}],
    );
    assert.match(text, /\r\n--graphql--\r\n$/);
  });

  it("carries the one answer of a query too", async () => {
    const { text } = await read("text/event-stream", '{ order(id: "4") { id } }');
    assert.equal(text, ':\n\nevent: next\ndata: {"data":{"order":{"id":"4"}}}\n\nevent: complete\ndata:\n\n');
  });

  it("is not begun for what is no operation, or for nobody", async () => {
    const invalid = await read("text/event-stream", "subscription { nothing }");
    assert.equal(invalid.status, 400);
    assert.match(invalid.text, /GRAPHQL_VALIDATION_FAILED/);
    assert.match((await read(multipart, "{ nothing }")).text, /GRAPHQL_VALIDATION_FAILED/);
    assert.equal((await open("text/event-stream", twoOrders, "nonsense")).statusCode, 401);
  });

  it("is refused where a single answer is asked for", async () => {
    const { status, text } = await read("application/json", twoOrders);
    assert.equal(status, 400);
    assert.match(text, /text\/event-stream/);
  });

  it("lets go of the source when the client leaves", async () => {
    const before = under.seen.streamsLeft;
    const response = await open("text/event-stream", "subscription { orderChanged(upTo: 0) { id } }");
    await once(response, "data");
    response.destroy();
    await eventually(
      () => under.seen.streamsLeft,
      (left) => left === before + 1,
    );
  });

  it("ends when the token does", async () => {
    const token = await under.sign({}, (one) => one.setIssuedAt("-1m").setExpirationTime("-29s"));
    const response = await open("text/event-stream", "subscription { orderChanged(upTo: 0) { id } }", token);
    let text = "";
    for await (const chunk of response) text += chunk;
    assert.match(text, /The token has expired.*UNAUTHENTICATED[\s\S]*event: complete/);
  });
});
