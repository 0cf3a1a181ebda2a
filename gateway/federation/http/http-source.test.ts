import assert from "node:assert/strict";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, beforeEach, describe, it } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { eventually } from "#test/eventually";
import type { FetchAnswer } from "../../execution/plan/fetch-port.ts";
import { somebody } from "../../subscriptions/streams.fixture.ts";
import { CircuitBreaker } from "./circuit-breaker.ts";
import { createHttpSource, type HttpSource } from "./http-source.ts";
import { keptOf } from "./kept.ts";
import { verifyCaller } from "./signature.ts";

type Answer = (request: IncomingMessage, response: ServerResponse, body: string) => void;
const secret = "a secret of more than thirty-two characters";
const good: Answer = (_, response) => response.end('{"data":{"a":1}}');

describe("a subgraph over HTTP", () => {
  let server: Server;
  let source: HttpSource;
  let answers: Answer[] = [];
  let asked: { readonly body: string; readonly headers: IncomingMessage["headers"] }[] = [];
  let left = 0;

  before(async () => {
    server = createServer(async (request, response) => {
      let body = "";
      for await (const chunk of request) body += chunk;
      asked.push({ body, headers: request.headers });
      response.once("close", () => {
        if (!response.writableEnded) left += 1;
      });
      (answers.shift() ?? good)(request, response, body);
    }).listen(0);
  });
  beforeEach(() => {
    answers = [];
    asked = [];
    left = 0;
    source = open();
  });
  after(() => {
    server.closeAllConnections();
    server.close();
  });

  const open = (own: string | null = null): HttpSource =>
    createHttpSource({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql?x=1`, secret: own, timeoutMs: 300 });
  const ask = async (
    kind: "query" | "mutation" = "query",
    { from = source, variables = {}, caller = somebody, signal = new AbortController().signal, event = undefined as unknown } = {},
  ): Promise<FetchAnswer> =>
    from.prepare({ text: `${kind} { a }`, name: undefined, kind })(variables, { variables, context: {}, caller, signal, event });

  it("is asked with the document, its variables and the caller's signature, and tells how long its answer may be kept", async () => {
    answers = [
      (_, response) => response.setHeader("cache-control", "max-age=60, public").end('{"data":{"a":2},"errors":[{"message":"b"}]}'),
    ];
    const answer = await ask("query", { from: open(secret), variables: { v: [1] } });
    assert.deepEqual(answer, { data: { a: 2 }, errors: [{ message: "b" }], kept: { seconds: 60, scope: "PUBLIC" } });
    assert.equal(asked[0]?.body, '{"query":"query { a }","variables":{"v":[1]}}');
    const token = asked[0]?.headers.authorization?.replace("Bearer ", "") ?? "";
    assert.deepEqual(await verifyCaller(token, secret), somebody);
    await assert.rejects(verifyCaller(token, "another secret of more than thirty-two characters"));
  });

  it("is told that an answer is for an event of a stream, which goes to all of the same access, where it knows of callers", async () => {
    await ask("query", { from: open(secret), event: { a: 1 } });
    await ask("query", { event: { a: 1 } });
    assert.deepEqual(
      asked.map(({ body }) => JSON.parse(body).extensions),
      [{ isShared: true }, undefined],
    );
  });

  it("is told nothing of the caller where no secret is shared", async () => {
    await ask();
    assert.equal(asked[0]?.headers.authorization, undefined);
  });

  it("is asked once by all who ask the same for the same caller, each of whom has an answer of its own", async () => {
    const from = open(secret);
    answers = Array.from({ length: 4 }, () => (_, response) => void setTimeout(() => response.end('{"data":{"a":1}}'), 50));
    const other = { ...somebody, subject: "b" };
    const ofAnother = { ...somebody, issuer: "https://another" };
    const [one, two] = await Promise.all([
      ask("query", { from }),
      ask("query", { from }),
      ask("query", { from, caller: other }),
      ask("query", { from, variables: { v: 1 } }),
      ask("query", { from, caller: ofAnother }),
    ]);
    assert.equal(asked.length, 4);
    assert.deepEqual(one, two);
    assert.notEqual(one?.data, two?.data);
  });

  it("is asked for each mutation", async () => {
    await Promise.all([ask("mutation"), ask("mutation")]);
    assert.equal(asked.length, 2);
  });

  it("is asked once more after a lost connection or a passing fault, but never with a mutation", async () => {
    const reset: Answer = (request) => request.socket.destroy();
    answers = [reset, good];
    assert.deepEqual((await ask()).data, { a: 1 });
    answers = [(_, response) => response.writeHead(503).end(), good];
    assert.deepEqual((await ask()).data, { a: 1 });
    answers = [reset];
    await assert.rejects(ask("mutation"));
    answers = [(_, response) => response.writeHead(500).end("no"), good];
    await assert.rejects(ask(), /answered 500/);
  });

  it("is asked twice for a tenth of its calls at most when it fails for long", async () => {
    answers = Array.from({ length: 200 }, () => (_, response) => response.writeHead(503).end());
    let failed = 0;
    for (let call = 0; call < 60; call++) await ask("query", { from: source, variables: { call } }).catch(() => failed++);
    assert.equal(failed, 60);
    assert.ok(asked.length <= 12, `asked ${asked.length} times; the breaker should have opened`);
  });

  it("is given up when it takes too long, when nobody waits any more, and only then", async () => {
    const never: Answer = () => undefined;
    answers = [never];
    await assert.rejects(ask("mutation"), /timeout/i);
    answers = [never];
    const [one, two] = [new AbortController(), new AbortController()];
    const both = Promise.allSettled([ask("query", { signal: one.signal }), ask("query", { signal: two.signal })]);
    await eventually(
      () => asked.length,
      (times) => times === 2,
    );
    const before = left;
    one.abort();
    await delay(30);
    assert.equal(left, before);
    two.abort();
    assert.deepEqual(
      (await both).map(({ status }) => status),
      ["rejected", "rejected"],
    );
    await eventually(
      () => left,
      (times) => times > before,
    );
  });

  for (const [what, text] of [
    ["no JSON", "<html>"],
    ["a list", "[]"],
    ["null", "null"],
    ["half of it", '{"data":{"a":'],
  ] as const) {
    it(`is not believed when it sends ${what}`, async () => {
      answers = [(_, response) => response.end(text)];
      await assert.rejects(ask());
    });
  }

  it("may refuse with a status of its own in GraphQL's media type", async () => {
    answers = [
      (_, response) =>
        response.writeHead(400, { "content-type": "application/graphql-response+json" }).end('{"errors":[{"message":"no"}]}'),
    ];
    assert.deepEqual((await ask()).errors, [{ message: "no" }]);
  });
});

describe("a circuit breaker", () => {
  it("opens after five failures in a row, probes one call after a while, and closes when it succeeds", async () => {
    let now = 0;
    const breaker = new CircuitBreaker(() => now);
    const fail = () =>
      breaker.call(
        async () => Promise.reject(new Error("down")),
        () => true,
      );
    await assert.rejects(fail(), /down/);
    await breaker.call(
      async () => 1,
      () => true,
    );
    for (let times = 0; times < 5; times++) await assert.rejects(fail(), /down/);
    await assert.rejects(fail(), { name: "CircuitOpen" });
    now = 5_001;
    let answer: (value: number) => void = () => undefined;
    const probe = breaker.call(
      () => new Promise<number>((resolve) => (answer = resolve)),
      () => true,
    );
    await assert.rejects(fail(), { name: "CircuitOpen" });
    answer(1);
    assert.equal(await probe, 1);
    await assert.rejects(fail(), /down/);
  });
});

describe("how long an answer may be kept", () => {
  for (const [header, seconds, scope] of [
    [undefined, 0, "PRIVATE"],
    ["max-age=5", 5, "PRIVATE"],
    ["public, max-age=5, s-maxage=9", 9, "PUBLIC"],
    ["public, max-age=5, no-store", 0, "PUBLIC"],
    ["no-cache, max-age=5", 0, "PRIVATE"],
    ["Max-Age=7, Private", 7, "PRIVATE"],
    ["max-age=-1", 0, "PRIVATE"],
  ] as const) {
    it(`follows from Cache-Control: ${header}`, () => assert.deepEqual(keptOf(header), { seconds, scope }));
  }
});
