import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { decodeJwt, decodeProtectedHeader } from "jose";
import { eventually } from "#test/eventually";
import { basic, eva, issuer, type PartnersUnderTest, startPartnersUnderTest } from "../partners.fixture.ts";

const exchange = "urn:ietf:params:oauth:grant-type:token-exchange";
const accessToken = "urn:ietf:params:oauth:token-type:access_token";

describe("the token endpoint", () => {
  let partners: PartnersUnderTest;
  let secret: string;
  before(async () => {
    partners = await startPartnersUnderTest();
    secret = partners.add();
  });
  after(() => partners[Symbol.asyncDispose]());

  const ask = (form: Record<string, string>, headers: Readonly<Record<string, string>> = basic("acme", secret)) =>
    partners.post("/oauth/token", form, headers);
  const credentials = { grant_type: "client_credentials" };

  it("issues a token of RFC 9068 that carries the grant, for 15 minutes", async () => {
    const { status, headers, body } = await ask(credentials);
    assert.equal(status, 200);
    assert.deepEqual([headers.get("cache-control"), headers.get("pragma")], ["no-store", "no-cache"]);
    const { access_token: token, ...rest } = body;
    assert.deepEqual(rest, { token_type: "Bearer", expires_in: 900, scope: "cost:read finance" });
    assert.deepEqual({ ...decodeProtectedHeader(String(token)), kid: "" }, { alg: "ES256", typ: "at+jwt", kid: "" });
    const { iat = 0, exp = 0, jti, ...claims } = decodeJwt(String(token));
    assert.equal(exp - iat, 900);
    assert.match(jti ?? "", /^[0-9a-f-]{36}$/);
    assert.deepEqual(claims, {
      iss: issuer,
      aud: "andon",
      sub: "acme",
      client_id: "acme",
      scope: "cost:read finance",
      plants: ["1010", "2010"],
      supplier: "100007",
      tier: "gold",
      grant_version: 1,
    });
  });

  it("takes the secret in the form too, and the gateway takes the token", async () => {
    const { body } = await ask({ ...credentials, client_id: "acme", client_secret: secret }, {});
    const answer = await partners.under.ask("{ costs { value } }", String(body.access_token));
    assert.deepEqual(answer.body, { data: { costs: [{ value: 1 }] } });
    const narrow = await partners.token("acme", secret, { scope: "finance" });
    assert.equal((await partners.under.ask("{ costs { value } }", narrow)).status, 403);
  });

  it("narrows to what is asked for", async () => {
    const { body } = await ask({ ...credentials, scope: "finance", plants: "2010" });
    const claims = decodeJwt(String(body.access_token));
    assert.deepEqual([body.scope, claims.scope, claims.plants], ["finance", "finance", ["2010"]]);
  });

  for (const [what, form, error] of [
    ["a scope that is not granted", { ...credentials, scope: "finance sync:read" }, "invalid_scope"],
    ["no scope at all", { ...credentials, scope: " " }, "invalid_scope"],
    ["a plant that is not granted", { ...credentials, plants: "3010" }, "invalid_scope"],
    ["another audience", { ...credentials, audience: "elsewhere" }, "invalid_target"],
    ["no grant type", {}, "invalid_request"],
    ["a grant type of people", { grant_type: "password" }, "unsupported_grant_type"],
    ["two ways of saying who asks", { ...credentials, client_secret: "x" }, "invalid_request"],
    ["another name beside the credentials", { ...credentials, client_id: "other" }, "invalid_request"],
    ["an exchange of nothing", { grant_type: exchange }, "invalid_request"],
    ["an exchange of nonsense", { grant_type: exchange, subject_token: "x", subject_token_type: accessToken }, "invalid_grant"],
  ] as const) {
    it(`answers 400 ${error} to ${what}`, async () => {
      const { status, headers, body } = await ask(form as Record<string, string>);
      assert.deepEqual([status, body.error, headers.get("cache-control")], [400, error, "no-store"]);
      assert.match(String(body.error_description), /./);
    });
  }

  it("refuses a parameter that comes twice, JSON, a large body, and GET", async () => {
    const url = new URL("/oauth/token", partners.under.address);
    const form = { "content-type": "application/x-www-form-urlencoded" };
    const send = async (headers: Record<string, string>, body: string) => {
      const response = await fetch(url, { method: "POST", headers: { ...basic("acme", secret), ...headers }, body });
      return [response.status, ((await response.json()) as { error: string }).error];
    };
    const twice = "grant_type=client_credentials&grant_type=client_credentials";
    assert.deepEqual(await send(form, twice), [400, "invalid_request"]);
    assert.deepEqual(await send({ "content-type": "application/json" }, "{}"), [400, "invalid_request"]);
    assert.deepEqual(await send(form, `scope=${"x".repeat(40_000)}`), [413, "invalid_request"]);
    const got = await fetch(url);
    assert.deepEqual([got.status, got.headers.get("allow")], [405, "POST"]);
  });

  it("tells whoever fails the same, and how to come in", async () => {
    const wrong = await ask(credentials, basic("acme", "wrong"));
    const nobody = await ask(credentials, basic("nobody", secret));
    const both = [wrong, nobody].map(({ status, body, headers }) => [status, body, headers.get("www-authenticate")]);
    assert.deepEqual(both[0], both[1]);
    assert.deepEqual(wrong.body, { error: "invalid_client", error_description: "Client authentication failed" });
    assert.equal(wrong.status, 401);
    assert.match(wrong.headers.get("www-authenticate") ?? "", /^Basic realm=/);
    assert.equal((await ask(credentials, {})).body.error, "invalid_client");
  });

  it("makes whoever goes on failing wait, and lets the partner itself in all the same", async () => {
    const own = partners.add({ name: "guessed" });
    const answers = [];
    for (let count = 0; count < 12; count++) answers.push(await ask(credentials, basic("guessed", `wrong ${count}`)));
    assert.deepEqual(
      answers.map(({ status }) => status),
      [...Array(10).fill(401), 429, 429],
    );
    const wait = Number(answers.at(-1)?.headers.get("retry-after"));
    assert.ok(wait > 0 && wait <= 60);
    assert.equal((await ask(credentials, basic("guessed", own))).status, 200);
  });

  it("gives no token that outlives its partner", async () => {
    const soon = partners.add({ name: "soon", expiresAt: new Date(Date.now() + 60_000).toISOString() });
    const { body } = await ask(credentials, basic("soon", soon));
    assert.ok(Number(body.expires_in) <= 60);
    const over = partners.add({ name: "over", expiresAt: new Date(Date.now() - 1_000).toISOString() });
    assert.equal((await ask(credentials, basic("over", over))).body.error, "invalid_client");
  });

  describe("exchanging a partner's token for one of its users", () => {
    let own: string;
    before(async () => {
      own = await partners.token("acme", secret, { scope: "finance" });
    });
    const swap = (form: Record<string, string>) =>
      ask({ grant_type: exchange, subject_token: own, subject_token_type: accessToken, ...form });

    it("names the user, and the partner as who acts", async () => {
      const { status, body } = await swap({ subject: "max@acme.example", plants: "1010" });
      assert.equal(status, 200);
      assert.deepEqual([body.issued_token_type, body.token_type, body.scope], [accessToken, "Bearer", "finance"]);
      const claims = decodeJwt(String(body.access_token));
      assert.deepEqual([claims.sub, claims.act, claims.client_id], ["acme/max@acme.example", { sub: "acme" }, "acme"]);
      assert.deepEqual([claims.plants, claims.supplier], [["1010"], "100007"]);
      assert.ok((claims.exp ?? 0) <= (decodeJwt(own).exp ?? 0));
      assert.equal((await partners.under.ask("{ unused }", String(body.access_token))).status, 200);
    });

    it("gives no more than the token had", async () => {
      assert.equal((await swap({ scope: "cost:read" })).body.error, "invalid_scope");
      const narrow = await partners.token("acme", secret, { plants: "1010" });
      assert.equal((await swap({ subject_token: narrow, plants: "2010" })).body.error, "invalid_scope");
    });

    it("is not done with another partner's token, with an exchanged one, or for an odd name", async () => {
      const other = await partners.token("other", partners.add({ name: "other" }));
      assert.equal((await swap({ subject_token: other })).body.error, "invalid_grant");
      const { body } = await swap({ subject: "max" });
      assert.equal((await swap({ subject_token: String(body.access_token) })).body.error, "invalid_grant");
      assert.equal((await swap({ subject: "a b" })).body.error, "invalid_request");
      assert.equal((await swap({ actor_token: own })).body.error, "invalid_request");
      assert.equal((await swap({ subject_token: await partners.under.sign() })).body.error, "invalid_grant");
    });

    it("ends with the token that it came from", async () => {
      const { body } = await swap({ subject: "max" });
      await partners.post("/oauth/revoke", { token: own }, basic("acme", secret));
      await eventually(
        () => partners.under.ask("{ unused }", String(body.access_token)),
        ({ status }) => status === 401,
      );
    });
  });

  it("records what it issued and what it refused", async () => {
    const before = partners.audit.read({ action: "token" }).length;
    const { body } = await ask(credentials);
    await ask({ ...credentials, scope: "nothing:granted" });
    const entries = partners.audit.read({ action: "token", limit: 1_000 }).slice(before);
    const issued = entries.find(({ action }) => action === "token.issued");
    assert.deepEqual(
      [issued?.who, issued?.what.tokenId],
      [{ subject: "acme", issuer, partner: "acme" }, decodeJwt(String(body.access_token)).jti],
    );
    const refused = entries.find(({ action, result }) => action === "token.refused" && result === "invalid_scope");
    assert.equal(refused?.what.client, "acme");
  });

  it("follows a rotation of the secret without a moment in which none is good", async () => {
    const first = partners.add({ name: "turning" });
    const { secret: second } = partners.administration.rotateSecret("turning", { keepsPreviousSeconds: 60 }, eva);
    for (const good of [first, second ?? ""]) assert.equal((await ask(credentials, basic("turning", good))).status, 200);
    partners.administration.rotateSecret("turning", { keepsPreviousSeconds: 0 }, eva);
    for (const bad of [first, second ?? ""]) assert.equal((await ask(credentials, basic("turning", bad))).status, 401);
  });

  it("tells where everything is", async () => {
    const get = async (path: string) => (await fetch(new URL(path, partners.under.address))).json() as Promise<Record<string, unknown>>;
    const metadata = await get("/.well-known/oauth-authorization-server");
    assert.deepEqual(
      [metadata.issuer, metadata.token_endpoint, metadata.jwks_uri],
      [issuer, `${issuer}/oauth/token`, `${issuer}/oauth/jwks`],
    );
    assert.deepEqual(metadata.grant_types_supported, ["client_credentials", exchange]);
    const { keys } = (await get("/oauth/jwks")) as unknown as { keys: readonly { kid: string }[] };
    assert.equal(keys[0]?.kid, decodeProtectedHeader(await partners.token("acme", secret)).kid);
  });
});
