import assert from "node:assert/strict";
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { after, afterEach, before, describe, it, mock } from "node:test";
import { fileURLToPath } from "node:url";
import { decodeProtectedHeader } from "jose";
import { type GatewayUnderTest, startGatewayUnderTest } from "../gateway.fixture.ts";
import type { ClaimMapping } from "./claim-mapping.ts";
import type { ProviderCommand, ProviderOrder, ProviderState } from "./openid-provider-process.fixture.ts";
import { createVerify, type Issuer, type Verify } from "./verify.ts";

const program = fileURLToPath(new URL("openid-provider-process.fixture.ts", import.meta.url));
const audience = "andon";

/** One OpenID provider, which can be told to change its keys, to go, and to come back where it was. */
class OpenIdProvider implements AsyncDisposable {
  readonly #order: Omit<ProviderOrder, "port" | "keys">;
  #process: ChildProcess | null = null;
  #state: ProviderState | null = null;

  private constructor(order: Omit<ProviderOrder, "port" | "keys">) {
    this.#order = order;
  }

  static async start(order: Omit<ProviderOrder, "port" | "keys">): Promise<OpenIdProvider> {
    const provider = new OpenIdProvider(order);
    await provider.comeBack();
    return provider;
  }

  get issuer(): string {
    return this.#state?.issuer ?? "";
  }

  /** As a landscape names it. */
  get entry(): Issuer {
    return { issuer: this.issuer, audience, algorithms: [this.#order.algorithm], jwks: { url: `${this.issuer}/jwks` } };
  }

  async comeBack(): Promise<void> {
    const keys = this.#state?.keys;
    this.#process = fork(program, { stdio: ["ignore", "ignore", "inherit", "ipc"] });
    this.#process.send({ ...this.#order, port: Number(new URL(this.issuer || "http://a:0").port), ...(keys ? { keys } : {}) });
    [this.#state] = (await once(this.#process, "message")) as [ProviderState];
  }

  async tell(command: ProviderCommand): Promise<ProviderState> {
    this.#process?.send(command);
    const [state] = (await once(this.#process as ChildProcess, "message")) as [ProviderState];
    this.#state = state;
    return state;
  }

  /** An access token by client credentials (RFC 6749, section 4.4). */
  async token(client: string): Promise<string> {
    const form = {
      grant_type: "client_credentials",
      client_id: client,
      client_secret: `secret of ${client}`,
      scope: "production-order:read",
    };
    const response = await fetch(`${this.issuer}/token`, { method: "POST", body: new URLSearchParams(form) });
    const body = (await response.json()) as { access_token?: string };
    assert.ok(body.access_token, JSON.stringify(body));
    return body.access_token;
  }

  async goAway(): Promise<void> {
    const running = this.#process;
    if (!running || running.exitCode !== null) return;
    running.kill("SIGKILL");
    await once(running, "exit");
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.goAway();
  }
}

/** Groups of the company's provider. */
const byGroups: ClaimMapping = {
  scopes: { from: "groups", map: { "Production Planning": "production-order:read production-order:write", Finance: "cost:read finance" } },
  plants: { from: "groups", map: { "Production Planning": ["1010"], "All Plants": "*" } },
};
/** What a supplier network says of its members, under names of its own. */
const ofNetwork: ClaimMapping = {
  scopes: { from: "network.roles", map: { seller: "supplier-commitment:read" } },
  plants: { from: "network.buyers" },
  supplier: { from: "https://network.example/vendor" },
};

let company: OpenIdProvider;
let network: OpenIdProvider;
before(async () => {
  [company, network] = await Promise.all([
    OpenIdProvider.start({
      algorithm: "RS256",
      audience,
      clients: {
        planner: { groups: ["Production Planning", "Everybody"] },
        controller: { groups: ["Finance", "All Plants"] },
        guest: { groups: ["constructor", "*"] },
      },
    }),
    OpenIdProvider.start({
      algorithm: "ES256",
      audience,
      clients: {
        acme: { network: { roles: ["seller"], buyers: ["1010", "2010"] }, "https://network.example/vendor": "100007" },
        pretender: { groups: ["Production Planning", "Finance", "All Plants"] },
      },
    }),
  ]);
});
after(async () => {
  await company[Symbol.asyncDispose]();
  await network[Symbol.asyncDispose]();
});

const bothIssuers = (): Issuer[] => [
  { ...company.entry, typ: "at+jwt", claims: byGroups },
  { ...network.entry, claims: ofNetwork, tier: "partner" },
];

describe("two OpenID providers side by side", () => {
  let verify: Verify;
  before(() => {
    verify = createVerify(bothIssuers());
  });

  it("each have their groups and roles read in their own way", async () => {
    const planner = await verify(await company.token("planner"));
    assert.deepEqual(
      [planner.scopes, planner.plants, planner.supplier, planner.client, planner.tier],
      [["production-order:read", "production-order:write"], ["1010"], null, "planner", undefined],
    );
    const controller = await verify(await company.token("controller"));
    assert.deepEqual([controller.scopes, controller.plants], [["cost:read", "finance"], "ALL"]);
    const acme = await verify(await network.token("acme"));
    assert.deepEqual(
      [acme.scopes, acme.plants, acme.supplier, acme.tier],
      [["supplier-commitment:read"], ["1010", "2010"], "100007", "partner"],
    );
  });

  it("grant nothing by groups that are not listed, nor by those of the other", async () => {
    const guest = await verify(await company.token("guest"));
    assert.deepEqual([guest.scopes, guest.plants], [[], []]);
    const pretender = await verify(await network.token("pretender"));
    assert.deepEqual([pretender.scopes, pretender.plants], [[], []]);
  });

  it("are not taken for one another: a token is verified by the keys of the issuer that it names", async () => {
    const [header, , signature] = (await network.token("pretender")).split(".");
    const [, claimsOfCompany] = (await company.token("controller")).split(".");
    await assert.rejects(verify([header, claimsOfCompany, signature].join(".")), { name: "InvalidToken" });
  });

  it("come in at the gateway with what their tokens grant", async () => {
    await using under: GatewayUnderTest = await startGatewayUnderTest({ issuers: bothIssuers() });
    const costs = "{ costs { value } }";
    assert.deepEqual((await under.ask(costs, await company.token("controller"))).body, { data: { costs: [{ value: 1 }] } });
    const refused = await under.ask(costs, await company.token("planner"));
    assert.equal(refused.status, 403);
    assert.match(refused.challenge, /insufficient_scope.*cost:read/);
  });
});

describe("a provider's keys", () => {
  /** The clock alone is moved: what the provider and the network do takes the time that it takes. */
  const wait = (seconds: number): void => mock.timers.tick(seconds * 1_000);
  const begin = async (): Promise<Verify> => {
    mock.timers.enable({ apis: ["Date"], now: Date.now() });
    const verify = createVerify([company.entry]);
    await verify(await company.token("planner"));
    return verify;
  };
  afterEach(() => mock.timers.reset());

  it("may be new ones: a token under one is good once 30 seconds have passed since they were asked for", async () => {
    const verify = await begin();
    const before = await company.token("planner");
    await company.tell("ROTATE");
    const after = await company.token("planner");
    assert.notEqual(decodeProtectedHeader(before).kid, decodeProtectedHeader(after).kid);
    await assert.rejects(verify(after), { name: "InvalidToken" }, "the issuer was asked a moment ago");
    wait(31);
    assert.ok(await verify(after));
    assert.ok(await verify(before), "both keys are published");
  });

  it("are asked for once in 30 seconds, however many tokens name keys that there are not", async () => {
    const verify = await begin();
    wait(31);
    const { keyRequests: before } = await company.tell("COUNT");
    const [, claims, signature] = (await company.token("planner")).split(".");
    const forged = Array.from({ length: 200 }, (_, index) => {
      const header = Buffer.from(JSON.stringify({ alg: "RS256", kid: `forged-${index}`, typ: "at+jwt" })).toString("base64url");
      return [header, claims, signature].join(".");
    });
    const outcomes = await Promise.allSettled(forged.map(verify));
    assert.ok(outcomes.every(({ status }) => status === "rejected"));
    const { keyRequests } = await company.tell("COUNT");
    assert.equal(keyRequests - before, 1);
  });

  it("that were taken back are refused within 60 seconds, also for tokens that were good before", async () => {
    const verify = await begin();
    const before = await company.token("planner");
    assert.ok(await verify(before));
    await company.tell("ROTATE");
    await company.tell("RETIRE");
    wait(60);
    await assert.rejects(verify(before), { name: "InvalidToken" });
    assert.ok(await verify(await company.token("planner")));
  });

  it("stay good while the provider is away for an hour, and are asked for again when it is back", async () => {
    const verify = await begin();
    const kept = await company.token("planner");
    const another = await company.token("controller");
    await company.goAway();
    for (let minutes = 0; minutes < 60; minutes += 5) {
      wait(5 * 60);
      assert.ok(await verify(kept));
    }
    assert.ok(await verify(another), "one that was never seen before, under a known key");
    await company.comeBack();
    await company.tell("ROTATE");
    wait(31);
    await verify(kept);
    assert.ok(await verify(await company.token("planner")));
  });

  it("that were never had let nobody in, and say that it is the issuer that is away", async () => {
    const token = await company.token("planner");
    await company.goAway();
    const verify = createVerify([company.entry, network.entry]);
    await assert.rejects(verify(token), /keys of the token's issuer cannot be had at present/);
    assert.ok(await verify(await network.token("acme")), "the other issuer's tokens are none the worse for it");
    await company.comeBack();
  });
});
