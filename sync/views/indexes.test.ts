import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import type { Caller } from "#schema/canonical/caller.ts";
import { type EntityKind, entityKinds } from "#schema/canonical/change.ts";
import { openSqliteChangeLog } from "../change-log/sqlite.ts";
import { commitmentChange, orderChange, stockChange } from "../changes.fixture.ts";
import { touchingNobody, ViewApplier } from "./applier.ts";
import { openViewsDatabase } from "./database.ts";
import { columnsOf } from "./declarations.ts";
import { SqliteViews } from "./sqlite.ts";

const everybody: Caller = { subject: "all", scopes: [], plants: "ALL", supplier: null, expiresAt: 0 };
const rows = 3_000;

describe("questions to the views", () => {
  const folder = mkdtempSync(join(tmpdir(), "andon-indexes-"));
  const log = openSqliteChangeLog(join(folder, "log.db"));
  const database = openViewsDatabase(join(folder, "views.db"));
  /** Statements that the views prepare, with the plan that SQLite makes for each. */
  const plans = new Map<string, readonly string[]>();

  before(async () => {
    const numbers = Array.from({ length: rows }, (_, index) => String(index + 1));
    await log.append(
      numbers.map((number, index) =>
        orderChange(number, {
          material: `M${index % 500}`,
          batch: index % 3 === 0 ? `B${index}` : null,
          state: index % 2 === 0 ? "RELEASED" : "CLOSED",
          operations: [{ workCenter: `W${index % 50}` } as never],
          components: [{ material: `M${(index * 7) % 500}` } as never],
        }),
      ),
    );
    await log.append(numbers.map((number, index) => commitmentChange(number, `S${index % 100}`, { material: `M${index % 500}` })));
    await log.append(numbers.map((number) => stockChange(`M${number}`, [[`B${number}`, "UNRESTRICTED", "1"]])));
    await new ViewApplier(database, log, touchingNobody).catchUp(() => undefined);
    // The plans are those that the views get: with statistics they could be others.
    const prepare = database.prepare.bind(database);
    database.prepare = (sql) => {
      if (/^SELECT/.test(sql) && !plans.has(sql)) {
        const named = [...new Set([...sql.matchAll(/:\w+/g)].map(([name]) => name))];
        const values = Object.fromEntries(named.map((name) => [name, name === ":limit" ? 20 : '["x"]']));
        plans.set(
          sql,
          prepare(`EXPLAIN QUERY PLAN ${sql}`)
            .all(values)
            .map(({ detail }) => String(detail)),
        );
      }
      return prepare(sql);
    };
  });
  after(async () => {
    await log.close();
    database.close();
    rmSync(folder, { recursive: true });
  });

  /** What a list asks of the database. */
  function plansOf(ask: (views: SqliteViews) => unknown): readonly (readonly [sql: string, plan: readonly string[]])[] {
    plans.clear();
    ask(new SqliteViews(database, () => null));
    return [...plans].filter(([sql]) => !sql.includes("FROM positions"));
  }

  const conditionsOf = (kind: EntityKind): readonly { readonly column: string }[] =>
    [...columnsOf(kind)].flatMap(([column, { type }]): { readonly column: string }[] => {
      if (type === "condition" || type === "flag") return [{ column, is: true } as never];
      if (type === "moment") return [{ column, from: "2026-01-01", to: "2026-01-31" } as never];
      return [{ column, in: ["x"] } as never];
    });
  const sortsOf = (kind: EntityKind): readonly string[] =>
    [...columnsOf(kind)].filter(([, { type }]) => type === "text" || type === "number" || type === "moment").map(([column]) => column);

  for (const kind of entityKinds) {
    it(`are answered from an index: ${kind}, by every filter, in every order`, () => {
      let asked = 0;
      for (const condition of [null, ...conditionsOf(kind)]) {
        for (const column of sortsOf(kind)) {
          const query = {
            plants: ["1010"],
            where: condition ? [condition] : [],
            orderBy: { column, direction: "ASC" },
            limit: 20,
            after: null,
          };
          const list = plansOf((views) => views.list(kind, query as never, everybody));
          for (const [sql, plan] of list) {
            asked += 1;
            const scans = plan.filter((step) => /^SCAN (?!json_each)/.test(step));
            assert.deepEqual(scans, [], `${sql}\n${plan.join("\n")}`);
            // Only what is left after a filter may be sorted, never a plant's every row.
            const sorts = plan.some((step) => step.includes("USE TEMP B-TREE FOR ORDER BY"));
            assert.ok(!sorts || condition !== null, `${sql}\n${plan.join("\n")}`);
          }
        }
      }
      assert.ok(asked > 0);
    });
  }

  it("for rows that belong to something are answered from the index of what they belong to", () => {
    for (const [kind, column, orderBy] of [
      ["supplier-commitment", "material", "requestedDate"],
      ["inspection-lot", "batchKey", "createdAt"],
      ["inspection-lot", "order", "createdAt"],
      ["quality-disposition", "material", "number"],
    ] as const) {
      const options = { where: [], orderBy: orderBy as never, limit: 20 };
      const [[sql = "", plan = []] = []] = plansOf((views) =>
        views.related(kind, column as never, [{ plant: "1010", key: "x" }], options, everybody),
      );
      assert.ok(
        plan.some((step) => step.includes(`(plant=? AND ${column}=?)`)),
        `${sql}\n${plan.join("\n")}`,
      );
    }
  });
});
