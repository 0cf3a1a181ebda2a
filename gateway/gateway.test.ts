import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { composeServices } from "@apollo/composition";
import { buildSubgraphSchema } from "@apollo/subgraph";
import { parse } from "graphql";
import { CloseCode } from "graphql-ws";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { pino } from "pino";
import WebSocket from "ws";
import { createGateway, type Gateway } from "./index.ts";

const orders = parse(`
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.7", import: ["@key"])
  type Query { order(id: ID!): Order  fail: String  refuse: String }
  type Subscription { orderChanged(upTo: Int!, after: String): Order! }
  type Order @key(fields: "id") { id: ID! state: String! }`);
const stock = parse(`
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.7", import: ["@key"])
  type Query { unused: String }
  type Order @key(fields: "id") { id: ID! available(unit: String): Int }`);

const silent = pino({ level: "silent" });
const issuer = "https://issuer.example";
const audience = "andon";

describe("the gateway", () => {
  const folder = mkdtempSync(join(tmpdir(), "andon-gateway-"));
  let gateway: Gateway;
  let address: string;
  let signUnending: () => Promise<string>;
  let sign: (claims?: object, change?: (token: SignJWT) => SignJWT) => Promise<string>;
  let stockReads = 0;
  let streamsLeft = 0;

  before(async () => {
    const { privateKey, publicKey } = await generateKeyPair("ES256", { extractable: true });
    writeFileSync(join(folder, "jwks.json"), JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid: "one", alg: "ES256" }] }));
    const bare = (): SignJWT =>
      new SignJWT({ plants: "*" }).setProtectedHeader({ alg: "ES256", kid: "one" }).setIssuer(issuer).setAudience(audience);
    signUnending = () => bare().setSubject("somebody").setIssuedAt().sign(privateKey);
    sign = (claims = {}, change = (token) => token) =>
      change(
        new SignJWT({ plants: "*", scope: "", ...claims })
          .setProtectedHeader({ alg: "ES256", kid: "one" })
          .setIssuer(issuer)
          .setAudience(audience)
          .setSubject("somebody")
          .setIssuedAt()
          .setExpirationTime("5m"),
      ).sign(privateKey);
    const composed = composeServices([
      { name: "orders", typeDefs: orders, url: "http://orders" },
      { name: "stock", typeDefs: stock, url: "http://stock" },
    ]);
    assert.ok(composed.supergraphSdl, JSON.stringify(composed.errors));
    gateway = await createGateway({
      supergraphSdl: composed.supergraphSdl,
      subgraphs: { orders: { schema: ordersSchema() }, stock: { schema: stockSchema() } },
      cursorSecret: "a secret of more than thirty-two characters",
      createContext: (caller, signal) => ({ caller, signal }),
      issuers: [{ issuer, audience, algorithms: ["ES256"], jwks: { file: join(folder, "jwks.json") } }],
      readiness: () => ({ systems: [{ system: "erp", state: "LIVE" }] }),
      samples: [{ name: "one", text: "{ unused }" }],
      host: "127.0.0.1",
      port: 0,
      log: silent,
    });
    address = gateway.url;
  });
  after(async () => {
    await gateway.stop();
    rmSync(folder, { recursive: true });
  });

  function ordersSchema() {
    return buildSubgraphSchema({
      typeDefs: orders,
      resolvers: {
        Query: {
          order: (_: unknown, { id }: { id: string }) => ({ id, state: "RELEASED" }),
          fail: () => {
            throw new Error("secret of /home/erp at 10.0.0.1");
          },
        },
        Subscription: {
          orderChanged: {
            async *subscribe(_: unknown, { upTo }: { upTo: number }, context: unknown) {
              const { signal } = context as { signal: AbortSignal };
              try {
                for (let id = 1; id <= upTo; id++) yield { orderChanged: { id: String(id), state: "STARTED" } };
                if (upTo === 0) await once(signal, "abort");
              } finally {
                streamsLeft += 1;
              }
            },
          },
        },
        Order: { __resolveReference: ({ id }: { id: string }) => ({ id, state: "RELEASED" }) },
      },
    });
  }

  function stockSchema() {
    return buildSubgraphSchema({
      typeDefs: stock,
      resolvers: {
        Order: {
          __resolveReference: ({ id }: { id: string }) => ({ id }),
          available: ({ id }: { id: string }) => {
            stockReads += 1;
            return Number(id) * 10;
          },
        },
      },
    });
  }

  const ask = async (
    query: string,
    token: string | null,
  ): Promise<{ status: number; challenge: string; body: Record<string, unknown> }> => {
    const headers = { "content-type": "application/json", ...(token ? { authorization: `Bearer ${token}` } : {}) };
    const response = await fetch(address, { method: "POST", headers, body: JSON.stringify({ query }) });
    return {
      status: response.status,
      challenge: response.headers.get("www-authenticate") ?? "",
      body: (await response.json()) as Record<string, unknown>,
    };
  };

  it("answers a query over two subgraphs", async () => {
    const { status, body } = await ask('{ order(id: "4") { id state available } }', await sign());
    assert.equal(status, 200);
    assert.deepEqual(body, { data: { order: { id: "4", state: "RELEASED", available: 40 } } });
  });

  it("refuses a name that no operation has as the client's fault", async () => {
    const headers = { "content-type": "application/json", authorization: `Bearer ${await sign()}` };
    const response = await fetch(address, {
      method: "POST",
      headers,
      body: JSON.stringify({ query: "query A { unused }", operationName: "B" }),
    });
    assert.equal(response.status, 400);
    assert.match(await response.text(), /OPERATION_RESOLUTION_FAILURE/);
  });

  it("masks what went wrong inside, under an id", async () => {
    const { body } = await ask("{ fail }", await sign());
    assert.doesNotMatch(JSON.stringify(body), /secret|10\.0\.0\.1|orders/);
    assert.match(JSON.stringify(body), /INTERNAL_SERVER_ERROR.*errorId/);
  });

  const hostile: readonly (readonly [string, () => Promise<string> | string])[] = [
    ["of another issuer", () => sign({}, (token) => token.setIssuer("https://other.example"))],
    ["for another audience", () => sign({}, (token) => token.setAudience("other"))],
    ["that has expired", () => sign({}, (token) => token.setExpirationTime(Math.floor(Date.now() / 1_000) - 60))],
    ["without an expiry", () => signUnending()],
    ["of the future", () => sign({}, (token) => token.setIssuedAt(Math.floor(Date.now() / 1_000) + 3_600))],
    ["without a subject", () => sign({}, (token) => token.setSubject(""))],
    ["with a scope that is no text", () => sign({ scope: ["a"] })],
    ["with plants that are no list", () => sign({ plants: { code: "1010" } })],
    ["with a supplier that is no text", () => sign({ supplier: 7 })],
    [
      "under an algorithm that is not allowed",
      () =>
        new SignJWT({ iss: issuer, aud: audience, sub: "x", iat: 1, exp: 9e9 })
          .setProtectedHeader({ alg: "HS256" })
          .sign(new Uint8Array(32)),
    ],
    [
      "under a key that is not known",
      async () =>
        new SignJWT({ iss: issuer, aud: audience, sub: "x", iat: 1, exp: 9e9 })
          .setProtectedHeader({ alg: "ES256", kid: "two" })
          .sign((await generateKeyPair("ES256")).privateKey),
    ],
    [
      "that is not signed",
      () => `${btoa('{"alg":"none"}')}.${btoa(JSON.stringify({ iss: issuer, aud: audience, sub: "x", iat: 1, exp: 9e9 }))}.`,
    ],
    ["that is too long", async () => `${await sign({ filler: "x".repeat(9_000) })}`],
    ["that is no token", () => "nonsense"],
  ];
  for (const [fault, make] of hostile) {
    it(`refuses a token ${fault}`, async () => {
      const token = await make();
      const { status, challenge } = await ask('{ order(id: "1") { id } }', token);
      assert.equal(status, 401);
      assert.match(challenge, /error="invalid_token"/);
    });
  }

  it("never takes a token from a query string", async () => {
    const response = await fetch(`${address}?access_token=${await sign()}&query={unused}`, {
      headers: { "apollo-require-preflight": "1" },
    });
    assert.equal(response.status, 401);
  });

  const connect = async (token: string | null): Promise<WebSocket> => {
    const socket = new WebSocket(address.replace("http", "ws"), "graphql-transport-ws");
    await once(socket, "open");
    socket.send(JSON.stringify({ type: "connection_init", payload: token ? { Authorization: `Bearer ${token}` } : {} }));
    return socket;
  };
  const messages = (socket: WebSocket): (() => Promise<{ type: string; id?: string; payload?: unknown }>) => {
    const got: string[] = [];
    const waiting: ((text: string) => void)[] = [];
    socket.on("message", (data) => {
      const next = waiting.shift();
      if (next) next(String(data));
      else got.push(String(data));
    });
    return async () => JSON.parse(got.shift() ?? (await new Promise<string>((resolve) => waiting.push(resolve))));
  };

  it("answers each event of a subscription with fields of another subgraph, and completes it", async () => {
    const socket = await connect(await sign());
    const next = messages(socket);
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
    assert.ok(stockReads >= 2);
    socket.close();
  });

  it("answers queries over the socket, and a faulty operation without closing it", async () => {
    const socket = await connect(await sign());
    const next = messages(socket);
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

  it("lets go of the source when a client leaves a stream that is silent", async () => {
    const socket = await connect(await sign());
    const next = messages(socket);
    await next();
    socket.send(JSON.stringify({ id: "a", type: "subscribe", payload: { query: "subscription { orderChanged(upTo: 0) { id } }" } }));
    socket.send(JSON.stringify({ id: "b", type: "subscribe", payload: { query: "{ unused }" } }));
    await next();
    const before = streamsLeft;
    socket.send(JSON.stringify({ id: "a", type: "complete" }));
    for (const deadline = Date.now() + 2_000; streamsLeft === before && Date.now() < deadline; )
      await new Promise((resolve) => setImmediate(resolve));
    assert.equal(streamsLeft, before + 1);
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

  it("tells sockets to resume elsewhere when it stops", async () => {
    const socket = await connect(await sign());
    await messages(socket)();
    const closed = once(socket, "close");
    await gateway.stop();
    assert.equal((await closed)[0], 1001);
    await assert.rejects(fetch(address));
  });
});
