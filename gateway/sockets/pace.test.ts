import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { setImmediate as breathe } from "node:timers/promises";
import { mostUnsent, Pace } from "./pace.ts";

/** As much of a WebSocket as paces it. */
class Socket {
  bufferedAmount = 0;
  isPaused = false;
  pause(): void {
    this.isPaused = true;
  }
  resume(): void {
    this.isPaused = false;
  }
  send(_: string, onSent: () => void): void {
    queueMicrotask(onSent);
  }
}

describe("the pace of a socket", () => {
  it("is some answers at a time, in order; no more is read while others wait", async () => {
    const socket = new Socket();
    const pace = new Pace(socket);
    const begun: number[] = [];
    const ends: (() => void)[] = [];
    const all = Array.from({ length: 40 }, (_, number) =>
      pace.run(() => {
        begun.push(number);
        return new Promise((resolve) => ends.push(resolve));
      }),
    );
    assert.equal(begun.length, 32);
    assert.equal(socket.isPaused, true);
    ends.shift()?.();
    await breathe();
    assert.equal(begun.length, 33);
    while (ends.length > 0) {
      ends.shift()?.();
      await breathe();
    }
    await Promise.all(all);
    assert.deepEqual(
      begun,
      Array.from({ length: 40 }, (_, number) => number),
    );
    assert.equal(socket.isPaused, false);
  });

  it("stands still while the client takes nothing, and goes on when it does", async () => {
    const socket = new Socket();
    const pace = new Pace(socket);
    let made = 0;
    const answer = async (): Promise<void> => {
      made += 1;
      socket.bufferedAmount += mostUnsent;
    };
    await pace.run(answer);
    pace.goOn();
    assert.equal(socket.isPaused, true);
    const second = pace.run(answer);
    const third = pace.run(answer);
    await breathe();
    assert.equal(made, 1);
    socket.bufferedAmount = 0;
    pace.goOn();
    await Promise.all([second, third]);
    assert.equal(made, 3);
    assert.equal(socket.isPaused, true);
    socket.bufferedAmount = 0;
    pace.send("pong");
    await breathe();
    assert.equal(socket.isPaused, false);
  });

  it("goes on after an answer that failed", async () => {
    const socket = new Socket();
    const pace = new Pace(socket);
    const failed = Array.from({ length: 40 }, () => pace.run(async () => Promise.reject(new Error("no"))));
    for (const one of failed) await assert.rejects(one, /no/);
    assert.equal(socket.isPaused, false);
  });
});
