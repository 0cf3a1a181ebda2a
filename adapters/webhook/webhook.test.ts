import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { after, before, beforeEach, describe, it } from "node:test";
import type { Notice } from "#schema/canonical/command.ts";
import { type CommandTarget, carrying, InDoubt, SourceUnavailable } from "../port.ts";
import { webhook } from "./index.ts";

const secret = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;
const notice: Notice = {
  id: "ABCDEFGHIJKLMNOP",
  plant: "1010",
  kind: "notice",
  type: "andon.pick-block.placed.v1",
  subject: "4711/B1",
  data: { material: "4711", batch: "B1", reason: "Riß" },
  traceparent: `00-${"a".repeat(32)}-${"b".repeat(16)}-01`,
};

describe("a system that is told by webhook", () => {
  let server: Server;
  let target: CommandTarget<Notice>;
  let got: { method: string; url: string; headers: IncomingHttpHeaders; body: string } | null = null;
  let answer: { status: number; headers?: Record<string, string>; body?: string } | "HANG_UP" = { status: 202 };
  const signal = (): AbortSignal => AbortSignal.timeout(5_000);

  before(async () => {
    server = createServer(async (request, response) => {
      got = { method: request.method ?? "", url: request.url ?? "", headers: request.headers, body: await text(request) };
      if (answer === "HANG_UP") response.destroy();
      else response.writeHead(answer.status, answer.headers).end(answer.body);
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/wms/webhooks`;
    target = webhook.create({ system: "wms", connection: { url, secret } });
  });
  after(async () => {
    await target.close();
    server.close();
  });
  beforeEach(() => {
    answer = { status: 202 };
  });

  it("gets a CloudEvent under the command's id, signed over its id, time and body", async () => {
    answer = { status: 200, body: '{"reference":"block 5"}' };
    assert.deepEqual(await target.execute(notice, signal()), { outcome: "APPLIED", reference: "block 5", messages: [] });
    const { headers, body } = got ?? { headers: {} as IncomingHttpHeaders, body: "" };
    const { id, source, type, plantid, subject, data } = JSON.parse(body) as Record<string, unknown>;
    assert.deepEqual([id, source, type, plantid, subject, data], [notice.id, "/andon", notice.type, "1010", "4711/B1", notice.data]);
    const signed = createHmac("sha256", Buffer.alloc(32, 7))
      .update(`${notice.id}.${headers["webhook-timestamp"]}.${body}`)
      .digest("base64");
    assert.deepEqual(
      [headers["webhook-id"], headers["webhook-signature"], headers.traceparent],
      [notice.id, `v1,${signed}`, notice.traceparent],
    );
    assert.ok(Math.abs(Number(headers["webhook-timestamp"]) - Date.now() / 1_000) < 60);
  });

  it("learns in the header of which attempt the event comes, and in the event of what it is about", async () => {
    const attempt = `00-${"a".repeat(32)}-${"c".repeat(16)}-01`;
    await carrying(new Map([[notice.id, attempt]]), () => target.execute(notice, signal()));
    assert.deepEqual([got?.headers.traceparent, JSON.parse(got?.body ?? "").traceparent], [attempt, notice.traceparent]);
    await carrying(new Map(), () => target.execute({ ...notice, traceparent: null }, signal()));
    assert.deepEqual([got?.headers.traceparent, "traceparent" in JSON.parse(got?.body ?? "")], [undefined, false]);
  });

  it("has done what it says it did before", async () => {
    answer = { status: 409 };
    assert.equal((await target.execute(notice, signal())).outcome, "APPLIED");
  });

  it("refuses with its own code and words", async () => {
    answer = { status: 422, body: '{"code":"UNKNOWN_BATCH","message":"there is no batch B1"}' };
    const receipt = await target.execute(notice, signal());
    assert.deepEqual(receipt, {
      outcome: "REJECTED",
      messages: [{ severity: "ERROR", code: "UNKNOWN_BATCH", text: "there is no batch B1" }],
    });
    answer = { status: 403, body: "<html>" };
    assert.deepEqual((await target.execute(notice, signal())).messages[0]?.code, "HTTP/403");
  });

  it("is tried again later when it says so, after the time that it wants", async () => {
    answer = { status: 503, headers: { "retry-after": "7" } };
    await assert.rejects(target.execute(notice, signal()), (fault) => fault instanceof SourceUnavailable && fault.retryAfterMs === 7_000);
    answer = { status: 429 };
    await assert.rejects(target.execute(notice, signal()), SourceUnavailable);
  });

  it("is in doubt when it hangs up, and is asked by the id", async () => {
    answer = "HANG_UP";
    await assert.rejects(target.execute(notice, signal()), InDoubt);
    answer = { status: 404 };
    assert.deepEqual(await target.settle(notice, signal()), { outcome: "ABSENT" });
    assert.match(got?.url ?? "", /\/wms\/webhooks\/ABCDEFGHIJKLMNOP$/);
    answer = { status: 200 };
    assert.deepEqual(await target.settle(notice, signal()), { outcome: "APPLIED" });
    answer = { status: 503 };
    await assert.rejects(target.settle(notice, signal()), SourceUnavailable);
  });

  it("has surely not got what could not be connected", async () => {
    const nobody = webhook.create({ system: "aps", connection: { url: "http://127.0.0.1:9/aps", secret } });
    await assert.rejects(nobody.execute(notice, signal()), SourceUnavailable);
    assert.equal((await nobody.health(signal())).reachable, false);
    await nobody.close();
  });
});
