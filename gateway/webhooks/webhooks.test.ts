import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { once } from "node:events";
import { type IncomingMessage, request as openRequest } from "node:http";
import { after, before, beforeEach, describe, it } from "node:test";
import type { CloudEvent } from "../cloud-events/cloud-event.ts";
import { type GatewayUnderTest, startGatewayUnderTest } from "../gateway.fixture.ts";
import type { Notified } from "./webhooks.ts";

const secret = "b0a2c7d4e1f84b5f9c3e6a8d7f1b2c3d";
const standardSecret = `whsec_${Buffer.from("another secret of another broker").toString("base64")}`;
const changed = {
  specversion: "1.0",
  id: "1",
  source: "/default/sap.s4.beh/S4H",
  type: "sap.s4.beh.productionorder.v1.ProductionOrder.Changed.v1",
  time: "2026-11-23T08:00:00Z",
  data: { ProductionOrder: "1000123" },
};
const { time: _, specversion: __, ...told } = changed;
const structured = { "content-type": "application/cloudevents+json" };
const bearer = { authorization: `Bearer ${secret}` };

describe("the webhook of a system", () => {
  let under: GatewayUnderTest;
  let origin: string;
  const taken: Pick<CloudEvent, "id" | "source" | "type" | "data">[] = [];
  let answer: ReturnType<Notified["take"]> = "TAKEN";
  const take: Notified["take"] = ({ id, source, type, data }) => {
    if (answer === "TAKEN") taken.push({ id, source, type, data });
    return answer;
  };

  before(async () => {
    const notifications = new Map<string, Notified>([
      ["s4-1010", { secret, origin: null, take }],
      ["s4 2020", { secret: standardSecret, origin: "broker.example.com", take }],
    ]);
    under = await startGatewayUnderTest({ notifications });
    origin = under.address.replace("/graphql", "");
  });
  after(() => under[Symbol.asyncDispose]());
  beforeEach(() => {
    taken.length = 0;
    answer = "TAKEN";
  });

  interface Told {
    readonly status: number;
    readonly headers: Headers;
    readonly message: string;
    readonly text: string;
  }
  async function send(headers: Record<string, string>, body: unknown, system = "s4-1010", method = "POST"): Promise<Told> {
    const content = body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) };
    const response = await fetch(`${origin}/webhooks/${system}`, { method, headers, ...content });
    const text = await response.text();
    const message = text === "" ? "" : (JSON.parse(text) as { errors: [{ message: string }] }).errors[0].message;
    return { status: response.status, headers: response.headers, message, text };
  }
  const tell = (body: unknown, headers: Record<string, string> = {}): Promise<Told> => send({ ...bearer, ...structured, ...headers }, body);

  describe("takes a CloudEvent", () => {
    it("in the structured mode", async () => {
      assert.equal((await tell(changed)).status, 202);
      assert.deepEqual(taken, [told]);
    });

    it("in the binary mode, with its attributes percent-encoded or, as older senders do, quoted", async () => {
      const attributes = { "ce-specversion": "1.0", "ce-id": "caf%C3%A9%20%221%22", "ce-source": '"/s4"', "ce-type": changed.type };
      const { status } = await send({ ...bearer, ...attributes, "content-type": "application/json; charset=utf-8" }, changed.data);
      assert.equal(status, 202);
      assert.deepEqual(taken, [{ ...told, id: 'café "1"', source: "/s4" }]);
    });

    it("in a batch", async () => {
      const batch = [changed, { ...changed, id: "2" }];
      assert.equal((await tell(batch, { "content-type": "application/cloudevents-batch+json; charset=UTF-8" })).status, 202);
      assert.deepEqual(
        taken.map(({ id }) => id),
        ["1", "2"],
      );
    });

    it("that a broker calls application/json, as SAP Event Mesh does", async () => {
      assert.equal((await tell(changed, { "content-type": "application/json" })).status, 202);
      assert.deepEqual(taken, [told]);
    });

    it("with its data as Base64, with attributes that are not set, and with extensions", async () => {
      const { data, ...rest } = changed;
      const event = {
        ...rest,
        data_base64: Buffer.from(JSON.stringify(data)).toString("base64"),
        subject: null,
        sequence: 7,
        traceparent: "00-1",
      };
      assert.equal((await tell(event)).status, 202);
      assert.deepEqual(taken, [told]);
    });

    it("without data, which may say enough", async () => {
      const { data: _, ...rest } = changed;
      assert.equal((await tell(rest)).status, 202);
      assert.equal(taken[0]?.data, undefined);
    });
  });

  it("says of what nobody here reads, and of an empty batch, that nothing remains to be done", async () => {
    answer = "IGNORED";
    const ignored = await tell(changed);
    assert.deepEqual([ignored.status, ignored.text], [204, ""]);
    assert.equal((await tell([], { "content-type": "application/cloudevents-batch+json" })).status, 204);
  });

  it("asks for what cannot be taken now to be sent again later", async () => {
    answer = { retryAfterSeconds: 2.5 };
    const { status, headers, text } = await tell(changed);
    assert.equal(status, 503);
    assert.equal(headers.get("retry-after"), "3");
    assert.match(text, /"SERVICE_UNAVAILABLE"/);
  });

  describe("takes nothing from who does not show the secret", () => {
    const wrong: Readonly<Record<string, Record<string, string>>> = {
      "no token": {},
      "another token": { authorization: "Bearer something else" },
      "a token that only begins like it": { authorization: `Bearer ${secret.slice(0, -1)}` },
      "a token of another kind": { authorization: `Basic ${Buffer.from(`user:${secret}`).toString("base64")}` },
      "a token of another system": { authorization: `Bearer ${standardSecret}` },
    };
    for (const [what, headers] of Object.entries(wrong)) {
      it(`but ${what}`, async () => {
        const { status, headers: answered } = await send({ ...structured, ...headers }, changed);
        assert.equal(status, 401);
        assert.match(answered.get("www-authenticate") ?? "", /^Bearer/);
        assert.deepEqual(taken, []);
      });
    }

    it("but writes it into the address", async () => {
      assert.equal((await send(structured, changed, `s4-1010?access_token=${encodeURIComponent(secret)}`)).status, 401);
    });

    it("and does not read what they send", async () => {
      assert.equal((await send(structured, "{")).status, 401);
    });
  });

  describe("takes what is signed by the secret", () => {
    const body = JSON.stringify(changed);
    const seconds = (): number => Math.floor(Date.now() / 1_000);
    const sign = (sent: number, key: string | Buffer = Buffer.from("another secret of another broker")): Record<string, string> => ({
      ...structured,
      "webhook-id": "msg_1",
      "webhook-timestamp": String(sent),
      "webhook-signature": `v1,${createHmac("sha256", key).update(`msg_1.${sent}.${body}`).digest("base64")}`,
    });

    it("as Standard Webhooks has it", async () => {
      assert.equal((await send(sign(seconds()), body, "s4%202020")).status, 202);
      assert.deepEqual(taken, [told]);
    });

    it("or by a secret that is plain text, beside a signature of an older one", async () => {
      const signed = sign(seconds(), secret);
      assert.equal((await send({ ...signed, "webhook-signature": `v1,b2xk ${signed["webhook-signature"]}` }, body)).status, 202);
    });

    it("but not what was changed on the way, sent again later, or signed by another", async () => {
      assert.equal((await send(sign(seconds()), body.replace("1000123", "1000124"), "s4%202020")).status, 401);
      assert.equal((await send(sign(seconds() - 301), body, "s4%202020")).status, 401);
      assert.equal((await send(sign(seconds() + 301), body, "s4%202020")).status, 401);
      assert.equal((await send(sign(seconds(), "another"), body, "s4%202020")).status, 401);
      const { "webhook-id": _, ...withoutId } = sign(seconds());
      assert.equal((await send(withoutId, body, "s4%202020")).status, 401);
      assert.deepEqual(taken, []);
    });
  });

  describe("names the fault", () => {
    const events: readonly (readonly [fault: string, body: unknown, says: RegExp])[] = [
      ["a body that is no JSON", "{", /^The body is not JSON/],
      ["a body that is no object", "[]", /^The body is not a JSON object/],
      ["an older version", { ...changed, specversion: "0.3" }, /^specversion is "0.3"; send CloudEvents of version "1.0"/],
      ["no id", { ...changed, id: undefined }, /^id is missing/],
      ["an empty source", { ...changed, source: "" }, /^source is ""; send a URI reference/],
      ["a type that is null", { ...changed, type: null }, /^type is missing/],
      ["a time that is none", { ...changed, time: "2026-13-01T00:00:00Z" }, /^time is "2026-13-01T00:00:00Z"; send a time as in RFC 3339/],
      ["an attribute that is an object", { ...changed, subject: {} }, /^subject is neither text nor boolean nor integer/],
      ["an attribute of a wrong name", { ...changed, plant_id: "1010" }, /^plant_id is no name of an attribute/],
      ["data twice", { ...changed, data_base64: "e30=" }, /^data_base64 and data exclude each other/],
      ["data that is no Base64", { ...changed, data: undefined, data_base64: "{}" }, /^data_base64 is not Base64/],
      ["a name twice", JSON.stringify(changed).replace('"data":', '"data":{},"data":'), /^data stands twice in one object; send it once/],
      ["a control character", { ...changed, subject: "a\nb" }, /^subject has a control character/],
      ["data that are no UTF-8", { ...changed, data: undefined, data_base64: "/w==" }, /^data_base64 is not UTF-8/],
      [
        "data of another kind",
        { ...changed, datacontenttype: "application/xml" },
        /^datacontenttype is "application\/xml"; send data as JSON/,
      ],
    ];
    for (const [fault, body, says] of events) {
      it(`${fault}`, async () => {
        const { status, message } = await tell(body);
        assert.equal(status, 400);
        assert.match(message, says);
        assert.deepEqual(taken, []);
      });
    }

    it("of an event in a batch, and takes none of it", async () => {
      const { status, message } = await tell([changed, { ...changed, id: undefined }], {
        "content-type": "application/cloudevents-batch+json",
      });
      assert.deepEqual([status, message], [400, "[1].id is missing; send a text that is not empty"]);
      assert.deepEqual(taken, []);
    });

    it("of a header", async () => {
      const headers = { ...bearer, "content-type": "application/json", "ce-specversion": "1.0", "ce-source": "/s4", "ce-type": "t" };
      assert.match((await send(headers, "{}")).message, /^ce-id is missing/);
      assert.match((await send({ ...headers, "ce-id": "%C0%A0" }, "{}")).message, /^ce-id is not percent-encoded UTF-8/);
      assert.match((await send({ ...headers, "ce-id": "1", "ce-datacontenttype": "text/plain" }, "{}")).message, /^ce-datacontenttype/);
      assert.match((await send({ ...headers, "ce-id": "1", "ce-time": "soon" }, "{}")).message, /^ce-time is "soon"/);
    });

    for (const contentType of ["text/plain", "application/cloudevents+avro", "application/cloudevents-batch+xml", "application/xml"]) {
      it(`of the content type ${contentType}`, async () => {
        const { status, message } = await tell(changed, { "content-type": contentType });
        assert.equal(status, 415);
        assert.match(message, /application\/cloudevents\+json/);
      });
    }

    it("of a compressed body and of another charset", async () => {
      assert.equal((await tell(changed, { "content-encoding": "gzip" })).status, 415);
      assert.equal((await tell(changed, { "content-type": "application/cloudevents+json; charset=utf-16" })).status, 415);
    });

    it("of a body that is too large, also when its length is not told", async () => {
      const large = JSON.stringify({ ...changed, data: "x".repeat(1_100_000) });
      assert.equal((await tell(large)).status, 413);
      const request = openRequest(`${origin}/webhooks/s4-1010`, { method: "POST", headers: { ...bearer, ...structured } });
      // The connection is closed before all is sent.
      request.on("error", () => undefined);
      request.write(large.slice(0, 1_000));
      request.end(large.slice(1_000));
      const [response] = (await once(request, "response")) as [IncomingMessage];
      assert.equal(response.statusCode, 413);
      response.resume();
    });

    it("of a system that there is not, and of a method that is not taken", async () => {
      for (const system of ["s4-9999", "__proto__", "%E0%A4%A"]) assert.equal((await send(bearer, changed, system)).status, 404);
      const { status, headers } = await send(bearer, undefined, "s4-1010", "GET");
      assert.deepEqual([status, headers.get("allow")], [405, "POST, OPTIONS"]);
    });
  });

  describe("is asked by a sender whether it wants notifications", () => {
    const ask = (headers: Record<string, string>, system = "s4-1010") => send(headers, undefined, system, "OPTIONS");

    it("and does, without limit of their rate", async () => {
      const { status, headers } = await ask({ "webhook-request-origin": "broker.example.com", "webhook-request-rate": "120" });
      const said = ["allow", "webhook-allowed-origin", "webhook-allowed-rate"].map((name) => headers.get(name));
      assert.deepEqual([status, ...said], [200, "POST, OPTIONS", "broker.example.com", "*"]);
    });

    it("and does not want those of another origin than the one it expects", async () => {
      const consent = async (origin: string) =>
        (await ask({ "webhook-request-origin": origin }, "s4%202020")).headers.get("webhook-allowed-origin");
      assert.equal(await consent("broker.example.com"), "broker.example.com");
      assert.equal(await consent("other.example.com"), null);
    });

    it("and names what is wrong with the question", async () => {
      assert.match((await ask({ "webhook-request-origin": "a b" })).message, /^WebHook-Request-Origin/);
      const rate = await ask({ "webhook-request-origin": "a", "webhook-request-rate": "0" });
      assert.match(rate.message, /^WebHook-Request-Rate/);
      assert.equal((await ask({ "webhook-request-origin": "a" }, "s4-9999")).status, 404);
      assert.equal((await ask({})).headers.get("webhook-allowed-origin"), null);
    });
  });
});
