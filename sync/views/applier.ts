/** Brings the views up to the change log: batches of changes in one transaction, with the position they end at. */
import type { DatabaseSync, StatementSync } from "node:sqlite";
import { type EntityKind, entityKinds, type LoggedChange, type Stored } from "#schema/canonical/change.ts";
import type { ChangeLog } from "../change-log/change-log.ts";
import { type Column, columnsOf } from "./declarations.ts";
import { dayColumn, quote, sideTable } from "./tables.ts";

const batchSize = 500;

/** Who is told of each changed row. */
export interface Touched {
  /** Whether the row before a change is wanted. */
  readonly asks: (kind: EntityKind, plant: string) => boolean;
  readonly before: (kind: EntityKind, plant: string, key: string) => Stored | null;
  readonly touch: (kind: EntityKind, plant: string, key: string, before: Stored | null, after: Stored | null) => void;
  readonly touchPlants: () => void;
}

export class ViewApplier {
  readonly #database: DatabaseSync;
  readonly #log: ChangeLog;
  readonly #touched: Touched;
  readonly #writers: ReadonlyMap<EntityKind, KindWriter>;
  readonly #readPosition: StatementSync;
  readonly #writePosition: StatementSync;

  constructor(database: DatabaseSync, log: ChangeLog, touched: Touched) {
    this.#touched = touched;
    this.#database = database;
    this.#log = log;
    this.#writers = new Map(entityKinds.map((kind) => [kind, new KindWriter(database, kind)]));
    this.#readPosition = database.prepare("SELECT position FROM positions WHERE plant = ?");
    this.#writePosition = database.prepare(
      "INSERT INTO positions VALUES (?, ?) ON CONFLICT (plant) DO UPDATE SET position = excluded.position",
    );
  }

  /** How far the views are in a plant. */
  position(plant: string): number {
    return Number(this.#readPosition.get(plant)?.position ?? 0);
  }

  /** Every plant that the views have something of. */
  plants(): readonly string[] {
    return this.#database
      .prepare("SELECT plant FROM positions ORDER BY plant")
      .all()
      .map(({ plant }) => String(plant));
  }

  /** Applies what the log has more of; tells each applied batch to `applied`. */
  async catchUp(applied: (changes: readonly LoggedChange[]) => void | Promise<void>): Promise<void> {
    for (const plant of await this.#log.plants()) {
      for (;;) {
        const changes = await this.#log.readKept(plant, this.position(plant), batchSize);
        if (changes.length === 0) break;
        this.#apply(plant, changes);
        await applied(changes);
      }
    }
  }

  #apply(plant: string, changes: readonly LoggedChange[]): void {
    const last = changes.at(-1);
    if (!last) return;
    const { asks, before, touch, touchPlants } = this.#touched;
    const isNew = this.position(plant) === 0;
    const told: (() => void)[] = [];
    this.#database.exec("BEGIN IMMEDIATE");
    try {
      for (const change of changes) {
        const { kind, key } = change;
        const old = asks(kind, plant) ? before(kind, plant, key) : null;
        const row = this.#writers.get(kind)?.write(change) ?? null;
        told.push(() => touch(kind, plant, key, old, row));
      }
      this.#writePosition.run(plant, last.position);
      this.#database.exec("COMMIT");
    } catch (fault) {
      this.#database.exec("ROLLBACK");
      // What was looked at meanwhile may have been of a row that has never been.
      for (const { kind, key } of changes) touch(kind, plant, key, null, null);
      throw fault;
    }
    // Nothing is read between the commit and this.
    for (const tell of told) tell();
    if (isNew) touchPlants();
  }
}

/** Writes the rows of one kind. */
class KindWriter {
  readonly #columns: readonly (readonly [string, Column<never>])[];
  readonly #upsert: StatementSync;
  readonly #remove: StatementSync;
  readonly #sides: readonly { readonly column: string; readonly remove: StatementSync; readonly add: StatementSync }[];

  constructor(database: DatabaseSync, kind: EntityKind) {
    this.#columns = [...columnsOf(kind)].filter(([, { type }]) => type !== "condition");
    const stored = this.#columns.flatMap(([name, { type }]) =>
      type === "many" ? [] : type === "moment" ? [quote(name), dayColumn(name)] : [quote(name)],
    );
    const names = ["plant", "key", ...stored, "entity"];
    const updates = [...stored, "entity"].map((name) => `${name} = excluded.${name}`);
    this.#upsert = database.prepare(
      `INSERT INTO ${quote(kind)} (${names.join(", ")}) VALUES (${names.map(() => "?").join(", ")}) ON CONFLICT (plant, key) DO UPDATE SET ${updates.join(", ")}`,
    );
    this.#remove = database.prepare(`DELETE FROM ${quote(kind)} WHERE plant = ? AND key = ?`);
    this.#sides = this.#columns
      .filter(([, { type }]) => type === "many")
      .map(([column]) => ({
        column,
        remove: database.prepare(`DELETE FROM ${sideTable(kind, column)} WHERE plant = ? AND key = ?`),
        add: database.prepare(`INSERT OR IGNORE INTO ${sideTable(kind, column)} VALUES (?, ?, ?)`),
      }));
  }

  /** Gives the row as it then is; null when there is none any more. */
  write(change: LoggedChange): Stored | null {
    const { plant, key, body, kind } = change;
    for (const { remove } of this.#sides) remove.run(plant, key);
    if (body === null) {
      this.#remove.run(plant, key);
      return null;
    }
    const { system, version, changedAt, observedAt, sourceKey, sourceStatuses } = change;
    const meta = { kind, plant, key, system, version, changedAt, observedAt, sourceKey, sourceStatuses };
    // The declaration of a kind takes the body of that kind; the pairing is by name and the compiler cannot follow it.
    const given = body as never;
    const values = this.#columns.flatMap(([, column]) => valuesOf(column, given, key));
    const row = { ...body, meta } as Stored;
    this.#upsert.run(plant, key, ...values, JSON.stringify(row));
    for (const { column, add } of this.#sides) {
      const declared = this.#columns.find(([name]) => name === column)?.[1];
      if (declared?.type !== "many") continue;
      for (const value of declared.of(given)) if (value !== null) add.run(plant, value, key);
    }
    return row;
  }
}

function valuesOf(column: Column<never>, body: never, key: string): (string | number | null)[] {
  if (column.type === "many" || column.type === "condition") return [];
  if (column.type === "flag") return [column.of(body) ? 1 : 0];
  if (column.type !== "moment") return [column.of(body, key)];
  const moment = column.of(body);
  return moment === null ? [null, null] : [Date.parse(moment), moment.slice(0, 10)];
}

/** For views of which nobody keeps what was read. */
export const touchingNobody: Touched = {
  asks: () => false,
  before: () => null,
  touch: () => undefined,
  touchPlants: () => undefined,
};
