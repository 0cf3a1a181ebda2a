import assert from "node:assert/strict";
import { EventEmitter, once } from "node:events";
import { describe, it, mock } from "node:test";
import WebSocket from "ws";
import { eventually } from "#test/eventually";
import { type GatewayUnderTest, messagesOf, startGatewayUnderTest } from "../gateway.fixture.ts";
import { SocketSession, type SocketSessionOptions } from "./socket-session.ts";

const pingEveryMs = 12_000;

describe("a WebSocket on which nothing happens", () => {
  /** A gateway whose intervals pass when the test says so. */
  async function withStandingClock(act: (under: GatewayUnderTest, beat: () => void) => Promise<void>): Promise<void> {
    mock.timers.enable({ apis: ["setInterval"] });
    try {
      await using under = await startGatewayUnderTest();
      await act(under, () => mock.timers.tick(pingEveryMs));
    } finally {
      mock.timers.reset();
    }
  }

  it("is pinged, and closed when the one before was not answered", () =>
    withStandingClock(async ({ address, connect, sign }, beat) => {
      const living = await connect(await sign());
      const dead = new WebSocket(address.replace("http", "ws"), "graphql-transport-ws", { autoPong: false });
      await once(dead, "open");
      for (const times of [1, 2]) {
        const pings = [living, ...(times === 1 ? [dead] : [])].map((socket) => once(socket, "ping"));
        beat();
        await Promise.all(pings);
        // What comes back after the pong shows that the pong was taken.
        const told = once(living, "message");
        living.send('{"type":"ping"}');
        await told;
      }
      const [code] = dead.readyState === dead.CLOSED ? [1006] : await once(dead, "close");
      assert.equal(code, 1006);
      assert.equal(living.readyState, living.OPEN);
      living.close();
    }));

  it("is not closed while its client takes what waits for it, however slowly, and is when it takes nothing", () =>
    withStandingClock(async ({ seen, connect, sign }, beat) => {
      const socket = await connect(await sign());
      const next = messagesOf(socket);
      await next();
      socket.pause();
      const variables = { id: `${"0".repeat(200_000)}1` };
      const payload = { query: "query ($id: ID!) { order(id: $id) { id available } }", variables };
      const sent = 150;
      for (let id = 0; id < sent; id++) socket.send(JSON.stringify({ id: `${id}`, type: "subscribe", payload }));
      const untilHeldBack = async (): Promise<void> => {
        let reads = -1;
        await eventually(
          () => {
            const isStill = seen.stockReads === reads;
            reads = seen.stockReads;
            return isStill;
          },
          (isStill) => isStill,
        );
      };
      await untilHeldBack();
      assert.ok(seen.stockReads > 0 && seen.stockReads < sent, `${seen.stockReads} of ${sent} were answered`);
      beat();
      const closed = once(socket, "close");
      assert.equal(socket.readyState, socket.OPEN);
      beat();
      socket.resume();
      assert.equal((await closed)[0], 1006);
    }));
});

describe("a WebSocket on which nobody says who they are", () => {
  /** As much of a socket as is closed. */
  class Socket extends EventEmitter {
    readonly OPEN = 1;
    readyState = 1;
    readonly isPaused = false;
    readonly bufferedAmount = 0;
    closedWith: readonly unknown[] | null = null;
    close(...why: readonly unknown[]): void {
      this.closedWith ??= why;
    }
    send(_: string, onSent?: () => void): void {
      onSent?.();
    }
  }

  for (const [what, verify] of [
    ["says nothing", null],
    ["is not known in time", () => new Promise<never>(() => undefined)],
  ] as const) {
    it(`is closed with 4408 after 10 s when its client ${what}`, () => {
      mock.timers.enable({ apis: ["setTimeout"] });
      try {
        const socket = new Socket();
        // Nothing else of the gateway is asked before the client is known.
        new SocketSession(socket as unknown as WebSocket, { verify } as unknown as SocketSessionOptions);
        if (verify) socket.emit("message", Buffer.from('{"type":"connection_init"}'));
        mock.timers.tick(9_999);
        assert.equal(socket.closedWith, null);
        mock.timers.tick(1);
        assert.deepEqual(socket.closedWith, [4408, "Connection initialisation timeout"]);
        socket.emit("close");
      } finally {
        mock.timers.reset();
      }
    });
  }
});
