import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, it } from "node:test";
import { pino } from "pino";
import { eventually } from "#test/eventually";
import { PartnerDirectory, type TokenState } from "./directory.ts";
import type { Partner, PartnerRegistry } from "./partner-registry.ts";
import { openSqlitePartnerRegistry } from "./sqlite-partner-registry.ts";

const acme: Partner = {
  name: "acme",
  grantVersion: 1,
  scopes: ["a"],
  plants: "ALL",
  supplier: null,
  tier: null,
  allowedDocuments: null,
  expiresAt: null,
  secrets: [],
  keys: [],
  addedAt: "2026-01-01T00:00:00.000Z",
  addedBy: "eva",
  revokedAt: null,
};
const token: TokenState = { ids: ["7"], partner: "acme", grantVersion: 1 };

describe("the partners in memory", () => {
  let folder: string;
  let registry: PartnerRegistry;
  let other: PartnerRegistry;
  let now = 0;
  let directory: PartnerDirectory;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "andon-partners-"));
    registry = openSqlitePartnerRegistry(join(folder, "partners.db"));
    other = openSqlitePartnerRegistry(join(folder, "partners.db"));
    other.add(acme);
    now = 0;
    directory = new PartnerDirectory(registry, pino({ level: "silent" }), () => now);
  });
  afterEach(() => {
    directory.close();
    other.close();
    try {
      registry.close();
    } catch {
      // A test has closed it to be without it.
    }
    rmSync(folder, { recursive: true });
  });

  it("hear by themselves what another process changed, and tell those who watch", async () => {
    let told = 0;
    const stop = directory.watch(() => {
      told += 1;
    });
    other.update("acme", (before) => ({ ...before, grantVersion: 2 }));
    await eventually(
      () => directory.isGood(token),
      (isGood) => !isGood,
    );
    assert.equal(told, 1);
    stop();
    other.update("acme", (before) => ({ ...before, grantVersion: 1 }));
    await eventually(
      () => directory.isGood(token),
      (isGood) => isGood,
    );
    assert.equal(told, 1);
  });

  it("know a token by its partner, its grant, and each of its ids", () => {
    assert.equal(directory.isGood(token), true);
    for (const wrong of [{ partner: "nobody" }, { grantVersion: 2 }]) assert.equal(directory.isGood({ ...token, ...wrong }), false);
    other.revokeToken({ id: "origin", until: Math.floor(Date.now() / 1_000) + 60 });
    directory.refresh();
    assert.deepEqual([directory.isGood(token), directory.isGood({ ...token, ids: ["8", "origin"] })], [true, false]);
  });

  it("read nothing while they are fresh, and let nobody in once nobody can say what was revoked", () => {
    registry.close();
    now = 3_999;
    directory.ensureFresh();
    now = 4_001;
    assert.throws(() => directory.ensureFresh());
  });
});
