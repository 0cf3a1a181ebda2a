import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { decodeJwt } from "jose";
import { ask, type GraphqlAnswer, listen } from "../support/clients.ts";
import { type Demo, onlyPlants, run, startDemo } from "../support/demo.ts";
import { eventually } from "../support/eventually.ts";

/** What is promised; the machine that tests may be slower by as much again. */
const withinMs = 10_000;
const exchange = "urn:ietf:params:oauth:grant-type:token-exchange";
const accessToken = "urn:ietf:params:oauth:token-type:access_token";
const commitments = "{ supplierCommitments(first: 200) { totalCount nodes { plant { code } supplier { number } } } }";

type Reply = { readonly status: number; readonly body: Readonly<Record<string, unknown>> };

let demo: Demo;
before(async () => {
  demo = await startDemo({ landscape: onlyPlants("1010", "2010") });
});
after(() => demo[Symbol.asyncDispose]());

const partner = async (...args: string[]): Promise<{ readonly code: number | null; readonly stdout: string; readonly stderr: string }> =>
  run("partner", ...args, "--landscape", demo.landscapeFile);
/** Adds a supplier by the command line; gives its client secret. */
const add = async (name: string, ...flags: string[]): Promise<string> => {
  const given = flags.length > 0 ? flags : ["--scopes", "supplier-commitment:read", "--plants", "*", "--supplier", "100007"];
  const { code, stdout, stderr } = await partner("add", name, ...given, "--json");
  assert.equal(code, 0, stderr);
  return (JSON.parse(stdout) as { clientSecret: string }).clientSecret;
};
const post = async (path: string, client: string, secret: string, form: Record<string, string>): Promise<Reply> => {
  const authorization = `Basic ${Buffer.from(`${client}:${secret}`).toString("base64")}`;
  const response = await fetch(`${demo.address}${path}`, { method: "POST", headers: { authorization }, body: new URLSearchParams(form) });
  const text = await response.text();
  return { status: response.status, body: text === "" ? {} : JSON.parse(text) };
};
const askToken = (client: string, secret: string, form: Record<string, string> = {}): Promise<Reply> =>
  post("/oauth/token", client, secret, { grant_type: "client_credentials", ...form });
const tokenOf = async (client: string, secret: string, form: Record<string, string> = {}): Promise<string> => {
  const { status, body } = await askToken(client, secret, form);
  assert.equal(status, 200, JSON.stringify(body));
  return String(body.access_token);
};
type Row = { readonly plant: { readonly code: string }; readonly supplier: { readonly number: string } };
const rowsOf = async (token: string): Promise<readonly Row[]> => {
  const { status, data } = await ask(demo.address, token, commitments);
  assert.equal(status, 200);
  return data.supplierCommitments.nodes;
};

describe("a supplier that is a partner", () => {
  it("is added by the command line, gets a token by its secret, and sees its own lines alone", async () => {
    const token = await tokenOf("acme", await add("acme"));
    const rows = await rowsOf(token);
    assert.ok(rows.length > 0);
    assert.deepEqual(new Set(rows.map(({ supplier }) => supplier.number)), new Set(["100007"]));
    const { data } = await ask(demo.address, await demo.token("planner"), commitments);
    assert.ok(data.supplierCommitments.totalCount > rows.length, "there is more to see for a planner");
    const orders = await ask(demo.address, token, "{ productionOrders { totalCount } }");
    assert.deepEqual([orders.status, orders.errors?.[0]?.extensions.code], [403, "UNAUTHORIZED_FIELD_OR_TYPE"]);
  });

  it("hands one of its users a token for a single plant", async () => {
    const secret = await add("handing");
    const own = await tokenOf("handing", secret);
    const plants = [...new Set((await rowsOf(own)).map(({ plant }) => plant.code))];
    const [plant = ""] = plants;
    const form = { grant_type: exchange, subject_token: own, subject_token_type: accessToken, subject: "max", plants: plant };
    const narrow = await tokenOf("handing", secret, form);
    assert.deepEqual([decodeJwt(narrow).sub, decodeJwt(narrow).act], ["handing/max", { sub: "handing" }]);
    assert.deepEqual(new Set((await rowsOf(narrow)).map((row) => row.plant.code)), new Set([plant]));
  });

  it("turns its secret over while both are good, and then the new one alone", async () => {
    const first = await add("turning");
    const { stdout } = await partner("rotate", "turning", "--keep-previous", "1h", "--json");
    const { clientSecret: second } = JSON.parse(stdout) as { clientSecret: string };
    const tokens = [await tokenOf("turning", first), await tokenOf("turning", second)];
    for (const token of tokens) assert.ok((await rowsOf(token)).length > 0);
    await partner("rotate", "turning", "--keep-previous", "0");
    assert.deepEqual(
      (await askToken("turning", second)).body.error,
      "invalid_client",
      "a secret that has leaked is good for nothing any more",
    );
    await eventually(
      () => ask(demo.address, tokens[1] ?? "", commitments),
      ({ status }) => status === 401,
      withinMs,
    );
  });

  it("is refused and its stream is closed within seconds when it is revoked", async () => {
    const secret = await add("leaving");
    const token = await tokenOf("leaving", secret);
    const asked = (): Promise<Reply> => post("/oauth/introspect", "leaving", secret, { token });
    assert.equal((await asked()).body.active, true);
    await using listener = await listen(demo.address, token, "subscription { supplierCommitmentChanged { id } }");
    assert.match((await partner("revoke", "leaving")).stdout, /leaving is revoked/);
    const began = performance.now();
    const { code, reason } = (await listener.ended) as { code: number; reason: string };
    assert.deepEqual([code, reason], [4403, "Token revoked"]);
    assert.ok(performance.now() - began < withinMs);
    const { status, headers } = await ask(demo.address, token, commitments);
    assert.equal(status, 401);
    assert.match(headers.get("www-authenticate") ?? "", /error="invalid_token", error_description="The token has been revoked"/);
    assert.deepEqual([(await askToken("leaving", secret)).status, (await asked()).status], [401, 401]);
  });

  it("is told what an OAuth client expects to be told", async () => {
    const { status, body } = await askToken("acme", "wrong");
    assert.deepEqual([status, body.error], [401, "invalid_client"]);
    const response = await fetch(`${demo.address}/.well-known/oauth-authorization-server`);
    const { token_endpoint: endpoint, grant_types_supported: grants } = (await response.json()) as Record<string, unknown>;
    assert.match(String(endpoint), /\/oauth\/token$/);
    assert.deepEqual(grants, ["client_credentials", exchange]);
  });
});

describe("a console for partners", () => {
  let operator: string;
  before(async () => {
    operator = await demo.token("operator");
  });
  const addPartner = `mutation ($input: AddPartnerInput!) {
    addPartner(input: $input) { secret partner { name plants allPlants scopes supplier } userErrors { code field message } }
  }`;
  const input = { name: "console", scopes: ["supplier-commitment:read"], plants: ["2010"], supplier: "100007" };

  it("adds a partner, shows what it uses, turns its secret over, and shuts it out", async () => {
    const added = await ask(demo.address, operator, addPartner, { input });
    const { secret, ...rest } = added.data.addPartner;
    assert.deepEqual(rest, { partner: { ...input, allPlants: false }, userErrors: [] });
    const token = await tokenOf("console", secret);
    const rows = await rowsOf(token);
    assert.deepEqual(new Set(rows.map(({ plant }) => plant.code)), new Set(["2010"]));
    await eventually(
      () => ask(demo.address, operator, '{ partner(name: "console") { usage { requests cost lastSeen } } }'),
      ({ data }) => data.partner.usage.requests === 1 && data.partner.usage.cost > 0 && data.partner.usage.lastSeen !== null,
      withinMs,
    );
    const rotate =
      'mutation { rotatePartnerSecret(input: { name: "console" }) { secret partner { secrets { expiresAt } } userErrors { code } } }';
    const rotated = (await ask(demo.address, operator, rotate)).data.rotatePartnerSecret;
    assert.deepEqual([rotated.partner.secrets.length, rotated.userErrors], [2, []]);
    for (const good of [secret, rotated.secret]) assert.equal((await askToken("console", good)).status, 200);
    const change =
      'mutation { changePartner(input: { name: "console", tier: null, plants: ["1010", "2010"] }) { partner { plants tier } userErrors { code } } }';
    assert.deepEqual((await ask(demo.address, operator, change)).data.changePartner, {
      partner: { plants: ["1010", "2010"], tier: null },
      userErrors: [],
    });
    const keys = 'mutation { replacePartnerKeys(input: { name: "console", keys: "{}" }) { partner { name } userErrors { code field } } }';
    assert.deepEqual((await ask(demo.address, operator, keys)).data.replacePartnerKeys, {
      partner: null,
      userErrors: [{ code: "INVALID", field: ["input", "keys"] }],
    });
    const revoke = 'mutation { revokePartner(input: { name: "console" }) { partner { revokedAt } userErrors { code } } }';
    assert.notEqual((await ask(demo.address, operator, revoke)).data.revokePartner.partner.revokedAt, null);
    await eventually(
      () => ask(demo.address, token, commitments),
      ({ status }) => status === 401,
      withinMs,
    );
    assert.deepEqual((await ask(demo.address, operator, revoke)).data.revokePartner, { partner: null, userErrors: [{ code: "REVOKED" }] });
  });

  it("pages through the partners, and never shows an answer that is no longer true", async () => {
    const page =
      "query ($after: String) { partners(first: 1, after: $after, filter: { revoked: false }) { totalCount nodes { name } pageInfo { hasNextPage endCursor } } }";
    for (const name of ["page-a", "page-b"]) await ask(demo.address, operator, addPartner, { input: { ...input, name } });
    const names: string[] = [];
    let after: string | null = null;
    let count = 0;
    for (let more = true; more; ) {
      const { data }: GraphqlAnswer = await ask(demo.address, operator, page, { after });
      const { nodes, pageInfo, totalCount } = data.partners;
      names.push(nodes[0].name);
      [more, after, count] = [pageInfo.hasNextPage, pageInfo.endCursor, totalCount];
    }
    assert.deepEqual([names, names.length], [[...names].sort(), count]);
    for (let times = 0; times < 3; times++) await ask(demo.address, operator, page, { after: null });
    await ask(demo.address, operator, addPartner, { input: { ...input, name: "page-c" } });
    assert.equal((await ask(demo.address, operator, page, { after: null })).data.partners.totalCount, count + 1);
    const wrong = await ask(demo.address, operator, page, { after: "nonsense" });
    assert.equal(wrong.errors?.[0]?.extensions.code, "BAD_USER_INPUT");
  });

  for (const [what, change, code, field] of [
    ["a name that is taken", {}, "NAME_TAKEN", "name"],
    ["a plant that is none", { name: "x1", plants: ["9999"] }, "INVALID", "plants"],
    ["no plant", { name: "x2", plants: [] }, "INVALID", "plants"],
    ["plants said in two ways", { name: "x3", allPlants: true }, "INVALID", "plants"],
    ["a scope that the operator has not", { name: "x4", scopes: ["cost:read"] }, "NOT_YOURS_TO_GRANT", "scopes"],
  ] as const) {
    it(`tells a user error of ${what}`, async () => {
      if (code === "NAME_TAKEN") await ask(demo.address, operator, addPartner, { input });
      const { data } = await ask(demo.address, operator, addPartner, { input: { ...input, ...change } });
      const { userErrors, ...rest } = data.addPartner;
      assert.deepEqual(rest, { secret: null, partner: null });
      assert.deepEqual([userErrors[0].code, userErrors[0].field], [code, ["input", field]]);
    });
  }

  it("is nobody's without the scope partner:manage, and nothing is done", async () => {
    const planner = await demo.token("planner");
    const refused = await ask(demo.address, planner, addPartner, { input: { ...input, name: "sneaked" } });
    assert.equal(refused.status, 403);
    assert.match(refused.headers.get("www-authenticate") ?? "", /insufficient_scope.*partner:manage/);
    assert.equal((await ask(demo.address, planner, "{ partners { totalCount } }")).status, 403);
    assert.deepEqual((await ask(demo.address, operator, '{ partner(name: "sneaked") { name } }')).data, { partner: null });
  });

  it("leaves its traces in the audit log, and no secret", async () => {
    const { stdout } = await run("audit", "--json", "--limit", "1000", "--landscape", demo.landscapeFile);
    const entries = JSON.parse(stdout) as readonly { readonly action: string; readonly who: { readonly subject: string | null } }[];
    const actions = new Set(entries.map(({ action }) => action));
    for (const action of ["partner.added", "partner.rotated", "partner.revoked", "token.issued", "token.refused", "addPartner"]) {
      assert.ok(actions.has(action), action);
    }
    assert.ok(entries.some(({ action, who }) => action === "partner.added" && who.subject === "demo-operator"));
    assert.equal(/andon_secret_/.test(stdout), false);
    assert.equal((await run("audit", "verify", "--landscape", demo.landscapeFile)).code, 0);
  });
});

describe("the command line for partners", () => {
  for (const [what, args, says] of [
    ["no scopes", ["add", "x", "--plants", "*"], /--scopes/],
    ["no plants", ["add", "x", "--scopes", "a"], /--plants/],
    ["no name", ["add"], /Say which partner/],
    ["a partner that is none", ["show", "nobody"], /There is no partner nobody/],
    ["nothing to change", ["change", "acme"], /Say what to change/],
    ["an odd time", ["rotate", "acme", "--keep-previous", "soon"], /--keep-previous is "soon"/],
    ["keys that are not there", ["add", "x", "--scopes", "a", "--plants", "*", "--keys", "/nowhere"], /--keys \/nowhere cannot be read/],
    ["an action that is none", ["constructor"], /no action "constructor"/],
  ] as const) {
    it(`tells what to do where it is given ${what}`, async () => {
      const { code, stderr } = await partner(...args);
      assert.equal(code, 2);
      assert.match(stderr, says);
    });
  }
});
