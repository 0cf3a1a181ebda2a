import assert from "node:assert/strict";
import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import { after, before, describe, it } from "node:test";
import { gzipSync } from "node:zlib";
import { generateKeyPair, SignJWT } from "jose";
import { type GatewayUnderTest, startGatewayUnderTest } from "./gateway.fixture.ts";

const issuer = "https://issuer.example";
const audience = "andon";

describe("the gateway", () => {
  let under: GatewayUnderTest;
  let address: string;
  let sign: GatewayUnderTest["sign"];
  let ask: GatewayUnderTest["ask"];

  before(async () => {
    under = await startGatewayUnderTest();
    ({ address, sign, ask } = under);
  });
  after(() => under[Symbol.asyncDispose]());

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
    ["without an expiry", () => under.signUnending()],
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

  it("refuses a target that is no URL, and takes none for a host", async () => {
    const { port } = new URL(under.address);
    for (const [target, status] of [
      ["//graphql:99999999", 404],
      ["http://[", 400],
    ] as const) {
      const asked = request({ host: "127.0.0.1", port, path: target }).end();
      const [response] = (await once(asked, "response")) as [IncomingMessage];
      assert.equal(response.statusCode, status, target);
      response.resume();
    }
  });

  const query = JSON.stringify({ query: "{ unused }" });
  const bodies: readonly (readonly [string, number, Readonly<Record<string, string>>, string | Buffer])[] = [
    ["a compressed body, whatever it would become", 415, { "content-encoding": "gzip" }, gzipSync(Buffer.alloc(1_000_000))],
    ["another charset", 415, { "content-type": "application/json; charset=utf-16" }, Buffer.from(query, "utf16le")],
    ["bytes that are no UTF-8", 400, {}, Buffer.from([0x22, 0xc3, 0x28, 0x22])],
    ["several operations at once", 400, {}, `[${query},${query}]`],
    ["a body of more than a megabyte", 413, {}, JSON.stringify({ query: "x".repeat(1_048_577) })],
  ];
  for (const [what, status, headers, body] of bodies) {
    it(`refuses ${what} as a GraphQL error in JSON`, async () => {
      const told = { "content-type": "application/json", authorization: `Bearer ${await sign()}`, ...headers };
      const response = await fetch(address, {
        method: "POST",
        headers: told,
        body: typeof body === "string" ? body : new Uint8Array(body),
      });
      assert.equal(response.status, status);
      assert.match(response.headers.get("content-type") ?? "", /^application\/json/);
      const { errors } = (await response.json()) as { errors: { extensions: { code: string } }[] };
      assert.equal(errors[0]?.extensions.code, "BAD_REQUEST");
    });
  }

  it("never takes a token from a query string", async () => {
    const response = await fetch(`${address}?access_token=${await sign()}&query={unused}`, {
      headers: { "apollo-require-preflight": "1" },
    });
    assert.equal(response.status, 401);
  });
});
