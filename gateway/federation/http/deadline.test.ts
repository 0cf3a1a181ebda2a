import assert from "node:assert/strict";
import { getEventListeners } from "node:events";
import { describe, it, mock } from "node:test";
import { within } from "./deadline.ts";

/** A call that goes on until its signal is aborted, and fails with the reason. */
const endless = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener("abort", () => reject(signal.reason));
  });

describe("a call within a deadline", () => {
  it("ends at the deadline, with who made it, or by itself, and leaves nothing behind", async () => {
    mock.timers.enable({ apis: ["setTimeout"] });
    try {
      const left = new AbortController();
      const late = within(100, left.signal, endless);
      mock.timers.tick(100);
      await assert.rejects(late, { name: "DeadlineExceeded", message: /within 100 ms/ });
      const abandoned = within(100, left.signal, endless);
      left.abort(new Error("gone"));
      await assert.rejects(abandoned, /gone/);
      await assert.rejects(within(100, left.signal, endless), /gone/);
      const staying = new AbortController();
      assert.equal(await within(100, staying.signal, async () => 1), 1);
      await assert.rejects(
        within(100, staying.signal, async () => Promise.reject(new Error("reset"))),
        /reset/,
      );
      assert.equal(getEventListeners(staying.signal, "abort").length, 0);
    } finally {
      mock.timers.reset();
    }
  });
});
