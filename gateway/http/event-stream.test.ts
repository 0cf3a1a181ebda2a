import assert from "node:assert/strict";
import { once } from "node:events";
import { type IncomingMessage, request as openRequest } from "node:http";
import { after, before, describe, it, mock } from "node:test";
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

  it("is asked for by GET too, as a browser's EventSource does", async () => {
    const search = new URLSearchParams({ query: "subscription ($n: Int!) { orderChanged(upTo: $n) { id } }", variables: '{"n":1}' });
    const headers = { accept: "text/event-stream", authorization: `Bearer ${await under.sign()}` };
    const response = await fetch(`${under.address}?${search}`, { headers });
    assert.equal(await response.text(), ':\n\nevent: next\ndata: {"data":{"orderChanged":{"id":"1"}}}\n\nevent: complete\ndata:\n\n');
  });

  it("tells the errors of an operation that ran as its answer, and completes", async () => {
    const { status, text } = await read("text/event-stream", "{ fail }");
    assert.equal(status, 200);
    assert.match(
      text,
      /^:\n\nevent: next\ndata: \{"errors":\[.*INTERNAL_SERVER_ERROR.*\],"data":\{"fail":null\}\}\n\nevent: complete\ndata:\n\n$/,
    );
    const parts = await read(multipart, "{ fail }");
    assert.match(parts.text, /\{"payload":\{"errors":\[.*"data":\{"fail":null\}\}\}\r\n--graphql/);
  });

  it("says in each protocol that the stream itself has failed, and why", async () => {
    const token = await under.sign({}, (one) => one.setIssuedAt("-1m").setExpirationTime("-29s"));
    const response = await open(multipart, "subscription { orderChanged(upTo: 0) { id } }", token);
    let text = "";
    for await (const chunk of response) text += chunk;
    assert.match(text, /\{"payload":null,"errors":\[\{"message":"The token has expired.*UNAUTHENTICATED.*\r\n--graphql--\r\n$/s);
  });

  const mutation = 'mutation { release(input: { order: "1" }) { order { id } } }';
  const forged: readonly (readonly [what: string, status: number, ask: (accept: string) => RequestInit & { readonly search?: string }])[] =
    [
      ["a mutation by GET", 405, () => ({ method: "GET", search: `?${new URLSearchParams({ query: mutation })}` })],
      ["another method", 405, () => ({ method: "PUT", body: "{}" })],
      [
        "a body that is said to be text, as a foreign page can send it",
        415,
        () => ({ method: "POST", headers: { "content-type": "text/plain" }, body: JSON.stringify({ query: mutation }) }),
      ],
    ];
  for (const [what, status, ask] of forged) {
    it(`is not begun for ${what}`, async () => {
      for (const accept of ["text/event-stream", multipart]) {
        const { search = "", headers = {}, ...init } = ask(accept);
        const authorization = `Bearer ${await under.sign()}`;
        const response = await fetch(`${under.address}${search}`, { ...init, headers: { ...headers, accept, authorization } });
        assert.equal(response.status, status);
        assert.match(await response.text(), /"code":"BAD_REQUEST"/);
      }
    });
  }

  it("shows every 12 s that it lives", async () => {
    mock.timers.enable({ apis: ["setInterval"] });
    try {
      for (const [accept, opening, beat] of [
        ["text/event-stream", /^:\n\n$/, /^:\n\n$/],
        [multipart, /\{\}\r\n--graphql\r\n$/, /^content-type: application\/json\r\n\r\n\{\}\r\n--graphql\r\n$/],
      ] as const) {
        const response = await open(accept, "subscription { orderChanged(upTo: 0) { id } }");
        assert.match(String((await once(response, "data"))[0]), opening);
        for (let times = 0; times < 2; times++) {
          const told = once(response, "data");
          mock.timers.tick(12_000);
          assert.match(String((await told)[0]), beat);
        }
        response.destroy();
      }
    } finally {
      mock.timers.reset();
    }
  });
});
