import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, it } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { type BatchOutcome, type CommandTarget, InDoubt, SourceUnavailable } from "#adapters/port";
import type { Command, Receipt } from "#schema/canonical/command.ts";
import { ProcessStore } from "../process/process-store.ts";
import { Dispatcher } from "./dispatcher.ts";
import type { LatencyClass } from "./latency-class.ts";
import { SqliteOutbox } from "./sqlite-outbox.ts";

const applied = (command: Command): Receipt => ({ outcome: "APPLIED", reference: command.id, messages: [] });
const refused: Receipt = { outcome: "REJECTED", messages: [{ severity: "ERROR", code: "CO/469", text: "not like this" }] };

/** An ERP that keeps what was done to it, in order, and would do it twice. */
class Erp implements CommandTarget {
  readonly system = "erp";
  readonly done: string[] = [];
  readonly calls: string[][] = [];
  /** What becomes of the calls, one after the other; everything is done when it is empty. */
  readonly next: ((commands: readonly Command[]) => readonly BatchOutcome[])[] = [];
  readonly batch = { limit: 3, execute: async (commands: readonly Command[]) => this.#call(commands) };

  async execute(command: Command): Promise<Receipt> {
    const [outcome] = this.#call([command]);
    if (outcome === undefined || outcome instanceof Error) throw outcome;
    return outcome;
  }

  #call(commands: readonly Command[]): readonly BatchOutcome[] {
    this.calls.push(commands.map(({ id }) => id));
    return (this.next.shift() ?? ((all) => all.map((each) => this.do(each))))(commands);
  }

  do(command: Command): Receipt {
    this.done.push(command.id);
    return applied(command);
  }

  settle = async ({ id }: Command) => ({ outcome: this.done.includes(id) ? ("APPLIED" as const) : ("ABSENT" as const) });
  health = async () => ({ reachable: true, detail: "" });
  close = async (): Promise<void> => undefined;
}

describe("commands that go together", () => {
  let folder: string;
  let store: ProcessStore;
  let outbox: SqliteOutbox;
  let erp: Erp;
  let stopping: AbortController;
  let running: Promise<void> | undefined;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "andon-together-"));
    store = new ProcessStore(join(folder, "process.db"));
    outbox = new SqliteOutbox(store);
    erp = new Erp();
    stopping = new AbortController();
    running = undefined;
  });
  afterEach(async () => {
    stopping.abort();
    await running;
    store.close();
    rmSync(folder, { recursive: true });
  });

  const submit = (ids: readonly string[], latencyClass: LatencyClass = "MICRO_BATCH", inMs = 0): void => {
    const [now, notBefore] = [0, inMs].map((ms) => new Date(Date.now() + ms).toISOString()) as [string, string];
    const commands = ids.map((id) => {
      const order = id.replace(/\d+$/, "");
      const command: Command = { id, plant: "1010", kind: "release-order", order };
      const times = { notBefore, deadline: new Date(Date.now() + 60_000).toISOString() };
      return { command, system: "erp", lane: order, latencyClass, ...times, run: "run", replaces: null, traceparent: null };
    });
    outbox.submit(commands, now);
  };
  const run = (settings = {}): void => {
    const dispatcher = new Dispatcher({ target: erp, store, outbox, settings, owner: "host 1 a", happened: () => undefined });
    running = dispatcher.run(stopping.signal);
  };
  const stateOf = (id: string) => outbox.find(id)?.state;
  const quiet = async (): Promise<void> => {
    const end = Date.now() + 20_000;
    while (outbox.depths().length > 0) {
      assert.ok(Date.now() < end, `still open: ${JSON.stringify(outbox.depths())}`);
      await delay(5);
    }
  };

  it("leave when they fill a batch, before their window ends, and each lane in its order", async () => {
    run();
    submit(["a1", "a2", "b1", "c1", "d1"], "MICRO_BATCH", 700);
    await quiet();
    assert.deepEqual(erp.calls, [
      ["a1", "b1", "c1"],
      ["a2", "d1"],
    ]);
  });

  it("go on when one of them is refused, and its lane too", async () => {
    erp.next.push((all) => all.map((each) => (each.id === "b1" ? refused : erp.do(each))));
    submit(["a1", "b1", "c1", "b2"]);
    run({ batch: { limit: 10 } });
    await quiet();
    assert.deepEqual([stateOf("a1"), stateOf("b1"), stateOf("b2")], ["ACKNOWLEDGED", "REJECTED", "ACKNOWLEDGED"]);
    assert.deepEqual(erp.done, ["a1", "c1", "b2"]);
    assert.deepEqual(outbox.find("b1")?.messages[0]?.code, "CO/469");
  });

  it("all wait as long as a system asks that takes no more (429), and go together again", async () => {
    erp.next.push((all) => all.map(() => new SourceUnavailable("429", { retryAfterMs: 150 })));
    submit(["a1", "b1"]);
    const began = Date.now();
    run();
    await quiet();
    assert.ok(Date.now() - began >= 150);
    assert.deepEqual(erp.calls, [
      ["a1", "b1"],
      ["a1", "b1"],
    ]);
    assert.deepEqual(erp.done, ["a1", "b1"]);
  });

  it("are each asked about when the answer to all is lost; what had landed is not sent again", async () => {
    erp.next.push((all) => {
      erp.do(all[0] as Command);
      throw new InDoubt("the line went dead");
    });
    submit(["a1", "b1", "c1", "a2"]);
    run();
    await quiet();
    assert.deepEqual([...erp.done].sort(), ["a1", "a2", "b1", "c1"]);
    assert.ok(erp.done.indexOf("a1") < erp.done.indexOf("a2"));
  });

  it("go alone after two batches failed, so that one that spoils batches spoils no other", async () => {
    const spoilt = (all: readonly Command[]): readonly BatchOutcome[] => {
      if (all.some(({ id }) => id === "b1")) throw new InDoubt("it broke");
      return all.map((each) => erp.do(each));
    };
    erp.next.push(spoilt, spoilt, spoilt, spoilt, spoilt);
    submit(["a1", "b1", "c1"]);
    run({ concurrency: 1 });
    await quiet();
    assert.deepEqual(erp.calls.slice(0, 2), [
      ["a1", "b1", "c1"],
      ["a1", "b1", "c1"],
    ]);
    assert.ok(erp.calls.slice(2).every(({ length }) => length === 1));
    assert.deepEqual([...erp.done].sort(), ["a1", "b1", "c1"]);
  });

  it("and what goes alone take turns at a system that takes one call at a time", async () => {
    submit(["a1", "b1", "c1", "d1", "e1", "f1"]);
    submit(["x1", "y1"], "IMMEDIATE");
    run({ concurrency: 1 });
    await quiet();
    assert.deepEqual(
      erp.calls.map(({ length }) => length),
      [3, 1, 3, 1],
    );
  });
});
