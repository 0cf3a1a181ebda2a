/** The promises of the partner registry's port as tests, for every implementation of it. */
import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it } from "node:test";
import type { Partner, PartnerRegistry } from "./partner-registry.ts";

export interface PartnerRegistryUnderTest {
  readonly registry: PartnerRegistry;
  /** Another one over the same partners, as another process has it. */
  openAgain(): PartnerRegistry;
  destroy(): void;
}

const partner = (parts: Partial<Partner> = {}): Partner => ({
  name: "acme",
  grantVersion: 1,
  scopes: ["supplier-commitment:read"],
  plants: ["1010"],
  supplier: "100007",
  tier: null,
  allowedDocuments: null,
  expiresAt: null,
  secrets: [{ hash: "0".repeat(64), addedAt: "2026-01-01T00:00:00.000Z", expiresAt: null }],
  keys: [],
  addedAt: "2026-01-01T00:00:00.000Z",
  addedBy: "eva",
  revokedAt: null,
  ...parts,
});

const inAnHour = (): number => Math.floor(Date.now() / 1_000) + 3_600;

export function testPartnerRegistry(name: string, open: () => PartnerRegistryUnderTest): void {
  describe(`the partner registry in ${name}`, () => {
    let under: PartnerRegistryUnderTest;
    let registry: PartnerRegistry;
    let other: PartnerRegistry;
    beforeEach(() => {
      under = open();
      registry = under.registry;
      other = under.openAgain();
    });
    afterEach(() => {
      registry.close();
      other.close();
      under.destroy();
    });

    it("has what was added as it was, in every process", () => {
      const full = partner({ plants: "ALL", tier: "gold", allowedDocuments: "BLOCK", keys: [{ kty: "EC", kid: "one" }] });
      assert.equal(registry.add(full), true);
      assert.deepEqual(other.find("acme"), full);
      assert.equal(other.find("ACME"), null);
    });

    it("gives a name once, also when its partner is revoked", () => {
      registry.add(partner());
      registry.update("acme", (before) => ({ ...before, revokedAt: "2026-02-01T00:00:00.000Z" }));
      assert.equal(other.add(partner({ addedBy: "max" })), false);
      assert.equal(registry.find("acme")?.addedBy, "eva");
    });

    it("lists by name in either direction, page by page", () => {
      for (const name of ["c", "a", "b"]) registry.add(partner({ name }));
      const names = (after: string | null, direction: "ASC" | "DESC"): readonly string[] =>
        other.list({ after, limit: 2, direction }, { isRevoked: null }).map((one) => one.name);
      assert.deepEqual([names(null, "ASC"), names("b", "ASC"), names("c", "ASC")], [["a", "b"], ["c"], []]);
      assert.deepEqual([names(null, "DESC"), names("b", "DESC")], [["c", "b"], ["a"]]);
    });

    it("lists and counts those who were revoked, or the others", () => {
      registry.add(partner({ name: "gone", revokedAt: "2026-02-01T00:00:00.000Z" }));
      registry.add(partner({ name: "here" }));
      const found = (isRevoked: boolean | null): readonly unknown[] => [
        other.count({ isRevoked }),
        ...other.list({ after: null, limit: 9, direction: "ASC" }, { isRevoked }).map((one) => one.name),
      ];
      assert.deepEqual(
        [found(null), found(true), found(false)],
        [
          [2, "gone", "here"],
          [1, "gone"],
          [1, "here"],
        ],
      );
    });

    it("changes a partner by what it is at that moment", () => {
      registry.add(partner());
      registry.update("acme", (before) => ({ ...before, grantVersion: before.grantVersion + 1 }));
      assert.equal(other.update("acme", (before) => ({ ...before, grantVersion: before.grantVersion + 1 }))?.grantVersion, 3);
      assert.equal(
        registry.update("nobody", (before) => before),
        null,
      );
    });

    it("leaves a partner as it was when the change fails", () => {
      registry.add(partner());
      const fail = (): Partner => {
        throw new Error("no");
      };
      assert.throws(() => registry.update("acme", fail), /no/);
      assert.deepEqual(other.find("acme"), partner());
    });

    it("tells what is new since a version, and nothing twice", () => {
      assert.equal(registry.changesSince(0), null);
      registry.add(partner());
      const first = other.changesSince(0);
      assert.deepEqual([first?.partners.map((one) => one.name), first?.revokedTokens], [["acme"], []]);
      assert.equal(other.changesSince(first?.version ?? 0), null);
      const until = inAnHour();
      registry.revokeToken({ id: "7", until });
      const second = other.changesSince(first?.version ?? 0);
      assert.deepEqual([second?.partners, second?.revokedTokens], [[], [{ id: "7", until }]]);
      registry.update("acme", (before) => ({ ...before, tier: "gold" }));
      const third = other.changesSince(second?.version ?? 0);
      assert.deepEqual([third?.partners.map((one) => one.tier), third?.revokedTokens], [["gold"], []]);
    });

    it("forgets revoked tokens that are over", () => {
      registry.revokeToken({ id: "old", until: 1 });
      registry.revokeToken({ id: "new", until: inAnHour() });
      assert.deepEqual(
        other.changesSince(0)?.revokedTokens.map(({ id }) => id),
        ["new"],
      );
    });

    it("takes an id of a client once, whichever process asks", () => {
      assert.deepEqual([registry.takeOnce("acme", "a", inAnHour()), other.takeOnce("acme", "a", inAnHour())], [true, false]);
      assert.equal(other.takeOnce("other", "a", inAnHour()), true);
    });

    it("sums up what every process tells of usage, which is no change of the partner", () => {
      registry.add(partner());
      const { version } = registry.changesSince(0) ?? { version: 0 };
      assert.deepEqual(registry.usageOf("acme"), { requests: 0, cost: 0, refusals: 0, lastSeen: null });
      registry.addUsage([{ partner: "acme", requests: 2, cost: 20.5, refusals: 1, lastSeen: "2026-01-01T00:00:02.000Z" }]);
      other.addUsage([{ partner: "acme", requests: 3, cost: 10, refusals: 0, lastSeen: "2026-01-01T00:00:01.000Z" }]);
      assert.deepEqual(registry.usageOf("acme"), { requests: 5, cost: 30.5, refusals: 1, lastSeen: "2026-01-01T00:00:02.000Z" });
      assert.equal(other.changesSince(version), null);
    });
  });
}
