import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { pino } from "pino";
import { type GatewayUnderTest, messagesOf, startGatewayUnderTest } from "../gateway.fixture.ts";
import type { AuditLog } from "./audit-log.ts";
import { openSqliteAuditLog } from "./sqlite-audit-log.ts";

const release = (order: string): string =>
  `mutation Release { release(input: { order: "${order}", remark: "not to be kept" }) { order { id } userErrors { code } } }`;

describe("what the gateway records", () => {
  let folder: string;
  let log: AuditLog;
  let under: GatewayUnderTest;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "andon-audit-"));
    log = openSqliteAuditLog(join(folder, "audit.db"), pino({ level: "silent" }));
    under = await startGatewayUnderTest({ audit: { log, safeInputs: new Set() } });
  });
  after(async () => {
    await under[Symbol.asyncDispose]();
    log.close();
    rmSync(folder, { recursive: true });
  });

  it("is each mutation: who, what, with which ids, and what came of it", async () => {
    const token = await under.sign({ client_id: "portal" });
    await under.ask(release("7"), token);
    await under.ask(release("9"), token);
    const entries = log.read({ action: "release" });
    assert.deepEqual(
      entries.map(({ who, what, result }) => [who.subject, who.partner, what.operation, what["release.input.order"], result]),
      [
        ["somebody", "portal", "Release", "7", "OK"],
        ["somebody", "portal", "Release", "9", "ALREADY_RELEASED"],
      ],
    );
    assert.doesNotMatch(JSON.stringify(entries), /not to be kept/);
  });

  it("is a mutation over a socket too", async () => {
    const socket = await under.connect(await under.sign());
    const next = messagesOf(socket);
    await next();
    socket.send(JSON.stringify({ type: "subscribe", id: "1", payload: { query: release("11") } }));
    await next();
    socket.close();
    assert.equal(log.read({ action: "release" }).at(-1)?.what["release.input.order"], "11");
  });

  it("is no query", async () => {
    const before = log.read({}).length;
    await under.ask('{ order(id: "1") { id } }', await under.sign());
    assert.equal(log.read({}).length, before);
  });

  it("is what was refused to whom, and a token that was refused, each once however often it comes", async () => {
    for (let time = 0; time < 5; time++) await under.ask("{ costs { value } }", await under.sign());
    for (let time = 0; time < 5; time++) await under.ask("{ costs { value } }", "no.good.token");
    const refusals = log.read({ action: "operation" });
    assert.deepEqual(
      refusals.map(({ who, result }) => [who.subject, result]),
      [["somebody", "UNAUTHORIZED_FIELD_OR_TYPE"]],
    );
    assert.deepEqual(
      log.read({ action: "token" }).map(({ who, result }) => [who.subject, result]),
      [[null, "invalid_token"]],
    );
    assert.deepEqual(log.verify().faults, []);
  });

  it("keeps a mutation from being run when it cannot be recorded", async () => {
    log.close();
    const { body } = await under.ask(release("12"), await under.sign());
    assert.match(JSON.stringify(body), /INTERNAL_SERVER_ERROR/);
    assert.equal((await under.ask('{ order(id: "1") { id } }', await under.sign())).status, 200);
    log = openSqliteAuditLog(join(folder, "audit.db"), pino({ level: "silent" }));
    assert.equal(
      log.read({ action: "release" }).some(({ what }) => what["release.input.order"] === "12"),
      false,
    );
  });
});
