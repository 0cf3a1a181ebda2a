import assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, describe, it } from "node:test";
import fc from "fast-check";
import { SourceUnavailable } from "../../port.ts";
import { createODataClient, type ODataClient } from "./client.ts";
import { readAll, readPage } from "./paging.ts";

const isUnavailable = (error: unknown): boolean => error instanceof SourceUnavailable;

describe("a page of entities", () => {
  it("is read, or refused as unavailable, whatever JSON it is", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (body) => {
        try {
          const { entities, next } = readPage(body, "/s/Set");
          assert.ok(entities.every((entity) => typeof entity === "object" && !Array.isArray(entity)));
          assert.ok(next === null || next.startsWith("/"));
        } catch (error) {
          assert.ok(isUnavailable(error), String(error));
        }
      }),
    );
  });

  it("keeps each entity's values as they were sent", () => {
    const entities = fc.array(fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.boolean(), fc.constant(null))));
    fc.assert(
      fc.property(entities, (sent) => {
        assert.deepEqual(readPage({ d: { results: sent } }, "/s").entities, sent);
        assert.deepEqual(readPage({ value: sent }, "/s").entities, sent);
      }),
    );
  });
});

describe("a page that breaks off", () => {
  const page = JSON.stringify({ d: { results: [{ A: "1", Q: "480.000" }, { A: "Ünïcode ✓" }] } });
  let server: Server;
  let client: ODataClient;
  let answer: { readonly body: Buffer; readonly promised: number } = { body: Buffer.from(page), promised: 0 };

  before(async () => {
    server = createServer((request, response) => {
      if (request.url === "/token") {
        response.end(JSON.stringify({ access_token: "t", expires_in: 3600 }));
        return;
      }
      response.writeHead(200, { "content-type": "application/json", "content-length": answer.promised }).flushHeaders();
      if (answer.body.length < answer.promised) response.write(answer.body, () => response.destroy());
      else response.end(answer.body);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    client = createODataClient({ url, tokenUrl: `${url}/token`, clientId: "a", clientSecret: "b" });
  });
  after(async () => {
    await client.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const read = () => readAll(client, "/s", AbortSignal.timeout(5_000));

  it("is whole when it is whole", async () => {
    const body = Buffer.from(page);
    answer = { body, promised: body.length };
    assert.deepEqual(await read(), [{ A: "1", Q: "480.000" }, { A: "Ünïcode ✓" }]);
  });

  it("makes the source unavailable, wherever it breaks and whether or not the length tells", async () => {
    const whole = Buffer.from(page);
    const cut = fc.tuple(fc.integer({ min: 1, max: whole.length - 1 }), fc.boolean());
    await fc.assert(
      fc.asyncProperty(cut, async ([length, isPromised]) => {
        answer = { body: whole.subarray(0, length), promised: isPromised ? whole.length : length };
        await assert.rejects(read(), isUnavailable);
      }),
      { numRuns: 40 },
    );
  });
});
