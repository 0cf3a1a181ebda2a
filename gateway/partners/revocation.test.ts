import assert from "node:assert/strict";
import { once } from "node:events";
import { type IncomingMessage, request as openRequest } from "node:http";
import { after, before, describe, it } from "node:test";
import { pino } from "pino";
import { eventually } from "#test/eventually";
import { messagesOf } from "../gateway.fixture.ts";
import { createLimiter } from "../limits/limiter.ts";
import { basic, eva, type PartnersUnderTest, startPartnersUnderTest } from "./partners.fixture.ts";

/** What is promised; the machine that tests may be slower by as much again. */
const withinMs = 5_000;
const endless = "subscription { orderChanged(upTo: 0) { id } }";

describe("a partner that is shut out", () => {
  let partners: PartnersUnderTest;
  before(async () => {
    partners = await startPartnersUnderTest();
  });
  after(() => partners[Symbol.asyncDispose]());

  async function openStream(accept: string, token: string): Promise<IncomingMessage> {
    const headers = { accept, "content-type": "application/json", authorization: `Bearer ${token}` };
    const request = openRequest(partners.under.address, { method: "POST", headers });
    request.end(JSON.stringify({ query: endless }));
    const [response] = (await once(request, "response")) as [IncomingMessage];
    return response.setEncoding("utf8");
  }
  const textOf = async (response: IncomingMessage): Promise<string> => {
    let text = "";
    for await (const chunk of response) text += chunk;
    return text;
  };

  it("is refused by every process within 5 seconds, and its streams are ended and told why", { timeout: 30_000 }, async () => {
    const other = await partners.startAnother();
    const token = await partners.token("leaving", partners.add({ name: "leaving" }));
    const staying = await partners.token("staying", partners.add({ name: "staying" }));
    const stays = await partners.under.connect(staying);
    assert.equal((await messagesOf(stays)()).type, "connection_ack");
    const socket = await partners.under.connect(token);
    assert.equal((await messagesOf(socket)()).type, "connection_ack");
    socket.send(JSON.stringify({ id: "1", type: "subscribe", payload: { query: endless } }));
    const events = await openStream("text/event-stream", token);
    const parts = await openStream('multipart/mixed;boundary="graphql";subscriptionSpec=1.0,application/json', token);
    for (const gateway of [partners.under, other]) assert.equal((await gateway.ask("{ unused }", token)).status, 200);

    const closed = once(socket, "close");
    const began = performance.now();
    partners.administration.revoke("leaving", eva);
    const [[code, reason], sent, multipart] = await Promise.all([closed, textOf(events), textOf(parts)]);
    assert.ok(performance.now() - began < 2 * withinMs);
    assert.deepEqual([code, String(reason)], [4403, "Token revoked"]);
    assert.match(sent, /The token has been revoked.*UNAUTHENTICATED[\s\S]*event: complete/);
    assert.match(multipart, /"payload":null,"errors":\[\{"message":"The token has been revoked"/);
    for (const gateway of [partners.under, other]) {
      const { challenge } = await eventually(
        () => gateway.ask("{ unused }", token),
        ({ status }) => status === 401,
        2 * withinMs,
      );
      assert.match(challenge, /The token has been revoked/);
      assert.equal((await gateway.ask("{ unused }", staying)).status, 200);
    }
    assert.equal(stays.readyState, stays.OPEN);
    stays.close();
  });

  it("is refused with tokens of a grant that was narrowed, and goes on with a new one", async () => {
    const secret = partners.add({ name: "narrowed" });
    const token = await partners.token("narrowed", secret);
    assert.equal((await partners.under.ask("{ costs { value } }", token)).status, 200);
    partners.administration.change("narrowed", { scopes: ["finance"] }, eva);
    await eventually(
      () => partners.under.ask("{ unused }", token),
      ({ status }) => status === 401,
    );
    assert.equal((await partners.under.ask("{ costs { value } }", await partners.token("narrowed", secret))).status, 403);
  });

  it("keeps its tokens when only its secret is rotated", async () => {
    const secret = partners.add({ name: "turning" });
    const token = await partners.token("turning", secret);
    partners.administration.rotateSecret("turning", { keepsPreviousSeconds: 60 }, eva);
    await partners.token("turning", secret);
    assert.equal((await partners.under.ask("{ unused }", token)).status, 200);
  });

  it("gets no token any more, with words that tell nothing", async () => {
    const secret = partners.add({ name: "gone" });
    partners.administration.revoke("gone", eva);
    const { status, body } = await partners.post("/oauth/token", { grant_type: "client_credentials" }, basic("gone", secret));
    assert.deepEqual([status, body], [401, { error: "invalid_client", error_description: "Client authentication failed" }]);
  });
});

describe("what a partner uses", () => {
  it("is counted: requests, refusals, and when it last came", async () => {
    await using partners = await startPartnersUnderTest();
    const token = await partners.token("acme", partners.add());
    assert.deepEqual(partners.administration.find("acme")?.usage, { requests: 0, cost: 0, refusals: 0, lastSeen: null });
    await partners.under.ask("{ unused }", token);
    await partners.under.ask("{ unused }", token);
    await partners.under.ask("{ nothing }", token);
    await partners.under.ask("{ unused }", await partners.under.sign());
    const { usage } = (await eventually(
      () => partners.administration.find("acme"),
      (partner) => partner?.usage.requests === 3,
    )) ?? { usage: null };
    assert.equal(usage?.refusals, 1);
    assert.ok(Math.abs(Date.parse(usage?.lastSeen ?? "") - Date.now()) < 60_000);
  });

  it("is paid from its one budget, whichever of its users asks", async () => {
    const tiers = { gold: { costPerMinute: 1, burst: 3 } };
    await using partners = await startPartnersUnderTest({
      limiter: await createLimiter({ tiers, redis: null, log: pino({ level: "silent" }) }),
    });
    const secret = partners.add();
    const own = await partners.token("acme", secret);
    const statuses: number[] = [];
    for (const subject of ["a", "b", "c", "d", "e"]) {
      const form = { grant_type: "urn:ietf:params:oauth:grant-type:token-exchange", subject, subject_token: own };
      const type = { subject_token_type: "urn:ietf:params:oauth:token-type:access_token" };
      const token = await partners.token("acme", secret, { ...form, ...type });
      statuses.push((await partners.under.ask("{ unused }", token)).status);
    }
    assert.ok(statuses.includes(429), `statuses ${statuses}`);
    assert.equal(statuses[0], 200);
  });
});
