import assert from "node:assert/strict";
import { after, before, beforeEach, describe, it } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { eventually } from "#test/eventually";
import { somebody } from "../../subscriptions/streams.fixture.ts";
import { Writes } from "../writes.ts";
import type { HttpSource } from "./http-source.ts";
import {
  type Answer,
  ask,
  good,
  graphqlType,
  type HttpSubgraph,
  refusing,
  secret,
  silent,
  startHttpSubgraph,
} from "./http-subgraph.fixture.ts";
import { verifyCaller } from "./signature.ts";

const untilAsked = (subgraph: HttpSubgraph, times: number): Promise<number> =>
  eventually(
    () => subgraph.asked.length,
    (count) => count === times,
  );

describe("a subgraph over HTTP", () => {
  let subgraph: HttpSubgraph;
  let source: HttpSource;

  before(async () => {
    subgraph = await startHttpSubgraph();
  });
  beforeEach(() => {
    Object.assign(subgraph, { answers: [], asked: [], left: 0 });
    source = subgraph.open();
  });
  after(() => subgraph[Symbol.asyncDispose]());

  it("is asked with the document, its variables and the caller's signature, and tells how long its answer may be kept", async () => {
    subgraph.answers = [refusing(200, '{"data":{"a":2},"errors":[{"message":"b"}]}', { "cache-control": "max-age=60, public", age: "20" })];
    const writes = new Writes();
    writes.note(somebody);
    const earliest = Date.now() + 40_000;
    const { data, errors, kept } = await ask(subgraph.open({ secret }, writes), "query", { variables: { v: [1] } });
    assert.deepEqual({ data, errors }, { data: { a: 2 }, errors: [{ message: "b" }] });
    assert.deepEqual([kept?.scope, kept?.begun], ["PUBLIC", 1]);
    assert.ok(kept && kept.until >= earliest && kept.until <= Date.now() + 40_000);
    assert.equal(subgraph.asked[0]?.body, '{"query":"query { a }","variables":{"v":[1]}}');
    assert.equal(subgraph.asked[0]?.headers["accept-encoding"], "identity");
    const token = subgraph.asked[0]?.headers.authorization?.replace("Bearer ", "") ?? "";
    assert.deepEqual(await verifyCaller(token, secret), somebody);
    await assert.rejects(verifyCaller(token, "another secret of more than thirty-two characters"));
  });

  it("is told that an answer is for an event of a stream, which goes to all of the same access, where it knows of callers", async () => {
    await ask(subgraph.open({ secret }), "query", { event: { a: 1 } });
    await ask(source, "query", { event: { a: 1 } });
    assert.deepEqual(
      subgraph.asked.map(({ body }) => JSON.parse(body).extensions),
      [{ isShared: true }, undefined],
    );
  });

  it("is told nothing of the caller where no secret is shared", async () => {
    await ask(source);
    assert.equal(subgraph.asked[0]?.headers.authorization, undefined);
  });

  it("is told to which trace it belongs what it is asked", async () => {
    const traceparent = `00-${"a".repeat(32)}-${"b".repeat(16)}-01`;
    for (const kind of ["query", "mutation"] as const) await ask(source, kind, { traceparent });
    await ask(source, "query", { event: { a: 1 }, traceparent });
    await ask(source);
    assert.deepEqual(
      subgraph.asked.map(({ headers }) => headers.traceparent),
      [traceparent, traceparent, traceparent, undefined],
    );
  });

  it("may refuse with a status of its own and GraphQL's errors, which are then the answer's", async () => {
    const errors = [{ message: "no", extensions: { code: "FORBIDDEN" } }];
    for (const type of ["application/graphql-response+json", "application/json; charset=utf-8"]) {
      subgraph.answers = [refusing(400, JSON.stringify({ errors }), { "content-type": type, "cache-control": "max-age=9" })];
      const answer = await ask(source);
      assert.deepEqual(answer.errors, errors);
      assert.equal(answer.kept?.until, 0);
    }
    subgraph.answers = [refusing(500, JSON.stringify({ errors }), graphqlType)];
    assert.deepEqual((await ask(source)).errors, errors);
  });
});

describe("a subgraph over HTTP that is asked for the same", () => {
  let subgraph: HttpSubgraph;
  before(async () => {
    subgraph = await startHttpSubgraph();
  });
  beforeEach(() => void Object.assign(subgraph, { answers: [], asked: [] }));
  after(() => subgraph[Symbol.asyncDispose]());

  /** An answer that the test gives when it likes. */
  function held(): { answer: Answer; give: (a: number) => void } {
    const { promise, resolve } = Promise.withResolvers<number>();
    return { answer: (_, response) => void promise.then((a) => response.end(`{"data":{"a":${a}}}`)), give: resolve };
  }

  it("is asked once by all of the same caller, each of whom has an answer of its own", async () => {
    const from = subgraph.open({ secret });
    const answers = Array.from({ length: 4 }, held);
    subgraph.answers = answers.map(({ answer }) => answer);
    const all = Promise.all([
      ask(from),
      ask(from),
      ask(from, "query", { caller: { ...somebody, subject: "b" } }),
      ask(from, "query", { variables: { v: 1 } }),
      ask(from, "query", { caller: { ...somebody, issuer: "https://another" } }),
    ]);
    await untilAsked(subgraph, 4);
    for (const { give } of answers) give(1);
    const [one, two] = await all;
    assert.equal(subgraph.asked.length, 4);
    assert.deepEqual(one, two);
    assert.notEqual(one?.data, two?.data);
  });

  it("is asked for each mutation, and for each event", async () => {
    const from = subgraph.open();
    await Promise.all([ask(from, "mutation"), ask(from, "mutation"), ask(from, "query", { event: {} }), ask(from, "query", { event: {} })]);
    assert.equal(subgraph.asked.length, 4);
  });

  it("is asked again by who has changed something since the call under way began, and by nobody else", async () => {
    const writes = new Writes();
    const from = subgraph.open({}, writes);
    const changing = writes.noting(from) as HttpSource;
    const [before, after] = [held(), held()];
    subgraph.answers = [before.answer, good, after.answer];
    const early = ask(from);
    await untilAsked(subgraph, 1);
    await ask(changing, "mutation");
    const own = ask(from);
    await untilAsked(subgraph, 3);
    const [joinedOwn, joinedOther] = [ask(from), ask(from, "query", { caller: { ...somebody, subject: "b" } })];
    before.give(1);
    after.give(2);
    assert.deepEqual((await early).data, { a: 1 });
    for (const answer of [own, joinedOwn, joinedOther]) assert.deepEqual((await answer).data, { a: 2 });
    assert.equal(subgraph.asked.length, 3);
  });

  it("is asked again after a mutation that failed, which may have changed something all the same", async () => {
    const writes = new Writes();
    const from = subgraph.open({}, writes);
    const before = held();
    subgraph.answers = [before.answer, (request) => request.socket.destroy()];
    const early = ask(from);
    await untilAsked(subgraph, 1);
    await assert.rejects(async () => ask(writes.noting(from) as HttpSource, "mutation"));
    assert.deepEqual((await ask(from)).data, { a: 1 });
    assert.equal(subgraph.asked.length, 3);
    before.give(0);
    assert.deepEqual((await early).data, { a: 0 });
  });
});

describe("a subgraph over HTTP that is in trouble", () => {
  let subgraph: HttpSubgraph;
  let source: HttpSource;
  before(async () => {
    subgraph = await startHttpSubgraph();
  });
  beforeEach(() => {
    Object.assign(subgraph, { answers: [], asked: [], left: 0 });
    source = subgraph.open();
  });
  after(() => subgraph[Symbol.asyncDispose]());

  const reset: Answer = (request) => request.socket.destroy();
  const resetInside: Answer = (request, response) => {
    response.writeHead(200, { "content-length": "100" });
    response.write('{"data":{"a":', () => request.socket.destroy());
  };

  it("is asked once more after a lost connection or a passing fault, but never with a mutation", async () => {
    for (const passing of [reset, resetInside, refusing(503), refusing(502, "<html>"), refusing(408)]) {
      subgraph.answers = [passing, good];
      assert.deepEqual((await ask(source)).data, { a: 1 });
    }
    for (const passing of [reset, resetInside, refusing(503)]) {
      subgraph.answers = [passing, good];
      await assert.rejects(ask(source, "mutation"));
      subgraph.answers = [];
    }
    for (const lasting of [500, 429, 404]) {
      subgraph.answers = [refusing(lasting, "no")];
      await assert.rejects(ask(subgraph.open()), new RegExp(`answered ${lasting}`));
    }
  });

  it("is asked twice for a tenth of its calls at most when it fails for long", async () => {
    subgraph.answers = Array.from({ length: 200 }, () => refusing(503));
    let failed = 0;
    for (let call = 0; call < 60; call++) await ask(source, "query", { variables: { call } }).catch(() => failed++);
    assert.equal(failed, 60);
    assert.ok(subgraph.asked.length <= 12, `asked ${subgraph.asked.length} times; the breaker should have opened`);
  });

  it("is left alone when it fails or is overrun, and not when it refuses", async () => {
    for (const [status, type, isLeftAlone] of [
      [400, "text/plain", false],
      [401, "application/json", false],
      [404, "text/html", false],
      [400, "application/graphql-response+json", false],
      [408, "text/plain", true],
      [429, "application/graphql-response+json", true],
      [500, "application/graphql-response+json", true],
    ] as const) {
      const own = subgraph.open();
      for (let call = 0; call < 6; call++) {
        subgraph.answers = [refusing(status, '{"errors":[{"message":"no"}]}', { "content-type": type })];
        await ask(own, "mutation").catch(() => undefined);
      }
      subgraph.answers = [];
      if (isLeftAlone) await assert.rejects(ask(own), { name: "CircuitOpen" }, `${status}`);
      else assert.deepEqual((await ask(own)).data, { a: 1 }, `${status}`);
    }
  });

  it("is given up when nobody waits any more, and only then", async () => {
    subgraph.answers = [silent];
    const [one, two] = [new AbortController(), new AbortController()];
    const both = Promise.allSettled([ask(source, "query", { signal: one.signal }), ask(source, "query", { signal: two.signal })]);
    await untilAsked(subgraph, 1);
    one.abort();
    await delay(30);
    assert.equal(subgraph.left, 0);
    two.abort();
    assert.deepEqual(
      (await both).map(({ status }) => status),
      ["rejected", "rejected"],
    );
    await eventually(
      () => subgraph.left,
      (left) => left === 1,
    );
  });

  const drip: Answer = (_, response) => {
    response.writeHead(200, { "content-type": "application/json" });
    const dripping = setInterval(() => response.write(" "), 20);
    response.once("close", () => clearInterval(dripping));
  };
  for (const [what, answer] of [
    ["says nothing", silent],
    ["sends its answer drop by drop for ever", drip],
    ["fails, and then says nothing", reset],
  ] as const) {
    it(`is given up at the deadline when it ${what}`, async () => {
      subgraph.answers = [answer, silent];
      const began = performance.now();
      await assert.rejects(ask(subgraph.open({ timeoutMs: 200 })), { name: "DeadlineExceeded" });
      assert.ok(performance.now() - began < 1_500);
      await eventually(
        () => subgraph.left,
        (left) => left > 0,
      );
    });
  }

  it("is not heard out when its answer is too large", async () => {
    let sent = 0;
    const endless: Answer = (_, response) => {
      const more = (): void => {
        while (!response.destroyed && response.write(" ".repeat(16_384))) sent += 16_384;
        sent += 16_384;
      };
      response.on("drain", more);
      more();
    };
    const own = subgraph.open({ largestAnswer: 100_000 });
    for (let call = 0; call < 6; call++) {
      subgraph.answers = [endless];
      await assert.rejects(ask(own), { code: "UND_ERR_RES_EXCEEDED_MAX_SIZE" });
    }
    assert.ok(sent < 64 * 1_048_576, `${sent} bytes were sent`);
    assert.deepEqual((await ask(own)).data, { a: 1 });
  });

  for (const [what, body, headers] of [
    ["no JSON", "<html>", {}],
    ["nothing", "", {}],
    ["a list", "[]", {}],
    ["null", "null", {}],
    ["neither data nor errors", "{}", {}],
    ["no data without a reason", '{"data":null,"errors":[]}', {}],
    ["a list for data", '{"data":[]}', {}],
    ["a text for data", '{"data":"a"}', {}],
    ["a text for errors", '{"data":{"a":1},"errors":"none"}', {}],
    ["half of it", '{"data":{"a":', {}],
    ["what it has compressed", gzipSync('{"data":{"a":1}}').toString("latin1"), { "content-encoding": "gzip" }],
  ] as const) {
    it(`is not believed when it sends ${what}`, async () => {
      subgraph.answers = [(_, response) => response.writeHead(200, headers).end(body, "latin1")];
      await assert.rejects(ask(source));
      assert.equal(subgraph.asked.length, 1);
    });
  }

  it("has failed though it describes its errors wrongly", async () => {
    const errors = [
      null,
      "no",
      { message: 5, path: "a", extensions: [] },
      { message: "b", path: ["a", 0, {}] },
      { message: "c", path: ["a", 1] },
    ];
    subgraph.answers = [refusing(200, JSON.stringify({ data: { a: 1 }, errors }))];
    const answer = await ask(source);
    assert.deepEqual(answer.data, { a: 1 });
    assert.deepEqual(answer.errors, [{}, {}, {}, { message: "b" }, { message: "c", path: ["a", 1] }]);
  });
});
