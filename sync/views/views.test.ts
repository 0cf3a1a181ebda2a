import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import fc from "fast-check";
import type { Caller } from "#schema/canonical/caller.ts";
import { openSqliteChangeLog } from "../change-log/sqlite.ts";
import { commitmentChange, orderChange, stockChange } from "../changes.fixture.ts";
import { touchingNobody, ViewApplier } from "./applier.ts";
import { openViewsDatabase } from "./database.ts";
import { SqliteViews } from "./sqlite.ts";
import type { ListQuery, Page } from "./views.ts";

const everybody: Caller = { subject: "all", scopes: [], plants: "ALL", supplier: null, expiresAt: 0 };
const inToledo: Caller = { ...everybody, plants: ["2010"] };
const supplier: Caller = { ...everybody, supplier: "100007" };

const orders = (change: Partial<ListQuery<"production-order">> = {}): ListQuery<"production-order"> => ({
  plants: null,
  where: [],
  orderBy: { column: "scheduledStart", direction: "ASC" },
  limit: 10,
  after: null,
  ...change,
});

describe("the views", () => {
  const folder = mkdtempSync(join(tmpdir(), "andon-views-"));
  const log = openSqliteChangeLog(join(folder, "log.db"));
  let database = openViewsDatabase(join(folder, "views.db"));
  const read = (): SqliteViews => new SqliteViews(database, () => null);
  const catchUp = (): Promise<void> => new ViewApplier(database, log, touchingNobody).catchUp(() => undefined);

  before(async () => {
    const days = ["2046-12-03", "2046-12-01", null, "2046-12-02", "2046-12-01", null];
    const changes = ["1010", "2010", "3010"].flatMap((plant) =>
      days.map((day, index) =>
        orderChange(String(index + 1), {
          plant,
          scheduledStart: day && `${day}T06:00:00+01:00`,
          scheduledEnd: index === 0 ? "2020-01-01T00:00:00Z" : null,
          state: index === 3 ? "ON_HOLD" : "CREATED",
          priority: index % 2 === 0 ? index : null,
        }),
      ),
    );
    await log.append(changes);
    await log.append([
      commitmentChange("45", "100007"),
      commitmentChange("46", "100001"),
      commitmentChange("47", "100007", { plant: "2010" }),
    ]);
    await log.append([
      stockChange("8000", [
        ["R1", "BLOCKED", "5"],
        ["R2", "UNRESTRICTED", "7.5"],
      ]),
    ]);
    await catchUp();
  });
  after(async () => {
    await log.close();
    database.close();
    rmSync(folder, { recursive: true });
  });

  it("give every page of a list once and in order, whatever the order, the page's length and the plants", () => {
    const order = fc.record({
      column: fc.constantFrom("scheduledStart", "scheduledEnd", "priority", "number"),
      direction: fc.constantFrom("ASC", "DESC"),
    }) as fc.Arbitrary<ListQuery<"production-order">["orderBy"]>;
    fc.assert(
      fc.property(order, fc.integer({ min: 1, max: 7 }), fc.constantFrom(null, ["1010"], ["1010", "3010"]), (orderBy, limit, plants) => {
        const whole = read().list("production-order", orders({ orderBy, plants, limit: 100 }), everybody).rows;
        assert.equal(whole.length, (plants?.length ?? 3) * 6);
        const paged: string[] = [];
        for (let after: string | null = null; ; ) {
          const page: Page<"production-order"> = read().list("production-order", orders({ orderBy, plants, limit, after }), everybody);
          paged.push(...page.rows.map(({ cursor }) => cursor));
          after = page.rows.at(-1)?.cursor ?? null;
          if (!page.hasNextPage) break;
        }
        assert.deepEqual(
          paged,
          whole.map(({ cursor }) => cursor),
        );
        if (orderBy.column === "scheduledStart") {
          const starts = whole.map(({ entity }) => entity.scheduledStart);
          const valued = starts.filter((start) => start !== null);
          assert.deepEqual(starts, [
            ...(orderBy.direction === "ASC" ? valued.toSorted() : valued.toSorted().reverse()),
            ...starts.filter((start) => start === null),
          ]);
        }
      }),
      { seed: 20_261_201 },
    );
  });

  it("narrow lists by every kind of condition", () => {
    const count = (where: ListQuery<"production-order">["where"]): number =>
      read().count("production-order", { plants: null, where }, everybody);
    assert.equal(count([{ column: "late", is: true }]), 3);
    assert.equal(count([{ column: "late", is: false }]), 15);
    assert.equal(count([{ column: "blocked", is: true }]), 3);
    assert.equal(count([{ column: "number", in: ["1", "2"] }]), 6);
    assert.equal(count([{ column: "scheduledStart", from: "2046-12-01", to: "2046-12-01" }]), 6);
    assert.equal(
      count([
        { column: "state", in: ["CREATED"] },
        { column: "late", is: true },
      ]),
      3,
    );
    const stock = (status: string): number =>
      read().count("material-availability", { plants: null, where: [{ column: "status", in: [status] }] }, everybody);
    assert.equal(stock("BLOCKED"), 1);
    assert.equal(stock("IN_TRANSIT"), 0);
  });

  it("count a day by the clock that its moment is told in, however far that is from UTC", async () => {
    const starts = ["2046-12-24T00:00:00+14:00", "2046-12-24T23:59:59-12:00", "2046-12-23T23:59:59-12:00", "2046-12-25T00:00:00+14:00"];
    await log.append(starts.map((scheduledStart, index) => orderChange(`9${index}`, { plant: "9010", scheduledStart })));
    await catchUp();
    const where = [{ column: "scheduledStart", from: "2046-12-24", to: "2046-12-24" }] as const;
    const { rows } = read().list("production-order", orders({ plants: ["9010"], where }), everybody);
    assert.deepEqual(
      rows.map(({ entity }) => entity.number),
      ["90", "91"],
    );
    await log.append(starts.map((_, index) => ({ ...orderChange(`9${index}`, { plant: "9010", version: "2" }), body: null })));
    await catchUp();
  });

  it("refuse a cursor of another order, and text that is none", () => {
    const [row] = read().list("production-order", orders(), everybody).rows;
    const other = orders({ orderBy: { column: "number", direction: "ASC" }, after: row?.cursor ?? "" });
    assert.throws(() => read().list("production-order", other, everybody), { name: "InvalidCursor" });
    assert.throws(() => read().list("production-order", orders({ after: "nonsense" }), everybody), { name: "InvalidCursor" });
  });

  it("show a caller its plants only, by every way of reading", () => {
    assert.deepEqual(
      read()
        .get(
          "production-order",
          [
            { plant: "1010", key: "1" },
            { plant: "2010", key: "1" },
          ],
          inToledo,
        )
        .map((order) => order?.plant),
      [undefined, "2010"],
    );
    assert.equal(read().list("production-order", orders({ limit: 100 }), inToledo).rows.length, 6);
    assert.equal(read().list("production-order", orders({ plants: ["1010"] }), inToledo).rows.length, 0);
    assert.equal(read().count("production-order", { plants: null, where: [] }, inToledo), 6);
    const byMaterial = read().related(
      "production-order",
      "material",
      [{ plant: "1010", key: "4711" }],
      { where: [], orderBy: "number", limit: 5 },
      inToledo,
    );
    assert.deepEqual(byMaterial, [[]]);
  });

  it("show a supplier its own lines and nothing else", () => {
    const lines = read().list(
      "supplier-commitment",
      { plants: null, where: [], orderBy: { column: "sequence", direction: "ASC" }, limit: 10, after: null },
      supplier,
    );
    assert.deepEqual(
      lines.rows.map(({ entity }) => entity.purchaseOrder),
      ["45", "47"],
    );
    assert.deepEqual(read().get("supplier-commitment", [{ plant: "1010", key: "46/10/1" }], supplier), [null]);
    for (const kind of ["production-order", "material-availability", "inspection-lot", "batch", "quality-disposition"] as const) {
      assert.equal(read().count(kind, { plants: null, where: [] }, supplier), 0);
    }
  });

  it("are built again from the log when the file is damaged or gone", async () => {
    const before = read().list("production-order", orders({ limit: 100 }), everybody);
    database.close();
    writeFileSync(join(folder, "views.db"), "no database");
    database = openViewsDatabase(join(folder, "views.db"));
    assert.equal(read().count("production-order", { plants: null, where: [] }, everybody), 0);
    await catchUp();
    assert.deepEqual(read().list("production-order", orders({ limit: 100 }), everybody), before);
  });
});
