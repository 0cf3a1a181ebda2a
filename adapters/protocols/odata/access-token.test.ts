import assert from "node:assert/strict";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, it } from "node:test";
import { SourceUnavailable } from "../../port.ts";
import { createODataClient, type ODataClient } from "./client.ts";

const closing: (() => Promise<unknown>)[] = [];
const signal = (): AbortSignal => AbortSignal.timeout(5_000);

afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

interface Peer {
  readonly client: ODataClient;
  /** `Authorization` of each token request. */
  readonly asked: readonly (string | undefined)[];
}

/** A system that gives tokens t1, t2, ... and answers everything else by `answer`. */
async function serve(seconds: number, answer: (token: string, request: IncomingMessage, response: ServerResponse) => void): Promise<Peer> {
  const asked: (string | undefined)[] = [];
  const server: Server = createServer((request, response) => {
    if (request.url === "/token") {
      asked.push(request.headers.authorization);
      response.end(JSON.stringify({ access_token: `t${asked.length}`, expires_in: seconds }));
    } else answer(request.headers.authorization?.replace("Bearer ", "") ?? "", request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = createODataClient({ url, tokenUrl: `${url}/token`, clientId: "id", clientSecret: "geheim:%" });
  closing.push(async () => {
    await client.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return { client, asked };
}

describe("the access token", () => {
  it("is asked for once, with the credentials encoded as RFC 6749 2.3.1 wants, by however many requests", async () => {
    const { client, asked } = await serve(3600, (_token, _request, response) => response.end("{}"));
    await Promise.all([1, 2, 3].map(() => client.read("/s", signal())));
    await client.read("/s", signal());
    assert.deepEqual(asked, [`Basic ${Buffer.from("id:geheim%3A%25").toString("base64")}`]);
  });

  it("that the system has forgotten is renewed once", async () => {
    const tokens: string[] = [];
    const { client } = await serve(3600, (token, _request, response) => {
      tokens.push(token);
      response.writeHead(token === "t1" ? 401 : 200).end("{}");
    });
    await client.read("/s", signal());
    assert.deepEqual(tokens, ["t1", "t2"]);
  });

  it("that is refused even when it is new makes the source unavailable", async () => {
    let requests = 0;
    const { client } = await serve(3600, (_token, _request, response) => {
      requests += 1;
      response.writeHead(401).end();
    });
    await assert.rejects(client.read("/s", signal()), SourceUnavailable);
    assert.equal(requests, 2);
  });

  it("is never part of a message", async () => {
    const { client } = await serve(3600, (_token, _request, response) => response.writeHead(500).end("broken"));
    await assert.rejects(client.read("/s", signal()), (error: Error) => !/t1|geheim/.test(`${error.message}${String(error.cause)}`));
  });
});
