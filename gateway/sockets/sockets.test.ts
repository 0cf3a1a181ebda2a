import assert from "node:assert/strict";
import { once } from "node:events";
import { after, before, describe, it } from "node:test";
import { CloseCode } from "graphql-ws";
import { generateKeyPair, SignJWT } from "jose";
import { pino } from "pino";
import WebSocket from "ws";
import { eventually } from "#test/eventually";
import { type GatewayUnderTest, messagesOf, startGatewayUnderTest } from "../gateway.fixture.ts";
import { createLimiter } from "../limits/limiter.ts";

describe("a WebSocket", () => {
  let under: GatewayUnderTest;
  let address: string;
  let sign: GatewayUnderTest["sign"];
  let connect: GatewayUnderTest["connect"];

  before(async () => {
    under = await startGatewayUnderTest();
    ({ address, sign, connect } = under);
  });
  after(() => under[Symbol.asyncDispose]());

  it("answers each event of a subscription with fields of another subgraph, and completes it", async () => {
    const socket = await connect(await sign());
    const next = messagesOf(socket);
    assert.equal((await next()).type, "connection_ack");
    const query = "subscription ($n: Int!, $u: String) { changed: orderChanged(upTo: $n) { id state available(unit: $u) } }";
    socket.send(JSON.stringify({ id: "a", type: "subscribe", payload: { query, variables: { n: 2, u: "H87" } } }));
    for (const id of ["1", "2"]) {
      assert.deepEqual(await next(), {
        id: "a",
        type: "next",
        payload: { data: { changed: { id, state: "STARTED", available: Number(id) * 10 } } },
      });
    }
    assert.deepEqual(await next(), { id: "a", type: "complete" });
    assert.ok(under.seen.stockReads >= 2);
    socket.close();
  });

  it("answers queries over the socket, and a faulty operation without closing it", async () => {
    const socket = await connect(await sign());
    const next = messagesOf(socket);
    await next();
    socket.send(JSON.stringify({ id: "a", type: "subscribe", payload: { query: "{ order(id: " } }));
    const refused = await next();
    assert.equal(refused.type, "error");
    assert.match(JSON.stringify(refused.payload), /GRAPHQL_PARSE_FAILED/);
    socket.send(JSON.stringify({ id: "b", type: "subscribe", payload: { query: "{ nothing }" } }));
    assert.match(JSON.stringify((await next()).payload), /GRAPHQL_VALIDATION_FAILED/);
    socket.send(JSON.stringify({ id: "c", type: "subscribe", payload: { query: '{ order(id: "3") { available } }' } }));
    assert.deepEqual((await next()).payload, { data: { order: { available: 30 } } });
    socket.close();
  });

  it("is of the trace that its connection names, and an operation of the one that it names itself", async () => {
    const purposes: unknown[] = [];
    const createContext = (caller: unknown, signal: unknown, purpose: unknown) => {
      purposes.push(purpose);
      return { caller, signal };
    };
    await using gateway = await startGatewayUnderTest({ createContext });
    const socket = new WebSocket(gateway.address.replace("http", "ws"), "graphql-transport-ws");
    await once(socket, "open");
    const next = messagesOf(socket);
    const [own, whole] = ["a", "c"].map((digit) => `00-${digit.repeat(32)}-${"b".repeat(16)}-01`) as [string, string];
    socket.send(
      JSON.stringify({ type: "connection_init", payload: { authorization: `Bearer ${await gateway.sign()}`, traceparent: whole } }),
    );
    await next();
    const query = '{ order(id: "3") { id } }';
    for (const [id, extensions] of Object.entries({ a: { traceparent: own }, b: {}, c: { traceparent: "00-1" } })) {
      socket.send(JSON.stringify({ id, type: "subscribe", payload: { query, extensions } }));
      assert.deepEqual([(await next()).type, (await next()).type], ["next", "complete"]);
    }
    assert.deepEqual(
      purposes.map((purpose) => (purpose as { readonly traceparent?: string } | undefined)?.traceparent),
      [own, whole, whole],
    );
    socket.close();
  });

  it("refuses a field of an operation that is of a wrong kind by name, without closing", async () => {
    const socket = await connect(await sign());
    const next = messagesOf(socket);
    await next();
    socket.send(JSON.stringify({ id: "a", type: "subscribe", payload: { query: "", documentId: {} } }));
    const refused = await next();
    assert.equal(refused.type, "error");
    assert.match(JSON.stringify(refused.payload), /documentId is not a text.*BAD_REQUEST/);
    socket.send(JSON.stringify({ id: "b", type: "subscribe", payload: { query: "subscription { orderChanged @skip { id } }" } }));
    assert.match(JSON.stringify((await next()).payload), /GRAPHQL_VALIDATION_FAILED/);
    socket.close();
  });

  it("counts no client that left before it was known", { timeout: 30_000 }, async () => {
    const { privateKey, publicKey } = await generateKeyPair("ES256");
    const known = Promise.withResolvers<number>();
    let asked = 0;
    // The first token takes until its client has left.
    const keys = { find: async () => publicKey, refresh: async () => (asked++ === 0 ? known.promise : 0) };
    const [issuer, audience] = ["https://slow.example", "andon"];
    const sign = (): Promise<string> =>
      new SignJWT({ iss: issuer, aud: audience, sub: "a", scope: "sync:read" })
        .setProtectedHeader({ alg: "ES256" })
        .setIssuedAt()
        .setExpirationTime("5m")
        .sign(privateKey);
    const limiter = await createLimiter({ tiers: { standard: { sockets: 1 } }, redis: null, log: pino({ level: "silent" }) });
    const issuers = [{ issuer, audience, algorithms: ["ES256" as const], jwks: { keys } }];
    await using slow = await startGatewayUnderTest({ limiter, issuers });
    const hasty = await slow.connect(await sign());
    await eventually(
      () => asked,
      (times) => times > 0,
    );
    hasty.terminate();
    const headers = { authorization: `Bearer ${await sign()}` };
    await eventually(
      async () => (await fetch(slow.address.replace("/graphql", "/metrics"), { headers })).text(),
      (figures) => /^andon_sockets 0$/m.test(figures),
    );
    known.resolve(0);
    const socket = await slow.connect(await sign());
    assert.equal((await messagesOf(socket)()).type, "connection_ack");
    socket.close();
  });

  it("lets go of the source when a client leaves a stream that is silent", async () => {
    const socket = await connect(await sign());
    const next = messagesOf(socket);
    await next();
    socket.send(JSON.stringify({ id: "a", type: "subscribe", payload: { query: "subscription { orderChanged(upTo: 0) { id } }" } }));
    socket.send(JSON.stringify({ id: "b", type: "subscribe", payload: { query: "{ unused }" } }));
    await next();
    const before = under.seen.streamsLeft;
    socket.send(JSON.stringify({ id: "a", type: "complete" }));
    for (const deadline = Date.now() + 2_000; under.seen.streamsLeft === before && Date.now() < deadline; )
      await new Promise((resolve) => setImmediate(resolve));
    assert.equal(under.seen.streamsLeft, before + 1);
    socket.close();
  });

  it("closes a socket without a good token, and one that sends too much", async () => {
    for (const token of [null, "nonsense"]) {
      const [code] = await once(await connect(token), "close");
      assert.equal(code, CloseCode.Forbidden);
    }
    const socket = await connect(await sign());
    socket.send("x".repeat(1_048_577));
    const [code] = await once(socket, "close");
    assert.equal(code, 1009);
  });

  const query = "{ order(id: 3) { id } }";
  const forbidden: readonly (readonly [string, number, (socket: WebSocket) => Promise<void> | void])[] = [
    ["a second initialisation", CloseCode.TooManyInitialisationRequests, (socket) => socket.send('{"type":"connection_init"}')],
    ["what is no message", CloseCode.BadRequest, (socket) => socket.send('{"type":"start"}')],
    ["what is no JSON", CloseCode.BadRequest, (socket) => socket.send("{")],
    ["an answer from a client", CloseCode.BadRequest, (socket) => socket.send('{"id":"a","type":"complete"}{')],
    ["a message of the server's", CloseCode.BadRequest, (socket) => socket.send('{"type":"connection_ack"}')],
    [
      "an id that is in use",
      CloseCode.SubscriberAlreadyExists,
      (socket) => {
        const payload = { query: "subscription { orderChanged(upTo: 0) { id } }" };
        for (let times = 0; times < 2; times++) socket.send(JSON.stringify({ id: "a", type: "subscribe", payload }));
      },
    ],
  ];
  for (const [what, code, act] of forbidden) {
    it(`closes a socket at ${what}`, async () => {
      const socket = await connect(await sign());
      await messagesOf(socket)();
      const closed = once(socket, "close");
      await act(socket);
      assert.equal((await closed)[0], code);
    });
  }

  it("closes a socket that asks before it is known, and one that speaks another protocol", async () => {
    const hasty = new WebSocket(under.address.replace("http", "ws"), "graphql-transport-ws");
    await once(hasty, "open");
    hasty.send(JSON.stringify({ id: "a", type: "subscribe", payload: { query } }));
    assert.equal((await once(hasty, "close"))[0], CloseCode.Unauthorized);
    const other = new WebSocket(under.address.replace("http", "ws"));
    assert.equal((await once(other, "close"))[0], CloseCode.SubprotocolNotAcceptable);
  });

  it("closes a socket that asks, or says who it is again, while it is not known yet", async () => {
    const init = JSON.stringify({ type: "connection_init", payload: { Authorization: `Bearer ${await sign()}` } });
    for (const [second, code] of [
      [init, CloseCode.TooManyInitialisationRequests],
      [JSON.stringify({ id: "a", type: "subscribe", payload: { query } }), CloseCode.Unauthorized],
    ] as const) {
      const socket = new WebSocket(under.address.replace("http", "ws"), "graphql-transport-ws");
      await once(socket, "open");
      socket.send(init);
      socket.send(second);
      assert.equal((await once(socket, "close"))[0], code);
    }
  });

  it("takes nothing more of a socket that it closes", async () => {
    const socket = await connect(await sign());
    await messagesOf(socket)();
    const before = under.seen.stockReads;
    socket.send("{");
    socket.send(JSON.stringify({ id: "a", type: "subscribe", payload: { query: '{ order(id: "3") { available } }' } }));
    assert.equal((await once(socket, "close"))[0], CloseCode.BadRequest);
    assert.equal(under.seen.stockReads, before);
  });

  it("takes a pong that it did not ask for, and answers a ping that says nothing", async () => {
    const socket = await connect(await sign());
    const next = messagesOf(socket);
    await next();
    socket.send('{"type":"pong","payload":{}}');
    socket.send('{"type":"complete","id":"of nothing"}');
    socket.send('{"type":"ping"}');
    assert.deepEqual(await next(), { type: "pong" });
    socket.close();
  });

  it("answers a ping, and lets an id be used again when its operation is over", async () => {
    const socket = await connect(await sign());
    const next = messagesOf(socket);
    await next();
    socket.send('{"type":"ping","payload":{"at":1}}');
    assert.deepEqual(await next(), { type: "pong", payload: { at: 1 } });
    for (let times = 0; times < 2; times++) {
      socket.send(JSON.stringify({ id: "a", type: "subscribe", payload: { query } }));
      assert.deepEqual([(await next()).type, (await next()).type], ["next", "complete"]);
    }
    socket.close();
  });

  it("answers no more than its client takes, and all of it when it does", async () => {
    const socket = await connect(await sign());
    const next = messagesOf(socket);
    await next();
    socket.pause();
    const before = under.seen.stockReads;
    const answers = 300;
    const id = `${"0".repeat(100_000)}1`;
    const payload = { query: "query ($id: ID!) { order(id: $id) { id available } }", variables: { id } };
    for (let number = 0; number < answers; number++) socket.send(JSON.stringify({ id: `q${number}`, type: "subscribe", payload }));
    let answered = -1;
    await eventually(
      () => {
        const isStill = under.seen.stockReads === answered && answered > before;
        answered = under.seen.stockReads;
        return isStill;
      },
      (isStill) => isStill,
    );
    assert.ok(answered - before < answers / 2, `${answered - before} answers were made for a client that took none`);
    socket.resume();
    for (let message = 0; message < 2 * answers; message++) assert.ok(["next", "complete"].includes((await next()).type));
    assert.equal(under.seen.stockReads - before, answers);
    socket.close();
  });

  it("closes a socket when its token is over, and delivers nothing after it", async () => {
    const expired = await sign({}, (token) => token.setIssuedAt("-1m").setExpirationTime("-29s"));
    const socket = await connect(expired);
    await messagesOf(socket)();
    const [code, reason] = await once(socket, "close");
    assert.deepEqual([code, String(reason)], [4401, "Token expired"]);
  });

  it("tells sockets to resume elsewhere when it stops", async () => {
    const socket = await connect(await sign());
    await messagesOf(socket)();
    const closed = once(socket, "close");
    await under.gateway.stop();
    assert.equal((await closed)[0], 1001);
    await assert.rejects(fetch(address));
  });
});
