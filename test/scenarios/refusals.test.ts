import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { importJWK, SignJWT } from "jose";
import { ask, listen } from "../support/clients.ts";
import { type Demo, onlyPlants, startDemo } from "../support/demo.ts";

describe("what is refused, and how", () => {
  let demo: Demo;
  let planner: string;

  before(async () => {
    demo = await startDemo({ landscape: onlyPlants("1010") });
    planner = await demo.token("planner");
  });
  after(() => demo[Symbol.asyncDispose]());

  const isQuiet = (answer: unknown): void =>
    assert.doesNotMatch(JSON.stringify(answer), /stacktrace|node_modules|\.ts:|serviceName|127\.0\.0\.1|sqlite/i, JSON.stringify(answer));

  it("an operation without a token", async () => {
    const answer = await ask(demo.address, null, "{ plants { code } }");
    assert.equal(answer.status, 401);
    assert.match(answer.headers.get("www-authenticate") ?? "", /^Bearer/);
    assert.equal(answer.errors?.[0]?.extensions.code, "UNAUTHENTICATED");
    isQuiet(answer);
  });

  it("a token that is none", async () => {
    const answer = await ask(demo.address, "abc.def.ghi", "{ plants { code } }");
    assert.equal(answer.status, 401);
    assert.match(answer.headers.get("www-authenticate") ?? "", /error="invalid_token"/);
    isQuiet(answer);
  });

  it("a token that has expired", async () => {
    const key = JSON.parse(readFileSync(join(demo.folder, "data/demo-issuer/private-key.json"), "utf8"));
    const hour = 3_600;
    const now = Math.floor(Date.now() / 1_000);
    const expired = await new SignJWT({ scope: "production-order:read", plants: "*" })
      .setProtectedHeader({ alg: "ES256", kid: key.kid, typ: "at+jwt" })
      .setIssuer("https://issuer.demo.andon.example")
      .setAudience("andon")
      .setSubject("late")
      .setIssuedAt(now - 2 * hour)
      .setExpirationTime(now - hour)
      .sign(await importJWK(key, "ES256"));
    const answer = await ask(demo.address, expired, "{ plants { code } }");
    assert.equal(answer.status, 401);
    assert.match(answer.headers.get("www-authenticate") ?? "", /error="invalid_token"/);
    isQuiet(answer);
    await assert.rejects(listen(demo.address, expired, "subscription { productionOrderChanged { kind } }"));
  });

  it("an unknown field, by name", async () => {
    const answer = await ask(demo.address, planner, "{ productionOrders { nodes { nummber } } }");
    assert.equal(answer.status, 400);
    assert.equal(answer.errors?.[0]?.extensions.code, "GRAPHQL_VALIDATION_FAILED");
    assert.match(answer.errors?.[0]?.message ?? "", /nummber/);
    isQuiet(answer);
  });

  it("a page that is too long, a cursor of another list, a day that does not exist, each with its argument", async () => {
    for (const [query, named] of [
      ["{ productionOrders(first: 100000) { nodes { id } } }", /first/],
      ['{ productionOrders(after: "abc") { nodes { id } } }', /after/],
      ['{ productionOrders(filter: { scheduledStart: { from: "2026-02-30" } }) { nodes { id } } }', /2026-02-30/],
    ] as const) {
      const answer = await ask(demo.address, planner, query);
      assert.match(answer.errors?.[0]?.message ?? "", named);
      assert.ok(
        ["BAD_USER_INPUT", "GRAPHQL_VALIDATION_FAILED"].includes(String(answer.errors?.[0]?.extensions.code)),
        JSON.stringify(answer.errors),
      );
      isQuiet(answer);
    }
  });

  it("a body that is too large or no JSON, as a GraphQL error in JSON", async () => {
    const send = (body: string): Promise<Response> =>
      fetch(`${demo.address}/graphql`, {
        method: "POST",
        body,
        headers: { "content-type": "application/json", authorization: `Bearer ${planner}` },
      });
    for (const [body, status] of [
      ["x".repeat(2 * 1024 * 1024), 413],
      ["{", 400],
    ] as const) {
      const response = await send(body);
      assert.equal(response.status, status);
      const answer = (await response.json()) as { errors: { message: string }[] };
      assert.ok(answer.errors[0]?.message);
      isQuiet(answer);
    }
  });

  it("another path, as JSON", async () => {
    const response = await fetch(`${demo.address}/nothing`);
    assert.equal(response.status, 404);
    assert.match(response.headers.get("content-type") ?? "", /json/);
  });
});
