import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import type { Caller } from "#schema/canonical/caller.ts";
import { type EntityKind, entityKinds } from "#schema/canonical/change.ts";
import { openSqliteChangeLog } from "../change-log/sqlite.ts";
import { orderChange } from "../changes.fixture.ts";
import { touchingNobody, ViewApplier } from "./applier.ts";
import { openViewsDatabase } from "./database.ts";
import { type Column, columnsOf } from "./declarations.ts";
import { type Order, writeCursor } from "./keyset.ts";
import { SqliteViews } from "./sqlite.ts";
import type { Condition, ListQuery } from "./views.ts";

const everybody: Caller = { subject: "all", scopes: [], plants: "ALL", supplier: null, expiresAt: 0 };
const supplier: Caller = { ...everybody, supplier: "100007" };
const plant = "1010";

/** A statement of the views, and how SQLite goes about it, step by step. */
interface Planned {
  readonly sql: string;
  readonly plan: readonly string[];
}
interface Filter {
  readonly condition: Condition<EntityKind>;
  /** Parts of an index's use by which the rows that fit are found; any of them will do. None where too many rows fit to look for them. */
  readonly findsBy: readonly string[];
  /** A span of days may be found by the order of another column as well: how many days it has is not known. */
  readonly isSpan: boolean;
}

const columns = (kind: EntityKind): readonly (readonly [string, Column<never>])[] => [...columnsOf(kind)];
const sortsOf = (kind: EntityKind): readonly string[] =>
  columns(kind).flatMap(([name, { type }]) => (type === "text" || type === "number" || type === "moment" ? [name] : []));
const isShared = (kind: EntityKind, name: string): boolean => {
  const column = columnsOf(kind).get(name);
  return column !== undefined && ("shared" in column || column.type === "moment");
};

/** Every condition that a column can be in. */
function filtersOf(kind: EntityKind): readonly Filter[] {
  return columns(kind).flatMap(([name, column]): readonly Filter[] => {
    const filter = (condition: object, ...findsBy: readonly string[]): Filter => ({
      condition: { column: name, ...condition } as Condition<EntityKind>,
      findsBy,
      isSpan: "from" in condition || "to" in condition,
    });
    if (column.type === "flag") return [filter({ is: true }, `${name}=?`), filter({ is: false })];
    if (column.type === "condition") {
      const [, flag = ""] = /(\w+) = [01]/.exec(column.sql) ?? [];
      return [filter({ is: true }, `${flag}=?`), filter({ is: false })];
    }
    const spans = [
      filter(
        { from: "2026-01-05", to: "2026-01-09" },
        `${name}>? AND ${name}<?`,
        `(${name},key)>(?,?) AND ${name}<?`,
        `(${name},key)<(?,?)`,
      ),
      filter({ from: "2026-01-05" }, `${name}>?`, `(${name},key)>(?,?)`),
      filter({ to: "2026-01-09" }, `${name}<?`, `(${name},key)<(?,?)`),
    ];
    if (column.type === "moment") return spans;
    const values = isShared(kind, name) ? filter({ in: ["x"] }) : filter({ in: ["x"] }, column.type === "many" ? "key=?" : `${name}=?`);
    return name.endsWith("Date") ? [values, ...spans] : [values];
  });
}

describe("questions to the views", () => {
  const folder = mkdtempSync(join(tmpdir(), "andon-indexes-"));
  const log = openSqliteChangeLog(join(folder, "log.db"));
  const database = openViewsDatabase(join(folder, "views.db"));
  const catchUp = (): Promise<void> => new ViewApplier(database, log, touchingNobody).catchUp(() => undefined);
  const planned = new Map<string, Planned>();

  before(async () => {
    await log.append([orderChange("1", { plant })]);
    await catchUp();
    const prepare = database.prepare.bind(database);
    database.prepare = (sql) => {
      if (sql.startsWith("SELECT") && !sql.includes("FROM positions")) {
        // SQLite plans by the statistics alone, whatever the values and the rows: see the last test.
        const steps = prepare(`EXPLAIN QUERY PLAN ${sql}`).all();
        planned.set(sql, { sql, plan: steps.map(({ detail }) => String(detail)) });
      }
      return prepare(sql);
    };
  });
  after(async () => {
    await log.close();
    database.close();
    rmSync(folder, { recursive: true });
  });

  /** What a question asks of the database. */
  function plansOf(ask: (views: SqliteViews) => unknown): readonly Planned[] {
    planned.clear();
    ask(new SqliteViews(database, () => null));
    return [...planned.values()];
  }
  /** The first page, and the pages after a row with a value and after one without. */
  function pagesOf(kind: EntityKind, where: readonly Condition<EntityKind>[], orderBy: Order, caller: Caller): readonly Planned[] {
    const places = [null, ...[1, null].map((value) => writeCursor(orderBy, { value, plant, key: "1" }))];
    return places.flatMap((after) => {
      const query = { plants: [plant], where, orderBy, limit: 20, after } as unknown as ListQuery<EntityKind>;
      // Rows that are found are then read by their keys.
      return plansOf((views) => views.list(kind, query, caller)).filter(({ sql }) => !sql.startsWith("SELECT entity"));
    });
  }
  const told = ({ sql, plan }: Planned): string => [sql, ...plan].join("\n  ");
  const isSorted = ({ plan }: Planned): boolean => plan.some((step) => step.includes("TEMP B-TREE"));
  const lacksValue = ({ sql }: Planned, order: Order): boolean => sql.includes(`"${order.column}" IS NULL`);
  const uses = ({ plan }: Planned, kind: EntityKind, parts: readonly string[]): boolean =>
    plan.some((step) => step.startsWith(`SEARCH ${kind} USING`) && parts.some((part) => step.includes(part)));
  function assertSearched(all: readonly Planned[]): void {
    assert.ok(all.length > 0);
    for (const one of all) {
      assert.ok(!one.plan.some((step) => /^SCAN (?!json_each)/.test(step)), told(one));
      assert.ok(
        one.plan.some((step) => step.startsWith("SEARCH ")),
        told(one),
      );
    }
  }
  function assertFound(page: Planned, kind: EntityKind, { condition, findsBy, isSpan }: Filter, order: Order): void {
    if (lacksValue(page, order)) {
      // That few rows lack a value of their own is what the column's declaration says.
      if (isShared(kind, order.column) && !isSpan && findsBy.length > 0) assert.ok(uses(page, kind, findsBy), told(page));
    } else if (findsBy.length === 0) {
      // Where most rows fit, a page is found soonest in the list's own order.
      assert.ok(!isSorted(page), told(page));
    } else if (!isSpan) {
      assert.ok(uses(page, kind, findsBy), told(page));
    } else if (condition.column === order.column) {
      assert.ok(uses(page, kind, findsBy) && !isSorted(page), told(page));
    }
  }

  for (const kind of entityKinds) {
    const orders = sortsOf(kind).flatMap((column): Order[] => [
      { column, direction: "ASC" },
      { column, direction: "DESC" },
    ]);

    it(`come in order from an index: ${kind}, in every order, on every page`, () => {
      for (const order of orders) {
        const pages = pagesOf(kind, [], order, everybody);
        assertSearched(pages);
        for (const page of pages) assert.ok(!isSorted(page), told(page));
      }
    });

    it(`find what a filter leaves instead of going through a plant: ${kind}, by every filter, in every order`, () => {
      for (const filter of filtersOf(kind)) {
        const { condition } = filter;
        for (const order of orders) {
          const pages = pagesOf(kind, [condition], order, everybody);
          assertSearched(pages);
          for (const page of pages) assertFound(page, kind, filter, order);
        }
        const query = { plants: [plant], where: [condition] };
        assertSearched(plansOf((views) => views.count(kind, query as never, everybody)));
        if (columnsOf(kind).get(condition.column)?.type === "condition")
          assertSearched(plansOf((views) => views.nextTurn(kind, query as never, everybody)));
      }
    });
  }

  it("of a supplier find its own rows, by every filter, in every order, and come in the usual order from an index", () => {
    const kind = "supplier-commitment";
    for (const filter of [null, ...filtersOf(kind)]) {
      for (const column of sortsOf(kind)) {
        const order = { column, direction: "ASC" } as const;
        const pages = pagesOf(kind, filter ? [filter.condition] : [], order, supplier);
        assertSearched(pages);
        const ways = ["supplier=?", ...(filter?.findsBy ?? [])];
        for (const page of pages) assert.ok(uses(page, kind, lacksValue(page, order) ? [...ways, `${column}=?`] : ways), told(page));
      }
    }
    const usual = { column: "requestedDate", direction: "ASC" } as const;
    for (const page of pagesOf(kind, [], usual, supplier)) assert.ok(lacksValue(page, usual) || !isSorted(page), told(page));
  });

  it("for rows that belong to something are answered from the index of what they belong to", () => {
    for (const [kind, column, orderBy] of [
      ["supplier-commitment", "material", "requestedDate"],
      ["inspection-lot", "batchKey", "createdAt"],
      ["inspection-lot", "order", "createdAt"],
      ["quality-disposition", "material", "number"],
    ] as const) {
      const options = { where: [], orderBy: orderBy as never, limit: 20 };
      const [read] = plansOf((views) => views.related(kind, column as never, [{ plant, key: "x" }], options, everybody));
      assert.ok(read && uses(read, kind, [`plant=? AND ${column}=?`]), read && told(read));
    }
  });

  it("are planned alike with no rows and with thousands", async () => {
    const ask = (): readonly Planned[] =>
      filtersOf("production-order").flatMap(({ condition }) =>
        sortsOf("production-order").flatMap((column) => pagesOf("production-order", [condition], { column, direction: "ASC" }, everybody)),
      );
    const empty = ask();
    const numbers = Array.from({ length: 3_000 }, (_, index) => String(index + 2));
    await log.append(numbers.map((number, index) => orderChange(number, { plant, material: `M${index % 500}` })));
    await catchUp();
    const filled = ask();
    // A page of few rows asks a second question, for rows without a value; what both ask is planned alike.
    const plans = new Map(filled.map(({ sql, plan }) => [sql, plan]));
    const both = empty.filter(({ sql }) => plans.has(sql));
    assert.ok(both.length > 0);
    for (const { sql, plan } of both) assert.deepEqual(plans.get(sql), plan);
  });
});
