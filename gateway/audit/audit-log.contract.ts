/** The promises of the audit log's port as tests, for every implementation of it. */
import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { eventually } from "#test/eventually";
import { type AuditEvent, type AuditLog, AuditUnavailable } from "./audit-log.ts";

export interface AuditLogUnderTest {
  readonly log: AuditLog;
  /** Another one over the same entries, as another process has it. */
  openAgain(): AuditLog;
  destroy(): void;
}

export const event = (parts: Partial<AuditEvent> = {}): AuditEvent => ({
  who: { subject: "eva", issuer: "https://login.example", partner: null },
  action: "token.issued",
  what: { tokenId: "7" },
  result: "OK",
  traceId: "4bf92f3577b34da6a3ce929d0e0e4736",
  ...parts,
});

export function testAuditLog(name: string, open: () => AuditLogUnderTest): void {
  describe(`the audit log in ${name}`, () => {
    let under: AuditLogUnderTest;
    let log: AuditLog;
    beforeEach(() => {
      under = open();
      log = under.log;
    });
    afterEach(() => {
      log.close();
      under.destroy();
    });

    it("reads what was appended, as it was, at once", () => {
      const before = Date.now();
      log.append(event({ what: { order: "1010/4711", count: 3, urgent: true, batches: ["a", "b"] } }));
      const [entry, ...others] = log.read({});
      assert.deepEqual(others, []);
      assert.deepEqual(entry, {
        position: 1,
        at: entry?.at,
        ...event({ what: { order: "1010/4711", count: 3, urgent: true, batches: ["a", "b"] } }),
      });
      assert.ok(Date.parse(entry.at) >= before && Date.parse(entry.at) <= Date.now());
    });

    it("writes by itself, soon, for others to read", async () => {
      const other = under.openAgain();
      log.append(event());
      await eventually(
        () => other.read({}).length,
        (length) => length === 1,
      );
      other.close();
    });

    it("writes what is pending when it is closed", () => {
      for (let count = 0; count < 500; count++) log.append(event({ what: { count } }));
      log.close();
      const other = under.openAgain();
      assert.deepEqual(
        other.read({ limit: 1_000 }).map(({ what }) => what.count),
        Array.from({ length: 500 }, (_, count) => count),
      );
      other.close();
    });

    it("takes nothing more once it is closed, and can be closed twice", () => {
      log.close();
      log.close();
      assert.throws(() => log.append(event()), AuditUnavailable);
    });

    it("gives the latest that fit, oldest first", () => {
      for (let count = 1; count <= 150; count++) log.append(event({ what: { count } }));
      assert.deepEqual(
        log.read({ limit: 3 }).map(({ what }) => what.count),
        [148, 149, 150],
      );
      assert.equal(log.read({}).length, 100);
    });

    it("finds by subject and by partner", () => {
      log.append(event({ what: { n: 1 } }));
      log.append(event({ what: { n: 2 }, who: { subject: "max", issuer: null, partner: "portal" } }));
      log.append(event({ what: { n: 3 }, who: { subject: null, issuer: null, partner: null } }));
      const found = (who: string): unknown[] => log.read({ who }).map(({ what }) => what.n);
      assert.deepEqual([found("eva"), found("max"), found("portal"), found("nobody"), found("")], [[1], [2], [2], [], []]);
    });

    it("finds by action, whole or by what stands before its dot", () => {
      for (const action of ["token.issued", "token.refused", "tokens.other", "partner.revoked"]) log.append(event({ action }));
      const found = (action: string): string[] => log.read({ action }).map((entry) => entry.action);
      assert.deepEqual(found("token.issued"), ["token.issued"]);
      assert.deepEqual(found("token"), ["token.issued", "token.refused"]);
      assert.deepEqual(found("tok"), []);
      assert.deepEqual(found("token.%"), []);
    });

    it("finds by time, the first moment included and the last not", async () => {
      log.append(event({ what: { n: 1 } }));
      await delay(5);
      log.append(event({ what: { n: 2 } }));
      const [first, second] = log.read({}).map(({ at }) => at);
      assert.ok(first && second && first < second);
      const found = (filter: object): unknown[] => log.read(filter).map(({ what }) => what.n);
      assert.deepEqual(found({ since: second }), [2]);
      assert.deepEqual(found({ until: second }), [1]);
      assert.deepEqual(found({ since: first, until: second }), [1]);
      assert.deepEqual(found({ since: first }), [1, 2]);
    });

    it("writes no secret, by whatever name or in whatever form it came", () => {
      const jwt = "eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJldmEifQ.c2lnbmF0dXJl";
      log.append(
        event({
          what: { clientSecret: "hush", access_token: "hush", note: `got ${jwt}`, all: ["fine", `Bearer ${"h".repeat(20)}`], tokenId: "7" },
        }),
      );
      const [entry] = log.read({});
      assert.deepEqual(entry?.what, {
        clientSecret: "[removed]",
        access_token: "[removed]",
        note: "[removed]",
        all: ["fine", "[removed]"],
        tokenId: "7",
      });
    });

    it("cuts what is too long to be an id", () => {
      log.append(event({ what: { note: "x".repeat(10_000) } }));
      assert.equal(String(log.read({})[0]?.what.note).length, 256);
    });

    it("finds itself whole, empty or not, and tells its head", () => {
      assert.deepEqual(log.verify(), { entries: 0, head: null, faults: [] });
      for (let count = 0; count < 20; count++) log.append(event({ what: { count } }));
      const { entries, head, faults } = log.verify();
      assert.deepEqual([entries, head?.position, faults], [20, 20, []]);
      assert.match(head?.hash ?? "", /^[0-9a-f]{64}$/);
      log.append(event());
      assert.deepEqual(log.verify(head ?? undefined).faults, []);
    });

    it("knows that it is not the log that a head is of", () => {
      for (let count = 0; count < 3; count++) log.append(event());
      assert.match(log.verify({ position: 2, hash: "0".repeat(64) }).faults.join(), /entry 2 is not the one that was known/);
      assert.match(log.verify({ position: 9, hash: "0".repeat(64) }).faults.join(), /entry 9, which was known, is gone/);
    });

    it("makes one chain of what several processes append", async () => {
      const other = under.openAgain();
      for (let round = 0; round < 10; round++) {
        log.append(event({ what: { from: "one", round } }));
        other.append(event({ what: { from: "other", round } }));
        await delay(20);
      }
      other.close();
      const { entries, faults } = log.verify();
      assert.deepEqual([entries, faults], [20, []]);
      for (const from of ["one", "other"]) {
        const rounds = log.read({}).filter(({ what }) => what.from === from);
        assert.deepEqual(
          rounds.map(({ what }) => what.round),
          Array.from({ length: 10 }, (_, round) => round),
        );
      }
    });
  });
}
