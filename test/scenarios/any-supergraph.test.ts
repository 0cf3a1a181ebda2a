import assert from "node:assert/strict";
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { after, before, describe, it } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { composeServices } from "@apollo/composition";
import { buildSubgraphSchema } from "@apollo/subgraph";
import { type GraphQLSchema, graphql, parse, subscribe } from "graphql";
import { useServer as serveSockets } from "graphql-ws/use/ws";
import { WebSocketServer } from "ws";
import { ask, listen } from "../support/clients.ts";
import { root } from "../support/demo.ts";
import { eventually } from "../support/eventually.ts";

const federation = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.7", import: ["@key"])';
const books = `${federation} type Query { books: [Book!]! } type Book @key(fields: "id") { id: ID! title: String! }
  type Subscription { bookRead(times: Int!): Book }`;
const reviews = `${federation} type Book @key(fields: "id") { id: ID! stars: Int! } type Query { unused: Int }
  type Subscription { starred(times: Int!): Book }`;

/** Somebody else's subgraph: queries over HTTP, subscriptions over server-sent events and over sockets. */
async function serve(schema: GraphQLSchema): Promise<{ server: Server; url: string }> {
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    const { query, variables } = JSON.parse(body) as { query: string; variables: Record<string, unknown> };
    if (request.headers.accept !== "text/event-stream") {
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify(await graphql({ schema, source: query, variableValues: variables })));
      return;
    }
    response.writeHead(200, { "content-type": "text/event-stream" });
    const events = await subscribe({ schema, document: parse(query), variableValues: variables });
    if (Symbol.asyncIterator in events) for await (const event of events) response.write(`event: next\ndata: ${JSON.stringify(event)}\n\n`);
    else response.write(`event: next\ndata: ${JSON.stringify(events)}\n\n`);
    response.end("event: complete\ndata:\n\n");
  }).listen(0, "127.0.0.1");
  serveSockets({ schema }, new WebSocketServer({ server }));
  await once(server, "listening");
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql` };
}

async function* times(count: number, field: string): AsyncGenerator<object> {
  for (let id = 1; id <= count; id++) yield { [field]: { id: String(id), title: `t${id}` } };
}

describe("the gateway over any supergraph", () => {
  const folder = mkdtempSync(join(tmpdir(), "andon-any-"));
  const file = join(folder, "supergraph.graphql");
  let child: ChildProcess;
  let address: string;
  const servers: Server[] = [];
  let urls: readonly string[] = [];

  const compose = (booksSdl: string): string => {
    const { supergraphSdl, errors } = composeServices([
      { name: "books", typeDefs: parse(booksSdl), url: urls[0] ?? "" },
      { name: "reviews", typeDefs: parse(reviews), url: urls[1] ?? "" },
    ]);
    assert.ok(supergraphSdl, JSON.stringify(errors));
    return supergraphSdl;
  };

  before(async () => {
    const title = { id: "1", title: "t1", year: 1999 };
    const started = await Promise.all([
      serve(
        buildSubgraphSchema({
          typeDefs: parse(books.replace("title: String!", "title: String! year: Int")),
          resolvers: {
            Query: { books: () => [title, { id: "2", title: "t2" }] },
            Subscription: { bookRead: { subscribe: (_: unknown, args: { times: number }) => times(args.times, "bookRead") } },
            Book: { __resolveReference: ({ id }: { id: string }) => ({ id, title: `t${id}` }) },
          },
        }),
      ),
      serve(
        buildSubgraphSchema({
          typeDefs: parse(reviews),
          resolvers: {
            Subscription: { starred: { subscribe: (_: unknown, args: { times: number }) => times(args.times, "starred") } },
            Book: { __resolveReference: ({ id }: { id: string }) => ({ id }), stars: ({ id }: { id: string }) => Number(id) + 1 },
          },
        }),
      ),
    ]);
    servers.push(...started.map(({ server }) => server));
    urls = started.map(({ url }) => url);
    writeFileSync(file, compose(books));
    const socket = `reviews=${urls[1]?.replace("http", "ws")}`;
    const args = ["gateway", "--supergraph", file, "--port", "0", "--anonymous", "--subscriptions", socket, "--log-level", "silent"];
    child = spawn(process.execPath, [join(root, "cli/andon.js"), ...args], { stdio: ["ignore", "pipe", "inherit"] });
    for await (const line of createInterface({ input: child.stdout ?? process.stdin })) {
      const url = /^ready (\S+)\/graphql/.exec(line)?.[1];
      if (!url) continue;
      address = url;
      break;
    }
  });
  after(async () => {
    child.kill("SIGTERM");
    await once(child, "exit");
    for (const server of servers) {
      server.closeAllConnections();
      server.close();
    }
    rmSync(folder, { recursive: true });
  });

  it("answers queries over its subgraphs, at the URLs that the supergraph names", async () => {
    const { data } = await ask(address, null, "{ books { title stars } }");
    assert.deepEqual(data, {
      books: [
        { title: "t1", stars: 2 },
        { title: "t2", stars: 3 },
      ],
    });
  });

  for (const [over, field] of [
    ["server-sent events", "bookRead"],
    ["a socket", "starred"],
  ] as const) {
    it(`follows a subgraph's subscription over ${over}, with fields of the other`, async () => {
      await using listener = await listen(address, "", `subscription ($n: Int!) { ${field}(times: $n) { id title stars } }`, { n: 3 });
      assert.equal(await listener.ended, null);
      assert.deepEqual(
        listener.events.map(({ data }) => data[field]),
        [1, 2, 3].map((id) => ({ id: String(id), title: `t${id}`, stars: id + 1 })),
      );
    });
  }

  it("serves what the file comes to hold, and what it held when that is no supergraph", async () => {
    const year = "{ books { year } }";
    assert.equal((await ask(address, null, year)).status, 400);
    writeFileSync(file, compose(books.replace("title: String!", "title: String! year: Int")));
    const { data } = await eventually(
      () => ask(address, null, year),
      ({ status }) => status === 200,
    );
    assert.deepEqual(data, { books: [{ year: 1999 }, { year: null }] });
    writeFileSync(file, "type Query { nothing");
    await delay(1_500);
    assert.equal((await ask(address, null, year)).status, 200);
  });

  for (const [what, args, told] of [
    ["no supergraph", ["--anonymous"], /--supergraph FILE/],
    ["nobody's tokens", ["--supergraph", file], /--issuer, --audience and --jwks|--anonymous/],
    ["a supergraph that is none", ["--supergraph", join(root, "package.json"), "--anonymous", "--port", "0"], /cannot be used/],
    ["a place for subscriptions that is none", ["--supergraph", file, "--anonymous", "--subscriptions", "reviews"], /NAME=URL/],
  ] as const) {
    it(`is not started with ${what}`, () => {
      const { status, stderr } = spawnSync(process.execPath, [join(root, "cli/andon.js"), "gateway", ...args], { encoding: "utf8" });
      assert.match(stderr, told);
      assert.equal(status, 2);
    });
  }
});
