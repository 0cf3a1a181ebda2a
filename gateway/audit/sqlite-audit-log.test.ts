import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { type Logger, pino } from "pino";
import { eventually } from "#test/eventually";
import { event, testAuditLog } from "./audit-log.contract.ts";
import { type AuditHead, type AuditLog, AuditUnavailable } from "./audit-log.ts";
import { openSqliteAuditLog } from "./sqlite-audit-log.ts";

const silent = pino({ level: "silent" });

testAuditLog("SQLite", () => {
  const folder = mkdtempSync(join(tmpdir(), "andon-audit-"));
  const openIt = (): AuditLog => openSqliteAuditLog(join(folder, "audit.db"), silent);
  return { log: openIt(), openAgain: openIt, destroy: () => rmSync(folder, { recursive: true }) };
});

describe("the audit log's file", () => {
  let folder: string;
  let file: string;
  let head: AuditHead | null;

  const open = (log: Logger = silent): AuditLog => openSqliteAuditLog(file, log);
  const change = (...statements: string[]): void => {
    const database = new DatabaseSync(file);
    for (const statement of statements) database.exec(statement);
    database.close();
  };
  /** What someone does who has the file in hands and knows how it is guarded. */
  const forge = (...statements: string[]): void =>
    change("DROP TRIGGER entries_are_not_changed", "DROP TRIGGER entries_are_not_removed", ...statements);
  /** Faults of the chain alone: that guards are gone is told beside. */
  const faults = (known?: AuditHead): readonly string[] => {
    using log = open();
    return log.verify(known).faults.filter((fault) => !fault.includes("the guard"));
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "andon-audit-"));
    file = join(folder, "audit.db");
    using log = open();
    for (let count = 1; count <= 10; count++) log.append(event({ what: { count } }));
    head = log.verify().head;
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  for (const [name, statement] of [
    ["an entry changed", "UPDATE entries SET result = 'OK' WHERE position = 4"],
    ["an entry removed", "DELETE FROM entries WHERE position = 4"],
    ["all removed", "DELETE FROM entries"],
    [
      "an entry replaced",
      "INSERT OR REPLACE INTO entries SELECT 4, at, 'max', issuer, partner, action, what, result, trace_id, hash FROM entries WHERE position = 5",
    ],
    [
      "an entry put back",
      "INSERT INTO entries SELECT 0, at, 'max', issuer, partner, action, what, result, trace_id, hash FROM entries WHERE position = 5",
    ],
  ] as const) {
    it(`lets nobody have ${name}`, () => {
      assert.throws(() => change(statement), /append-only/);
      assert.deepEqual(faults(head ?? undefined), []);
    });
  }

  const forgeries: readonly (readonly [string, readonly string[], RegExp])[] = [
    ["changed", ["UPDATE entries SET result = 'FORBIDDEN' WHERE position = 4"], /^entry 4 is not as it was written/],
    ["moved in time", ["UPDATE entries SET at = '2020-01-01T00:00:00.000Z' WHERE position = 10"], /^entry 10 is not as it was written/],
    ["made another's", ["UPDATE entries SET subject = 'max' WHERE position = 1"], /^entry 1 is not as it was written/],
    ["removed", ["DELETE FROM entries WHERE position = 4"], /^entry 4 is gone$/],
    ["removed with others", ["DELETE FROM entries WHERE position BETWEEN 4 AND 6"], /^entries 4 to 6 are gone$/],
    ["removed from the beginning", ["DELETE FROM entries WHERE position = 1"], /^entry 1 is gone$/],
    ["removed from the end", ["DELETE FROM entries WHERE position > 8"], /^entries 9 to 10 are gone, the last that there were$/],
    ["removed with all others", ["DELETE FROM entries"], /^entries 1 to 10 are gone, the last that there were$/],
    [
      "removed, the rest moved up",
      ["DELETE FROM entries WHERE position = 4", "UPDATE entries SET position = position - 1 WHERE position > 4"],
      /^entry 4 is not as it was written/,
    ],
    [
      "given the place of another",
      ["UPDATE entries SET position = 99 WHERE position = 4", "UPDATE entries SET position = 4 WHERE position = 5"],
      /^entry 4 is not as it was written/,
    ],
  ];
  for (const [name, statements, told] of forgeries) {
    it(`shows that an entry was ${name}`, () => {
      forge(...statements);
      assert.match(faults()[0] ?? "", told);
    });
  }

  it("shows what is gone from its end even after more was appended", () => {
    forge("DELETE FROM entries WHERE position > 8");
    {
      using log = open();
      for (let count = 0; count < 5; count++) log.append(event());
    }
    assert.deepEqual(faults(), ["entries 9 to 10 are gone"]);
  });

  it("shows by a head that was kept elsewhere that all of it was written anew", () => {
    rmSync(file);
    {
      using log = open();
      for (let count = 1; count <= 12; count++) log.append(event({ what: { count } }));
    }
    assert.deepEqual(faults(), []);
    assert.match(faults(head ?? undefined)[0] ?? "", /entry 10 is not the one that was known/);
  });

  it("shows that its guards are gone", () => {
    forge();
    using log = open();
    assert.deepEqual(log.verify().faults, [
      "the guard entries_are_not_changed is gone from the file",
      "the guard entries_are_not_removed is gone from the file",
    ]);
  });

  for (const [ending, does, code] of [
    ["closes", "closes it", 0],
    ["exits", "exits without closing it", 3],
    ["throws", "fails while it stops", 1],
  ] as const) {
    it(`loses nothing of a process that is asked to stop by SIGTERM and ${does}`, async () => {
      const program = fileURLToPath(new URL("appending-process.fixture.ts", import.meta.url));
      const child = spawn(process.execPath, [program, file, ending], { stdio: ["ignore", "pipe", "ignore"] });
      await once(child.stdout, "data");
      child.kill("SIGTERM");
      assert.deepEqual(await once(child, "exit"), [code, null]);
      using log = open();
      const { entries, faults } = log.verify();
      assert.deepEqual([entries, faults], [110, []]);
    });
  }

  it("keeps what cannot be written while another holds the file, and writes it after", async () => {
    const logged: Record<string, unknown>[] = [];
    using log = open(pino({}, { write: (line: string) => logged.push(JSON.parse(line) as Record<string, unknown>) }));
    const other = new DatabaseSync(file);
    other.exec("BEGIN IMMEDIATE");
    log.append(event({ what: { kept: true } }));
    await eventually(
      () => logged.map(({ msg }) => msg),
      (told) => told.includes("the audit log cannot be written; it is tried again"),
    );
    other.exec("ROLLBACK");
    await eventually(
      () => logged.map(({ msg }) => msg),
      (told) => told.includes("the audit log is written again"),
    );
    assert.equal(other.prepare("SELECT count(*) AS entries FROM entries").get()?.entries, 11);
    other.close();
  });

  it("takes no more than it can keep while it cannot be written", () => {
    const log = open();
    const other = new DatabaseSync(file);
    other.exec("BEGIN IMMEDIATE");
    const append = (count: number): void => {
      for (let each = 0; each < count; each++) log.append(event());
    };
    append(10_000);
    assert.throws(() => append(1), AuditUnavailable);
    other.exec("ROLLBACK");
    other.close();
    log.close();
    using again = open();
    assert.equal(again.verify().entries, 10_010);
  });
});
