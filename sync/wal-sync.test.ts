import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import fs from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, it, type TestContext } from "node:test";
import { Statements } from "./statements.ts";
import { WalSync } from "./wal-sync.ts";

describe("bringing what was committed to the disk", () => {
  let folder: string;
  let statements: Statements;
  let sync: WalSync;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "andon-wal-"));
    const file = join(folder, "a.db");
    statements = new Statements(file, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE things (name TEXT)");
    sync = new WalSync(file);
  });
  afterEach(async () => {
    await sync.close();
    statements.close();
    rmSync(folder, { recursive: true });
  });
  const commit = (name: string): number => statements.swiftTransaction(() => statements.run("INSERT INTO things VALUES (?)", name));

  /** Counts syncs, and lets the test say when one is through. */
  async function controlled(t: TestContext): Promise<{ begun: number; finish: () => void }> {
    const handle = await fs.open(join(folder, "a.db-wal"), "r");
    const prototype = Object.getPrototypeOf(handle) as { datasync(): Promise<void> };
    await handle.close();
    const control = { begun: 0, finish: (): void => undefined };
    t.mock.method(prototype, "datasync", () => {
      control.begun += 1;
      return new Promise<void>((resolve) => {
        control.finish = resolve;
      });
    });
    return control;
  }
  const turns = async (): Promise<void> => {
    for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
  };

  it("serves all that wait together with one sync, and what is committed while it is under way with the next", async (t) => {
    commit("a");
    const control = await controlled(t);
    const first = [sync.done(), sync.done()];
    while (control.begun === 0) await turns();
    commit("b");
    let isSecondThrough = false;
    const second = sync.done().then(() => {
      isSecondThrough = true;
    });
    assert.equal(control.begun, 1);
    control.finish();
    await Promise.all(first);
    await turns();
    assert.deepEqual([control.begun, isSecondThrough], [2, false]);
    control.finish();
    await second;
  });

  it("says when the disk fails, and tries again with the next call", async (t) => {
    commit("a");
    await sync.done();
    const control = await controlled(t);
    const failing = sync.done();
    while (control.begun === 0) await turns();
    t.mock.restoreAll();
    const handle = await fs.open(join(folder, "a.db-wal"), "r");
    t.mock.method(Object.getPrototypeOf(handle) as { datasync(): Promise<void> }, "datasync", () => Promise.reject(new Error("EIO")));
    await handle.close();
    control.finish();
    await failing;
    await assert.rejects(sync.done(), /EIO/);
    t.mock.restoreAll();
    await sync.done();
  });
});
