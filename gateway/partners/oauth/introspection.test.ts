import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { decodeJwt } from "jose";
import { basic, eva, issuer, type OAuthReply, type PartnersUnderTest, startPartnersUnderTest } from "../partners.fixture.ts";

describe("asking about a token, and taking it back", () => {
  let partners: PartnersUnderTest;
  let own: Readonly<Record<string, string>>;
  let others: Readonly<Record<string, string>>;
  let secret: string;
  before(async () => {
    partners = await startPartnersUnderTest();
    secret = partners.add();
    own = basic("acme", secret);
    others = basic("other", partners.add({ name: "other" }));
  });
  after(() => partners[Symbol.asyncDispose]());

  const introspect = (token: string, headers: Readonly<Record<string, string>> = own): Promise<OAuthReply> =>
    partners.post("/oauth/introspect", { token, token_type_hint: "access_token" }, headers);
  const revoke = (token: string, headers: Readonly<Record<string, string>> = own): Promise<OAuthReply> =>
    partners.post("/oauth/revoke", { token }, headers);
  const manager = async (scope: string) => ({ authorization: `Bearer ${await partners.under.sign({ scope })}` });

  it("tells a partner what its token carries", async () => {
    const token = await partners.token("acme", secret);
    const { status, headers, body } = await introspect(token);
    assert.deepEqual([status, headers.get("cache-control")], [200, "no-store"]);
    const { exp, iat, jti } = decodeJwt(token);
    assert.deepEqual(body, {
      active: true,
      token_type: "Bearer",
      scope: "cost:read finance",
      client_id: "acme",
      sub: "acme",
      aud: "andon",
      iss: issuer,
      exp,
      iat,
      jti,
      plants: ["1010", "2010"],
      supplier: "100007",
      tier: "gold",
    });
  });

  it("tells others that it is inactive, and nothing else", async () => {
    const token = await partners.token("acme", secret);
    for (const asked of [await introspect(token, others), await introspect("nonsense"), await introspect(await partners.under.sign())]) {
      assert.deepEqual([asked.status, asked.body], [200, { active: false }]);
    }
  });

  it("tells whoever looks after partners, and asks everybody else who they are", async () => {
    const token = await partners.token("acme", secret);
    assert.equal((await introspect(token, await manager("partner:manage"))).body.active, true);
    const short = await introspect(token, await manager("cost:read"));
    assert.deepEqual([short.status, short.body.error], [403, "insufficient_scope"]);
    assert.match(short.headers.get("www-authenticate") ?? "", /scope="partner:manage"/);
    assert.deepEqual([(await introspect(token, {})).status, (await introspect(token, basic("acme", "wrong"))).status], [401, 401]);
    assert.equal((await introspect(token, { authorization: "Bearer nonsense" })).body.error, "invalid_token");
  });

  it("revokes a partner's own token at once", async () => {
    const token = await partners.token("acme", secret);
    const rest = await partners.token("acme", secret);
    assert.equal((await partners.under.ask("{ unused }", token)).status, 200);
    const { status, body } = await revoke(token);
    assert.deepEqual([status, body], [200, {}]);
    assert.deepEqual((await introspect(token)).body, { active: false });
    const { status: refused, challenge } = await partners.under.ask("{ unused }", token);
    assert.equal(refused, 401);
    assert.match(challenge, /error="invalid_token", error_description="The token has been revoked"/);
    assert.equal((await partners.under.ask("{ unused }", rest)).status, 200);
    assert.equal((await revoke(token)).status, 200, "twice is as good as once");
    const [entry] = partners.audit.read({ action: "token.revoked" }).slice(-1);
    assert.deepEqual([entry?.who.partner, entry?.what.tokenId], ["acme", decodeJwt(token).jti]);
  });

  it("revokes no other partner's token, and takes nonsense for revoked", async () => {
    const token = await partners.token("acme", secret);
    const { status, body } = await revoke(token, others);
    assert.deepEqual([status, body.error], [400, "unauthorized_client"]);
    assert.equal((await introspect(token)).body.active, true);
    assert.equal((await revoke("nonsense")).status, 200);
    assert.equal((await partners.post("/oauth/revoke", {}, own)).body.error, "invalid_request");
    assert.equal((await revoke(token, await manager("partner:manage"))).status, 200);
    assert.equal((await introspect(token)).body.active, false);
  });

  it("knows the tokens of a changed grant as inactive", async () => {
    const token = await partners.token(
      "other",
      partners.administration.rotateSecret("other", { keepsPreviousSeconds: 60 }, eva).secret ?? "",
    );
    partners.administration.change("other", { scopes: ["finance"] }, eva);
    assert.deepEqual((await introspect(token, await manager("partner:manage"))).body, { active: false });
  });
});
