import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { CircuitBreaker, type Verdict } from "./circuit-breaker.ts";

describe("a circuit breaker", () => {
  function start() {
    let now = 0;
    const breaker = new CircuitBreaker(() => now);
    const call = (attempt: () => Promise<unknown>, verdict: Verdict = "FAILS") => breaker.call(attempt, () => verdict);
    const fail = (verdict?: Verdict) => call(async () => Promise.reject(new Error("down")), verdict);
    /** A call that ends when the test says so. */
    const begin = (verdict?: Verdict) => {
      const { promise, resolve, reject } = Promise.withResolvers<unknown>();
      return { ended: call(() => promise, verdict), succeed: () => resolve(1), fail: () => reject(new Error("down")) };
    };
    const open = async (): Promise<void> => {
      for (let times = 0; times < 5; times++) await assert.rejects(fail(), /down/);
    };
    return { fail, begin, open, pass: (ms: number) => (now += ms), succeed: () => call(async () => 1) };
  }
  const isOpen = { name: "CircuitOpen" };

  it("opens after five failures in a row, probes one call after a while, and closes when it succeeds", async () => {
    const { fail, begin, open, pass, succeed } = start();
    await assert.rejects(fail(), /down/);
    await succeed();
    await open();
    await assert.rejects(fail(), isOpen);
    pass(5_001);
    const probe = begin();
    await assert.rejects(fail(), isOpen);
    probe.succeed();
    await probe.ended;
    await assert.rejects(fail(), /down/);
    await succeed();
  });

  it("opens again at once when the probe fails", async () => {
    const { fail, open, pass, succeed } = start();
    await open();
    pass(5_001);
    await assert.rejects(fail(), /down/);
    await assert.rejects(succeed(), isOpen);
    pass(5_001);
    await succeed();
  });

  it("does not count refusals of a subgraph that works, nor calls that nobody waited for", async () => {
    const { fail, open, succeed } = start();
    for (let times = 0; times < 20; times++) await assert.rejects(fail("WORKS"), /down/);
    for (let times = 0; times < 20; times++) await assert.rejects(fail("UNKNOWN"), /down/);
    for (let times = 0; times < 4; times++) await assert.rejects(fail(), /down/);
    await assert.rejects(fail("UNKNOWN"), /down/);
    await assert.rejects(fail("WORKS"), /down/);
    await open();
    await assert.rejects(succeed(), isOpen);
  });

  it("gives the place of a probe that nobody waited for to the next call", async () => {
    const { fail, begin, open, pass, succeed } = start();
    await open();
    pass(5_001);
    const probe = begin("UNKNOWN");
    probe.fail();
    await assert.rejects(probe.ended, /down/);
    await succeed();
    await assert.rejects(fail(), /down/);
  });

  it("probes with one call, though calls from before it opened end meanwhile", async () => {
    const { begin, open, pass, succeed } = start();
    const [early, other] = [begin(), begin()];
    await open();
    pass(5_001);
    const probe = begin();
    for (const one of [early, other]) {
      one.fail();
      await assert.rejects(one.ended, /down/);
    }
    await assert.rejects(succeed(), isOpen);
    probe.succeed();
    await probe.ended;
    await succeed();
  });

  it("does not rest longer for calls from before it opened", async () => {
    const { begin, open, pass, succeed } = start();
    const early = begin();
    await open();
    pass(4_000);
    early.fail();
    await assert.rejects(early.ended, /down/);
    pass(1_001);
    await succeed();
  });
});
