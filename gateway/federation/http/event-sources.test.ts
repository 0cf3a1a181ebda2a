import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, beforeEach, describe, it } from "node:test";
import { type WebSocket, WebSocketServer } from "ws";
import { eventually } from "#test/eventually";
import type { EventSource } from "../../subscriptions/event-source.ts";
import { somebody } from "../../subscriptions/streams.fixture.ts";
import { EventQueue } from "./event-queue.ts";
import { createEventStreamSource } from "./event-stream-source.ts";
import { secret } from "./http-subgraph.fixture.ts";
import { verifyCaller } from "./signature.ts";
import { createSocketSource, type SocketPlace } from "./socket-source.ts";

const document = { text: "subscription { a }", name: undefined, kind: "subscription" } as const;

/** The data of the events until the stream ends, and what it ended with. */
async function read(source: EventSource, signal = new AbortController().signal, onEvent?: () => Promise<unknown>) {
  const events: unknown[] = [];
  try {
    for await (const { event } of source.open(document, { variables: {}, caller: somebody, beginning: null, signal })) {
      events.push((event as { readonly data: { readonly a: number } }).data.a);
      await onEvent?.();
    }
    return { events, fault: null };
  } catch (fault) {
    return { events, fault: fault as Error & { readonly extensions?: Readonly<Record<string, unknown>> } };
  }
}

describe("a subgraph's stream over a socket", () => {
  let server: WebSocketServer;
  let url: string;
  /** What the subgraph does when it is subscribed to. */
  let act: (socket: WebSocket, next: (a: number) => string, id: string) => void;
  let said: Record<string, unknown>[] = [];

  before(async () => {
    server = new WebSocketServer({ port: 0, host: "127.0.0.1", handleProtocols: () => "graphql-transport-ws" });
    await once(server, "listening");
    url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
    server.on("connection", (socket) => {
      socket.on("message", (data) => {
        const message = JSON.parse(String(data)) as { type: string; id: string };
        said.push(message);
        if (message.type === "connection_init") socket.send('{"type":"connection_ack"}');
        const next = (a: number): string => JSON.stringify({ id: message.id, type: "next", payload: { data: { a } } });
        if (message.type === "subscribe") act(socket, next, message.id);
      });
    });
  });
  beforeEach(() => {
    said = [];
  });
  after(() => {
    for (const socket of server.clients) socket.terminate();
    server.close();
  });

  const open = (place: Partial<SocketPlace> = {}): EventSource => createSocketSource({ url, secret: null, ...place });
  const complete = (socket: WebSocket, id: string): void => socket.send(JSON.stringify({ id, type: "complete" }));
  const until = (times: number): Promise<unknown> =>
    eventually(
      () => server.clients.size,
      (size) => size === times,
    );

  it("is told in order, and completes", async () => {
    act = (socket, next, id) => {
      for (const a of [1, 2, 3]) socket.send(next(a));
      complete(socket, id);
    };
    assert.deepEqual(await read(open()), { events: [1, 2, 3], fault: null });
    await until(0);
  });

  it("is opened in the caller's name where a secret is shared, and in nobody's elsewhere", async () => {
    act = (socket, _, id) => complete(socket, id);
    await read(open({ secret }));
    const { authorization } = (said[0]?.payload ?? {}) as { readonly authorization?: string };
    assert.deepEqual(await verifyCaller(authorization?.replace("Bearer ", "") ?? "", secret), somebody);
    said = [];
    await read(open());
    assert.deepEqual(said[0]?.payload ?? {}, {});
  });

  const losses: readonly (readonly [string, (socket: WebSocket) => void])[] = [
    ["is cut", (socket) => socket.terminate()],
    ["is closed as if all were well", (socket) => socket.close(1000)],
    ["is closed for a restart", (socket) => socket.close(1012)],
    ["says what is no message", (socket) => socket.send("{")],
    ["says more than is taken at once", (socket) => socket.send(" ".repeat(5 * 1_048_576))],
  ];
  for (const [what, lose] of losses) {
    it(`ends with SUBSCRIPTION_SOURCE_LOST when the connection ${what}, and is not silently begun again`, async () => {
      act = (socket, next) => socket.send(next(1), () => lose(socket));
      const { events, fault } = await read(open());
      assert.deepEqual([events, fault?.extensions?.code], [[1], "SUBSCRIPTION_SOURCE_LOST"]);
      assert.equal(said.filter(({ type }) => type === "subscribe").length, 1);
    });
  }

  it("ends with SUBSCRIPTION_SOURCE_LOST when there is nobody", async () => {
    const { fault } = await read(open({ url: "ws://127.0.0.1:1" }));
    assert.equal(fault?.extensions?.code, "SUBSCRIPTION_SOURCE_LOST");
  });

  it("ends with what the subgraph refuses it for", async () => {
    act = (socket, _, id) =>
      socket.send(JSON.stringify({ id, type: "error", payload: [{ message: "no", extensions: { code: "FORBIDDEN" } }] }));
    const refused = await read(open());
    assert.deepEqual([refused.fault?.message, refused.fault?.extensions?.code], ["no", "FORBIDDEN"]);
    act = (socket) => socket.close(4403, "Forbidden");
    const shut = await read(open());
    assert.match(shut.fault?.message ?? "", /4403/);
    assert.equal(shut.fault?.extensions, undefined);
  });

  it("holds a bounded number of events that are not answered yet, and ends with SUBSCRIPTION_GAP after them", async () => {
    const all = Promise.withResolvers<void>();
    act = (socket, next) => {
      for (let a = 1; a <= 50; a++) socket.send(next(a));
      socket.ping();
      socket.once("pong", () => all.resolve());
    };
    const { events, fault } = await read(open({ bounds: { events: 4, bytes: 10_000 } }), undefined, () => all.promise);
    assert.equal(fault?.extensions?.code, "SUBSCRIPTION_GAP");
    assert.ok(events.length >= 4 && events.length <= 5, `${events}`);
    assert.deepEqual(
      events,
      Array.from(events, (_, index) => index + 1),
    );
    await until(0);
  });

  it("is left when nobody listens any more, also while it is silent or not even begun", async () => {
    const left = new AbortController();
    const begun = Promise.withResolvers<void>();
    act = () => begun.resolve();
    const silent = read(open(), left.signal);
    await begun.promise;
    left.abort();
    assert.deepEqual(await silent, { events: [], fault: null });
    assert.deepEqual(await read(open(), AbortSignal.abort()), { events: [], fault: null });
    await until(0);
  });
});

describe("a subgraph's stream as server-sent events", () => {
  let act: (response: ServerResponse) => void;
  const server = createServer((request, response) => {
    request.resume();
    request.once("end", () => act(response));
  });
  let url: string;
  before(async () => {
    await once(server.listen(0, "127.0.0.1"), "listening");
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  });
  after(() => {
    server.closeAllConnections();
    server.close();
  });

  async function readOnce(onEvent?: () => Promise<unknown>) {
    const source = createEventStreamSource({ url, secret: null });
    try {
      return await read(source, undefined, onEvent);
    } finally {
      await source.close();
    }
  }
  const next = (a: number): string => `event: next\ndata: {"data":{"a":${a}}}\n\n`;
  const begin = (response: ServerResponse): ServerResponse => response.writeHead(200, { "content-type": "text/event-stream" });

  it("is told in order, and completes", async () => {
    act = (response) => begin(response).end(`${next(1)}:\n\n${next(2)}event: complete\ndata:\n\n`);
    assert.deepEqual(await readOnce(), { events: [1, 2], fault: null });
  });

  const losses: readonly (readonly [string, (response: ServerResponse) => void])[] = [
    ["is cut", (response) => begin(response).write(next(1), () => response.destroy())],
    ["ends without a word", (response) => begin(response).end(next(1))],
  ];
  for (const [what, lose] of losses) {
    it(`ends with SUBSCRIPTION_SOURCE_LOST when the connection ${what}`, async () => {
      act = lose;
      const { events, fault } = await readOnce();
      assert.deepEqual([events, fault?.extensions?.code], [[1], "SUBSCRIPTION_SOURCE_LOST"]);
    });
  }

  it("is lost when the subgraph is away for now, and refused when it refuses", async () => {
    for (const [status, code] of [
      [503, "SUBSCRIPTION_SOURCE_LOST"],
      [502, "SUBSCRIPTION_SOURCE_LOST"],
      [429, "SUBSCRIPTION_SOURCE_LOST"],
      [401, undefined],
      [500, undefined],
    ] as const) {
      act = (response) => response.writeHead(status).end("no");
      assert.equal((await readOnce()).fault?.extensions?.code, code, `${status}`);
    }
  });

  it("is not read further when an event is too large", async () => {
    act = (response) => {
      begin(response).write(`${next(1)}event: next\ndata: `);
      const more = (): void => {
        while (!response.destroyed && response.write(" ".repeat(65_536)));
      };
      response.on("drain", more);
      more();
    };
    const { events, fault } = await readOnce();
    assert.deepEqual(events, [1]);
    assert.match(fault?.message ?? "", /more than 4194304 characters/);
  });
});

describe("events that wait to be answered", () => {
  it("are bounded in bytes too, though one is taken whatever its size", async () => {
    const queue = new EventQueue<number>({ events: 10, bytes: 100 });
    queue.push(1, 500);
    queue.push(2, 10);
    queue.push(3, 10);
    const told: number[] = [];
    await assert.rejects(
      async () => {
        for await (const event of queue) told.push(event);
      },
      { extensions: { code: "SUBSCRIPTION_GAP" } },
    );
    assert.deepEqual(told, [1]);
  });
});
