/** Brings the views up to the change log: batches of changes in one transaction, with the position they end at. */
import type { DatabaseSync, StatementSync } from "node:sqlite";
import { type EntityKind, entityKinds, type LoggedChange } from "#schema/canonical/change.ts";
import type { ChangeLog } from "../change-log/change-log.ts";
import { type Column, columnsOf } from "./declarations.ts";
import { dayColumn, quote, sideTable } from "./tables.ts";

const batchSize = 500;

export class ViewApplier {
  readonly #database: DatabaseSync;
  readonly #log: ChangeLog;
  readonly #writers: ReadonlyMap<EntityKind, KindWriter>;
  readonly #readPosition: StatementSync;
  readonly #writePosition: StatementSync;

  constructor(database: DatabaseSync, log: ChangeLog) {
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
    this.#database.exec("BEGIN IMMEDIATE");
    try {
      for (const change of changes) this.#writers.get(change.kind)?.write(change);
      this.#writePosition.run(plant, last.position);
      this.#database.exec("COMMIT");
    } catch (fault) {
      this.#database.exec("ROLLBACK");
      throw fault;
    }
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

  write(change: LoggedChange): void {
    const { plant, key, body, kind } = change;
    for (const { remove } of this.#sides) remove.run(plant, key);
    if (body === null) {
      this.#remove.run(plant, key);
      return;
    }
    const { system, version, changedAt, observedAt, sourceKey, sourceStatuses } = change;
    const meta = { kind, plant, key, system, version, changedAt, observedAt, sourceKey, sourceStatuses };
    // The declaration of a kind takes the body of that kind; the pairing is by name and the compiler cannot follow it.
    const given = body as never;
    const values = this.#columns.flatMap(([, column]) => valuesOf(column, given, key));
    this.#upsert.run(plant, key, ...values, JSON.stringify({ ...body, meta }));
    for (const { column, add } of this.#sides) {
      const declared = this.#columns.find(([name]) => name === column)?.[1];
      if (declared?.type !== "many") continue;
      for (const value of declared.of(given)) if (value !== null) add.run(plant, value, key);
    }
  }
}

function valuesOf(column: Column<never>, body: never, key: string): (string | number | null)[] {
  if (column.type === "many" || column.type === "condition") return [];
  if (column.type === "flag") return [column.of(body) ? 1 : 0];
  if (column.type !== "moment") return [column.of(body, key)];
  const moment = column.of(body);
  return moment === null ? [null, null] : [Date.parse(moment), moment.slice(0, 10)];
}
