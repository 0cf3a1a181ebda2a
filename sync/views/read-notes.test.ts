import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import fc from "fast-check";
import type { Caller } from "#schema/canonical/caller.ts";
import type { CanonicalChange } from "#schema/canonical/change.ts";
import { openSqliteChangeLog } from "../change-log/sqlite.ts";
import { commitmentChange, orderChange, stockChange } from "../changes.fixture.ts";
import { ViewApplier } from "./applier.ts";
import { openViewsDatabase } from "./database.ts";
import { KeptRelations } from "./kept-relations.ts";
import { KeptRows } from "./kept-rows.ts";
import { NotedViews } from "./noted-views.ts";
import { ReadIndex } from "./read-index.ts";
import { ReadNotes } from "./read-notes.ts";
import { SqliteViews } from "./sqlite.ts";
import type { Views } from "./views.ts";

const everybody: Caller = { subject: "all", scopes: [], plants: "ALL", supplier: null, expiresAt: 0 };
const callers: readonly Caller[] = [everybody, { ...everybody, plants: ["2010"] }, { ...everybody, supplier: "100007" }];

describe("what an answer was read from", () => {
  const folder = mkdtempSync(join(tmpdir(), "andon-notes-"));
  const log = openSqliteChangeLog(join(folder, "log.db"));
  const database = openViewsDatabase(join(folder, "views.db"));
  const index = new ReadIndex();
  const views = new SqliteViews(database, () => null);
  views.kept = { rows: new KeptRows(), relations: new KeptRelations(index) };
  const applier = new ViewApplier(database, log, {
    asks: (kind, plant) => index.asks(kind, plant),
    before: (kind, plant, key) => views.row(kind, plant, key),
    touch: (kind, plant, key, before, row) => {
      views.kept?.rows.drop(kind, plant, key);
      index.touch(kind, plant, key, before, row);
    },
    touchPlants: () => {
      views.forgetPlants();
      index.touchPlants();
    },
  });
  let version = 1_000;
  const tell = async (...changes: readonly CanonicalChange[]): Promise<void> => {
    await log.append(
      changes.map((change) => {
        const next = String(++version);
        return { ...change, id: next, version: next };
      }),
    );
    await applier.catchUp(() => undefined);
  };
  after(async () => {
    await log.close();
    database.close();
    rmSync(folder, { recursive: true });
  });

  type Read = (views: Views) => unknown;
  const noted = (read: Read): ReadNotes => {
    const notes = new ReadNotes(index);
    read(new NotedViews(views, notes));
    return notes;
  };
  const byNumber = { orderBy: { column: "number", direction: "ASC" }, after: null } as const;

  it("is a row, whether there is one or not", async () => {
    const read: Read = (of) => of.get("production-order", [{ plant: "1010", key: "1" }], everybody);
    const before = noted(read);
    await tell(orderChange("2"));
    assert.ok(before.isCurrent);
    await tell(orderChange("1"));
    assert.ok(!before.isCurrent);
    const there = noted(read);
    let told = 0;
    there.onStale = () => told++;
    await tell({ ...orderChange("1"), body: null });
    assert.equal(told, 1);
  });

  it("is the rows of a list up to the first that is left out, and none beyond", async () => {
    await tell(...[1, 2, 3, 4, 5].map((number) => orderChange(String(number))));
    const page: Read = (of) =>
      of.list("production-order", { ...byNumber, plants: ["1010"], where: [{ column: "material", in: ["4711"] }], limit: 2 }, everybody);
    const beyond = noted(page);
    await tell(orderChange("4", { priority: 1 }), orderChange("5", { material: "1" }), orderChange("1", { plant: "2010" }));
    assert.ok(beyond.isCurrent);
    await tell(orderChange("3", { material: "1" }));
    assert.ok(!beyond.isCurrent, "the first row that is left out says whether there is a next page");
    const within = noted(page);
    await tell(orderChange("2", { priority: 7 }));
    assert.ok(!within.isCurrent);
  });

  it("is the rows that belong to something, and no others", async () => {
    const read: Read = (of) =>
      of.related(
        "supplier-commitment",
        "material",
        [{ plant: "1010", key: "8000" }],
        { where: [], orderBy: "requestedDate", limit: 9 },
        everybody,
      );
    const notes = noted(read);
    await tell(commitmentChange("50", "100007", { material: "1" }), commitmentChange("51", "100007", { plant: "2010" }));
    assert.ok(notes.isCurrent);
    await tell(commitmentChange("50", "100007", { material: "8000" }));
    assert.ok(!notes.isCurrent);
  });

  it("holds until the next row turns late, and a change brings that forward", async () => {
    const soon = Date.now() + 3_600_000;
    const at = (moment: number): string => new Date(moment).toISOString();
    await tell(orderChange("60", { scheduledEnd: at(soon), material: "late" }));
    const read: Read = (of) =>
      of.list(
        "production-order",
        {
          ...byNumber,
          plants: null,
          where: [
            { column: "late", is: true },
            { column: "material", in: ["late"] },
          ],
          limit: 10,
        },
        everybody,
      );
    let now = Date.now();
    const notes = new ReadNotes(index, () => now);
    read(new NotedViews(views, notes));
    now = soon;
    assert.ok(notes.isCurrent);
    now = soon + 1;
    assert.ok(!notes.isCurrent);
    now = Date.now();
    await tell(orderChange("61", { scheduledEnd: at(soon - 1_000), material: "late" }));
    assert.ok(notes.isCurrent, "nothing is late yet");
    now = soon;
    assert.ok(!notes.isCurrent, "what came later is late sooner");
  });

  it("is let go of when nobody keeps the answer", async () => {
    const notes = noted((of) => of.get("production-order", [{ plant: "1010", key: "70" }], everybody));
    notes.release();
    notes.onStale = () => assert.fail("nobody wants to know");
    await tell(orderChange("70"));
  });

  const number = fc.constantFrom("1", "2", "3", "4", "5");
  const plant = fc.constantFrom("1010", "2010");
  const material = fc.constantFrom("A", "B");
  const day = fc.constantFrom("2020-01-01", "2046-12-01", "2099-01-01");
  const someChange: fc.Arbitrary<CanonicalChange> = fc.oneof(
    fc
      .record({ number, plant, material, day, state: fc.constantFrom("CREATED", "ON_HOLD", "CLOSED"), priority: fc.option(fc.nat(3)) })
      .map(({ day: end, ...body }) =>
        orderChange(body.number, {
          ...(body as object),
          plant: body.plant,
          scheduledEnd: `${end}T00:00:00Z`,
          components: [{ material: body.material } as never],
        }),
      ),
    fc.record({ number, plant }).map((gone) => ({ ...orderChange(gone.number, { plant: gone.plant }), body: null })),
    fc
      .record({
        number,
        plant,
        material,
        day,
        supplier: fc.constantFrom("100007", "100001"),
        state: fc.constantFrom("UNCONFIRMED", "RECEIVED"),
      })
      .map(({ day: date, supplier, ...body }) =>
        commitmentChange(body.number, supplier, {
          plant: body.plant,
          material: body.material,
          state: body.state as never,
          requested: { date, quantity: { value: "1", unit: "H87", sourceUnit: "PCE" } },
        }),
      ),
    fc
      .record({ material, status: fc.constantFrom("BLOCKED", "UNRESTRICTED"), value: fc.constantFrom("0", "1", "2") })
      .map(({ material: of, status, value }) => stockChange(of, [["R1", status as never, value]])),
  );
  const page = fc.record({ plants: fc.constantFrom(null, ["1010"]), limit: fc.integer({ min: 1, max: 6 }) });
  const direction = fc.constantFrom("ASC" as const, "DESC" as const);
  const orderWhere = fc.subarray([
    { column: "material", in: ["A"] },
    { column: "late", is: true },
    { column: "blocked", is: false },
    { column: "component", in: ["B"] },
    { column: "scheduledEnd", from: "2026-01-01", to: "2046-12-31" },
    { column: "number", in: ["1", "2", "3"] },
  ] as const);
  const orderColumn = fc.constantFrom("number", "scheduledEnd", "priority" as const);
  const caller = fc.constantFrom(...callers);
  const someRead: fc.Arbitrary<{ name: string; read: Read }> = fc.oneof(
    fc.tuple(page, orderWhere, orderColumn, direction, caller, fc.boolean()).map(([{ plants, limit }, where, column, by, who, second]) => ({
      name: `orders ${JSON.stringify([plants, limit, where, column, by, second])}`,
      read: (of: Views) => {
        const query = { plants, where, orderBy: { column, direction: by }, limit, after: null } as const;
        const first = of.list("production-order", query as never, who);
        const cursor = first.rows.at(-1)?.cursor;
        return second && cursor !== undefined ? of.list("production-order", { ...query, after: cursor } as never, who) : first;
      },
    })),
    fc.tuple(page, orderWhere, caller).map(([{ plants }, where, who]) => ({
      name: "count",
      read: (of: Views) => of.count("production-order", { plants, where: where as never }, who),
    })),
    fc.tuple(page, fc.boolean(), direction, caller).map(([{ plants, limit }, is, by, who]) => ({
      name: "commitments",
      read: (of: Views) =>
        of.list(
          "supplier-commitment",
          { plants, limit, where: [{ column: "late", is }], orderBy: { column: "requestedDate", direction: by }, after: null },
          who,
        ),
    })),
    fc.tuple(plant, material, caller).map(([of, key, who]) => ({
      name: "related",
      read: (from: Views) =>
        from.related(
          "supplier-commitment",
          "material",
          [{ plant: of, key }],
          { where: [{ column: "open", is: true }], orderBy: "requestedDate", limit: 2 },
          who,
        ),
    })),
    fc.tuple(number, plant, caller).map(([key, of, who]) => ({
      name: "row",
      read: (from: Views) => from.get("supplier-commitment", [{ plant: of, key: `${key}/10/1` }], who),
    })),
    fc.tuple(material, caller).map(([key, who]) => ({
      name: "stock",
      read: (from: Views) => [
        from.get("material-availability", [{ plant: "1010", key }], who),
        from.list(
          "material-availability",
          {
            plants: null,
            where: [{ column: "status", in: ["BLOCKED"] }],
            orderBy: { column: "available", direction: "ASC" },
            limit: 2,
            after: null,
          },
          who,
        ),
      ],
    })),
  );

  it("is all of it: whatever is read and whatever changes, an answer that is told to be current is what would be read now", async () => {
    let kept = 0;
    let needless = 0;
    await fc.assert(
      fc.asyncProperty(someRead, fc.array(someChange, { minLength: 1, maxLength: 3 }), async ({ name, read }, changes) => {
        // Read from the file, not from rows that were kept.
        const fresh = (): string => JSON.stringify(read(new SqliteViews(database, () => null)));
        const notes = noted(read);
        const before = fresh();
        assert.equal(JSON.stringify(read(views)), before, `${name}: rows that are kept are those of the file`);
        await tell(...changes);
        const isSame = fresh() === before;
        if (notes.isCurrent) assert.ok(isSame, `${name} is told to be current and is not`);
        if (isSame) kept += 1;
        if (isSame && !notes.isCurrent) needless += 1;
        assert.equal(JSON.stringify(read(views)), fresh());
        notes.release();
      }),
      { seed: 20261123, numRuns: 800 },
    );
    assert.ok(kept > 200, `only ${kept} answers stayed the same; the test has gone blind`);
    // A count, or a relation that is cut off, is told stale when any of its rows changes.
    assert.ok(needless < kept / 10, `${needless} of ${kept} answers that stayed the same were told stale`);
  });
});
