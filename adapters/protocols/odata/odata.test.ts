import assert from "node:assert/strict";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, it } from "node:test";
import fc from "fast-check";
import { carrying } from "../../carried-trace.ts";
import { InDoubt, SourceUnavailable } from "../../port.ts";
import { createODataClient, type ODataClient } from "./client.ts";
import { readErrorBody } from "./error-body.ts";
import { readAll, readPage } from "./paging.ts";
import { readRetryAfter } from "./transport.ts";
import { quote, readDecimal, readV2Date, readV2Moment, readV2Time, writeV2Date, writeV2Time } from "./v2.ts";

const pad = (value: number, width: number): string => String(value).padStart(width, "0");
const days = fc
  .date({ min: new Date("0001-01-01T00:00:00Z"), max: new Date("9999-12-31T00:00:00Z"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const garbage = fc.oneof(fc.string(), fc.string({ unit: "binary" }), fc.json());

describe("OData V2 values", () => {
  it("read back the dates and times that they write", () => {
    fc.assert(fc.property(days, (day) => assert.equal(readV2Date(writeV2Date(day)), day)));
    const times = fc.tuple(fc.nat(23), fc.nat(59), fc.nat(59)).map(([h, m, s]) => `${pad(h, 2)}:${pad(m, 2)}:${pad(s, 2)}`);
    fc.assert(fc.property(times, (time) => assert.equal(readV2Time(writeV2Time(time)), time)));
  });

  it("keep decimals exact, whatever their length", () => {
    const digits = fc.stringMatching(/^\d{1,30}$/);
    fc.assert(
      fc.property(fc.boolean(), digits, digits, (negative, whole, fraction) => {
        const value = readDecimal(`${negative ? "-" : ""}${whole}.${fraction}`);
        const expected = BigInt(whole + fraction) * (negative ? -1n : 1n);
        const [left = "", right = ""] = (value ?? "").split(".");
        assert.equal(BigInt(left.replace("-", "") + right.padEnd(fraction.length, "0")) * (negative ? -1n : 1n), expected);
        assert.doesNotMatch(value ?? "", /^-?0\d|\.$|\.\d*0$|^-0$/);
      }),
    );
  });

  it("never throw on garbage, and give null or a well-formed value", () => {
    fc.assert(
      fc.property(garbage, (text) => {
        assert.match(readV2Date(text) ?? "2026-12-01", /^\d{4}-\d\d-\d\d$/);
        assert.match(readV2Moment(text) ?? "2026-12-01T00:00:00.000Z", /Z$/);
        assert.match(readV2Time(text) ?? "06:00:00", /^\d\d:\d\d:\d\d$/);
        assert.match(readDecimal(text) ?? "1", /^-?\d+(\.\d+)?$/);
        assert.ok(Array.isArray(readErrorBody(text)));
      }),
    );
    assert.equal(readV2Time("PT24H00M00S"), "24:00:00");
    assert.equal(readV2Time("PT25H00M00S"), null);
    assert.equal(readV2Date("/Date(99999999999999999)/"), null);
    assert.equal(readV2Moment("/Date(1764547200000+0060)/"), "2025-12-01T00:00:00.000Z");
    assert.throws(() => writeV2Date("01.12.2026"), RangeError);
    assert.throws(() => writeV2Time("6:00"), RangeError);
    assert.equal(quote("O'Neill"), "'O''Neill'");
  });
});

describe("OData answers", () => {
  it("tell their messages, the leading one first and none twice", () => {
    const details = [
      { code: "CO/469", message: "locked", severity: "error" },
      { code: "CO/002", message: "note", severity: "warning" },
    ];
    const v2 = { error: { code: "CO/469", message: { lang: "en", value: "locked" }, innererror: { errordetails: details } } };
    assert.deepEqual(readErrorBody(JSON.stringify(v2)), [
      { code: "CO/469", text: "locked", severity: "ERROR" },
      { code: "CO/002", text: "note", severity: "WARNING" },
    ]);
    assert.deepEqual(readErrorBody('{"error":{"code":"ME/062","message":"too much"}}'), [
      { code: "ME/062", text: "too much", severity: "ERROR" },
    ]);
  });

  it("name their next page relative to the request, and never another host", () => {
    const v4 = readPage({ value: [{ A: "1" }], "@odata.nextLink": "Set?$skiptoken=2" }, "/a/b/Set?$top=3");
    assert.equal(v4.next, "/a/b/Set?$skiptoken=2");
    assert.equal(readPage({ d: { results: [], __next: "https://elsewhere/x?y=1" } }, "/a").next, "/x?y=1");
    assert.throws(() => readPage({ d: { A: 1 } }, "/a"), SourceUnavailable);
  });

  it("tell how long to wait", () => {
    assert.equal(readRetryAfter("3", 0), 3_000);
    assert.equal(readRetryAfter(new Date(5_000).toUTCString(), 1_000), 4_000);
    assert.equal(readRetryAfter("soon", 0), null);
  });
});

describe("the OData client", () => {
  const closing: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0)) await close();
  });
  const signal = (): AbortSignal => AbortSignal.timeout(5_000);

  async function serve(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<ODataClient> {
    const server = createServer((request, response) => {
      if (request.url === "/token") response.end(JSON.stringify({ access_token: "t", expires_in: 3600 }));
      else answer(request, response);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const client = createODataClient({ url, tokenUrl: `${url}/token`, clientId: "a", clientSecret: "b" });
    closing.push(async () => {
      await client.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    });
    return client;
  }

  it("follows pages to the end and gives up on a page that names itself", async () => {
    const client = await serve((request, response) => {
      if (request.url === "/s?loop") response.end(JSON.stringify({ value: [], "@odata.nextLink": "s?loop" }));
      else if (request.url === "/s") response.end(JSON.stringify({ value: [{ A: "1" }], "@odata.nextLink": "s?2" }));
      else response.end(JSON.stringify({ value: [{ A: "2" }] }));
    });
    assert.deepEqual(await readAll(client, "/s", signal()), [{ A: "1" }, { A: "2" }]);
    await assert.rejects(readAll(client, "/s?loop", signal()), SourceUnavailable);
  });

  it("passes on how long to wait, and renews an ended CSRF session", async () => {
    let session = 0;
    const client = await serve((request, response) => {
      if (request.url === "/busy") response.writeHead(429, { "retry-after": "7" }).end();
      else if (request.method === "GET") response.setHeader("x-csrf-token", `c${++session}`).end("{}");
      else if (request.headers["x-csrf-token"] === "c2") response.writeHead(204).end();
      else response.writeHead(403, { "x-csrf-token": "Required" }).end();
    });
    await assert.rejects(client.read("/busy", signal()), (error) => error instanceof SourceUnavailable && error.retryAfterMs === 7_000);
    assert.equal((await client.write({ method: "POST", path: "/s/x", root: "/s/" }, signal())).status, 204);
  });

  it("carries the trace of what it is asked for, each of several at once its own", async () => {
    const seen: string[] = [];
    const client = await serve((request, response) => {
      seen.push(`${request.method} ${request.url} ${request.headers.traceparent}`);
      response.writeHead(200, { "x-csrf-token": "c" }).end("{}");
    });
    const post = (path: string) => client.write({ method: "POST", path, root: "/s/" }, signal());
    await Promise.all([
      carrying(new Map([["1", "trace-1"]]), () => post("/s/1")),
      carrying(new Map([["2", "trace-2"]]), () => post("/s/2")),
      post("/s/3"),
    ]);
    assert.deepEqual(seen.filter((each) => each.startsWith("POST")).sort(), [
      "POST /s/1 trace-1",
      "POST /s/2 trace-2",
      "POST /s/3 undefined",
    ]);
  });

  it("carries the trace of each write of a batch in its own part, and the first one's with the whole", async () => {
    let whole: string | undefined;
    let body = "";
    const client = await serve(async (request, response) => {
      for await (const chunk of request) body += chunk;
      whole = request.headers.traceparent as string | undefined;
      response.writeHead(request.method === "GET" ? 200 : 202, { "x-csrf-token": "c", "content-type": "multipart/mixed; boundary=b" });
      response.end("--b--");
    });
    const writes = ["1", "2", "3"].map((commandId) => ({ method: "POST" as const, path: `/s/${commandId}`, root: "/s/", commandId }));
    const traces = new Map([
      ["1", "trace-1"],
      ["2", null],
      ["3", "trace-3"],
    ]);
    await carrying(traces, () => client.writeAll("/s/", writes, signal()));
    assert.deepEqual(
      [whole, body.match(/(POST \S+|traceparent: \S+)/g)],
      ["trace-1", ["POST 1", "traceparent: trace-1", "POST 2", "POST 3", "traceparent: trace-3"]],
    );
  });

  it("is in doubt about a write without an answer, and sure about one that found nobody", async () => {
    const client = await serve((request, response) => {
      if (request.method === "GET") response.setHeader("x-csrf-token", "c").end("{}");
      else response.socket?.destroy();
    });
    await assert.rejects(client.write({ method: "POST", path: "/s/x", root: "/s/" }, signal()), InDoubt);
    const nobody = createODataClient({ url: "http://127.0.0.1:1", tokenUrl: "http://127.0.0.1:1/token", clientId: "a", clientSecret: "b" });
    closing.push(() => nobody.close());
    await assert.rejects(nobody.write({ method: "POST", path: "/s/x", root: "/s/" }, signal()), SourceUnavailable);
  });
});
