import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, describe, it } from "node:test";
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from "jose";
import { issuer, type OAuthReply, type PartnersUnderTest, startPartnersUnderTest } from "../partners.fixture.ts";

describe("a partner that signs for itself", () => {
  let partners: PartnersUnderTest;
  let keys: Awaited<ReturnType<typeof generateKeyPair>>;
  before(async () => {
    partners = await startPartnersUnderTest();
    keys = await generateKeyPair("ES256", { extractable: true });
    const jwk = { ...(await exportJWK(keys.publicKey)), kid: "one" };
    partners.add({ name: "signing", keys: JSON.stringify({ keys: [jwk] }) });
  });
  after(() => partners[Symbol.asyncDispose]());

  const now = (): number => Math.floor(Date.now() / 1_000);
  const assertion = (claims: object = {}, header: object = {}, key = keys.privateKey): Promise<string> =>
    new SignJWT({ iss: "signing", sub: "signing", aud: issuer, exp: now() + 60, jti: randomUUID(), ...claims } as JWTPayload)
      .setProtectedHeader({ alg: "ES256", kid: "one", ...header })
      .sign(key);
  const send = (client_assertion: string, more: Record<string, string> = {}): Promise<OAuthReply> =>
    partners.post("/oauth/token", {
      grant_type: "client_credentials",
      client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
      client_assertion,
      ...more,
    });

  it("gets tokens without any secret, by its issuer's name or its token endpoint's", async () => {
    assert.equal((await send(await assertion())).status, 200);
    assert.equal((await send(await assertion({ aud: `${issuer}/oauth/token` }), { client_id: "signing" })).status, 200);
  });

  it("uses an assertion once, whichever process it asks", async () => {
    const once = await assertion();
    assert.equal((await send(once)).status, 200);
    assert.match(String((await send(once)).body.error_description), /used before/);
    const another = await partners.startAnother();
    const response = await fetch(new URL("/oauth/token", another.address), {
      method: "POST",
      body: new URLSearchParams({
        grant_type: "client_credentials",
        client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
        client_assertion: once,
      }),
    });
    assert.equal(response.status, 401);
  });

  for (const [what, claims, says] of [
    ["is over", { exp: now() - 120 }, /expired/],
    ["would be good for long", { exp: now() + 3_600 }, /exp .*300 s/],
    ["has no end", { exp: undefined }, /exp/],
    ["is for somebody else", { aud: "https://elsewhere.example" }, /aud/],
    ["is for others too", { aud: [issuer, "https://elsewhere.example"] }, /aud .*one text/],
    ["has no id", { jti: undefined }, /jti/],
    ["has an odd id", { jti: 7 }, /jti/],
    ["is of another issuer", { iss: "acme" }, /iss/],
  ] as const) {
    it(`is told what is wrong with one that ${what}`, async () => {
      const { status, body } = await send(await assertion(claims));
      assert.deepEqual([status, body.error], [401, "invalid_client"]);
      assert.match(String(body.error_description), says);
    });
  }

  it("is let in however often others fail in its name", async () => {
    const other = await generateKeyPair("ES256");
    const statuses = [];
    for (let count = 0; count < 12; count++) statuses.push((await send(await assertion({}, {}, other.privateKey))).status);
    assert.equal(statuses.at(-1), 429);
    assert.equal((await send(await assertion())).status, 200);
  });

  it("is refused with another key, another algorithm, and no words about why", async () => {
    await using fresh = await startPartnersUnderTest();
    const jwk = { ...(await exportJWK(keys.publicKey)), kid: "one" };
    fresh.add({ name: "signing", keys: JSON.stringify(jwk) });
    fresh.add({ name: "secretive" });
    const other = await generateKeyPair("ES256");
    const tries = [
      await assertion({}, {}, other.privateKey),
      await assertion({ sub: "nobody", iss: "nobody" }),
      await assertion({ sub: "secretive", iss: "secretive" }),
      await new SignJWT({ sub: "signing" }).setProtectedHeader({ alg: "HS256" }).sign(Buffer.from(JSON.stringify(jwk))),
      `${Buffer.from('{"alg":"none"}').toString("base64url")}.${Buffer.from('{"sub":"signing"}').toString("base64url")}.`,
      "nonsense",
    ];
    const answers = [];
    for (const client_assertion of tries) {
      const form = { grant_type: "client_credentials", client_assertion };
      const type = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
      answers.push((await fresh.post("/oauth/token", { ...form, client_assertion_type: type })).status);
    }
    assert.deepEqual(
      answers,
      tries.map(() => 401),
    );
  });
});
