/** The outbox as tables of the process store. */
import type { Command, ErpMessage } from "#schema/canonical/command.ts";
import type { ProcessStore } from "../process/process-store.ts";
import type { Row, Value } from "../statements.ts";
import { gatheredClasses, type LatencyClass } from "./latency-class.ts";
import {
  type CommandFilter,
  type Happening,
  ImpossibleTransition,
  type KeptCommand,
  type NewCommand,
  type Outbox,
  type QueueDepth,
} from "./outbox.ts";
import { type CommandEvent, type CommandState, finalStates, openStates, transitions } from "./states.ts";

const mostTimesTogether = 2;
const goesTogether = `(latency_class IN (${gatheredClasses.map((each) => `'${each}'`).join(", ")}) AND attempts < ${mostTimesTogether})`;
const inOpenStates = `state IN (${openStates.map((state) => `'${state}'`).join(", ")})`;

export class SqliteOutbox implements Outbox {
  readonly #store: ProcessStore;

  constructor(store: ProcessStore) {
    this.#store = store;
  }

  submit(commands: readonly NewCommand[], now: string): readonly KeptCommand[] {
    return this.#store.transaction(() => {
      const replaced = commands.map((command) => this.#submit(command, now));
      for (const { system } of commands) this.#stir(system);
      return replaced.filter((kept) => kept !== null);
    });
  }

  /** Gives the one whose place was taken. */
  #submit(submitted: NewCommand, now: string): KeptCommand | null {
    const { command, system, lane, run, latencyClass, notBefore, deadline, replaces, traceparent } = submitted;
    const { statements } = this.#store;
    if (statements.get("SELECT 1 FROM commands WHERE id = ?", command.id)) return null;
    const replaced =
      replaces === null
        ? undefined
        : statements.get(
            "SELECT id, not_before FROM commands WHERE lane = ? AND system = ? AND state = 'PENDING' AND replaces = ? AND attempts = 0",
            lane,
            system,
            replaces,
          );
    const cancelled = replaced && this.record(String(replaced.id), { event: "CANCELLED", messages: [replacedBy(command.id)] }, now);
    statements.run(
      `INSERT INTO commands (id, system, plant, lane, run, state, not_before, deadline, latency_class, replaces, command, traceparent, submitted_at, revision)
       VALUES (?, ?, ?, ?, ?, 'PENDING', ?, ?, ?, ?, ?, ?, ?, ?)`,
      command.id,
      system,
      command.plant,
      lane,
      run,
      // What keeps being asked for again still leaves in time.
      replaced ? String(replaced.not_before) : notBefore,
      deadline,
      latencyClass,
      replaces,
      JSON.stringify(command),
      traceparent,
      now,
      this.#store.nextRevision("COMMANDS"),
    );
    return cancelled ?? null;
  }

  claim(system: string, owner: string, now: string, limit: number, which: "ALL" | "ALONE" = "ALL"): readonly KeptCommand[] {
    const alone = which === "ALL" ? "" : `AND NOT ${goesTogether}`;
    return this.#store.repeatable(() => this.#take(this.#heads(`not_before <= ? ${alone}`, system, now, limit), owner, now));
  }

  claimTogether(system: string, owner: string, now: string, limit: number): readonly KeptCommand[] {
    return this.#store.repeatable(() => {
      const due = this.#heads(`${goesTogether} AND not_before <= ?`, system, now, limit);
      const room = limit - due.length;
      const early = room === 0 ? [] : this.#heads(`latency_class = 'MICRO_BATCH' AND attempts = 0 AND not_before > ?`, system, now, room);
      return this.#take(early.length === room ? [...due, ...early] : due, owner, now);
    });
  }

  /** Ids of unsent commands that have nothing before them in their lane. */
  #heads(condition: string, system: string, now: string, limit: number): readonly string[] {
    const sql = `SELECT id FROM commands AS head WHERE system = ? AND state = 'PENDING' AND ${condition}
       AND NOT EXISTS (SELECT 1 FROM commands AS ahead WHERE ahead.system = head.system AND ahead.lane = head.lane
         AND ahead.sequence < head.sequence AND ahead.${inOpenStates})
     ORDER BY not_before, sequence LIMIT ?`;
    return this.#store.statements.all(sql, system, now, limit).map(({ id }) => String(id));
  }

  #take(ids: readonly string[], owner: string, now: string): readonly KeptCommand[] {
    return ids.map((id) => {
      this.#store.statements.run("UPDATE commands SET owner = ?, attempts = attempts + 1, posted_at = ? WHERE id = ?", owner, now, id);
      return this.record(id, { event: "CLAIMED" }, now);
    });
  }

  unsettled(system: string, now: string, limit: number): readonly KeptCommand[] {
    const sql =
      "SELECT * FROM commands WHERE system = ? AND state IN ('IN_DOUBT', 'POSTED') AND not_before <= ? ORDER BY not_before, sequence LIMIT ?";
    return this.#store.statements.all(sql, system, now, limit).map(toKeptCommand);
  }

  record(id: string, { event, reference, messages, notBefore, isItsOwnFault, traceparent }: Happening, now: string): KeptCommand {
    return this.#store.transaction(() => {
      const { statements } = this.#store;
      const before = this.find(id);
      if (!before) throw new Error(`there is no command ${id}`);
      const state = nextState(before, event);
      statements.run(
        `UPDATE commands SET state = ?, reference = coalesce(?, reference), messages = coalesce(?, messages), not_before = coalesce(?, not_before),
           failures = failures + ?, traceparent = coalesce(?, traceparent), settled_at = ?, revision = ? WHERE id = ?`,
        state,
        reference ?? null,
        messages ? JSON.stringify(messages) : null,
        notBefore ?? (state === "IN_DOUBT" || state === "POSTED" || event === "RETRIED" ? now : null),
        isItsOwnFault ? 1 : 0,
        traceparent ?? null,
        finalStates.includes(state) ? now : null,
        this.#store.nextRevision("COMMANDS"),
        id,
      );
      if (event === "RETRIED") statements.run("UPDATE commands SET failures = 0 WHERE id = ?", id);
      this.#stir(before.system);
      return this.find(id) as KeptCommand;
    });
  }

  postpone(id: string, notBefore: string): void {
    this.#store.repeatable(() => this.#store.statements.run("UPDATE commands SET not_before = ? WHERE id = ?", notBefore, id));
  }

  doubt(isGone: (owner: string) => boolean, now: string): number {
    return this.#store.transaction(() => {
      const rows = this.#store.statements.all("SELECT id, owner FROM commands WHERE state = 'POSTING'");
      const lost = rows.filter(({ owner }) => isGone(String(owner)));
      for (const { id } of lost) this.record(String(id), { event: "DOUBTED" }, now);
      return lost.length;
    });
  }

  reroute(plant: string, from: string, to: string): number {
    return this.#store.transaction(() => {
      // What was tried may have landed there as far as anybody knows, and is settled there.
      const moved = this.#store.statements.run(
        "UPDATE commands SET system = ? WHERE plant = ? AND system = ? AND state = 'PENDING'",
        to,
        plant,
        from,
      );
      if (moved > 0) this.#stir(to);
      return moved;
    });
  }

  #stir(system: string): void {
    this.#store.stir("COMMANDS");
    this.#store.stir(`COMMANDS OF ${system}`);
  }

  find(id: string): KeptCommand | null {
    const row = this.#store.statements.get("SELECT * FROM commands WHERE id = ?", id);
    return row ? toKeptCommand(row) : null;
  }

  list(filter: CommandFilter): readonly KeptCommand[] {
    const { afterRevision, latestFirst, limit = 1_000 } = filter;
    const { where, values } = conditionsOf(filter);
    const order = afterRevision === undefined ? `sequence ${latestFirst ? "DESC" : "ASC"}` : "revision";
    return this.#store.statements.all(`SELECT * FROM commands ${where} ORDER BY ${order} LIMIT ?`, ...values, limit).map(toKeptCommand);
  }

  count(filter: CommandFilter): number {
    const { where, values } = conditionsOf(filter);
    return Number(this.#store.statements.get(`SELECT count(*) AS count FROM commands ${where}`, ...values)?.count);
  }

  depths(): readonly QueueDepth[] {
    const sql = `SELECT system, state, count(*) AS count, min(submitted_at) AS oldest FROM commands WHERE ${inOpenStates} GROUP BY system, state`;
    return this.#store.statements.all(sql) as unknown as QueueDepth[];
  }

  nextDue(system: string): string | null {
    // What waits behind another in its lane is looked at again when that one is settled.
    const sql = `SELECT min(due) AS due FROM (
      SELECT due FROM (SELECT not_before AS due FROM commands AS head WHERE system = ?1 AND state = 'PENDING' AND NOT EXISTS (
        SELECT 1 FROM commands AS ahead WHERE ahead.system = head.system AND ahead.lane = head.lane
          AND ahead.sequence < head.sequence AND ahead.${inOpenStates}) ORDER BY not_before, sequence LIMIT 1)
      UNION ALL SELECT min(not_before) FROM commands WHERE system = ?1 AND state IN ('IN_DOUBT', 'POSTED'))`;
    const due = this.#store.statements.get(sql, system)?.due;
    return due === null || due === undefined ? null : String(due);
  }

  trim(before: string): number {
    const final = finalStates.filter((state) => state !== "REJECTED").map((state) => `'${state}'`);
    return this.#store.transaction(() =>
      this.#store.statements.run(`DELETE FROM commands WHERE state IN (${final.join(", ")}) AND settled_at < ?`, before),
    );
  }
}

function conditionsOf({ states, system, plants, lane, lanes, lanesBelow, run, afterRevision, latestFirst, beyond }: CommandFilter): {
  readonly where: string;
  readonly values: readonly Value[];
} {
  const conditions: string[] = [];
  const values: Value[] = [];
  const demand = (sql: string, ...given: Value[]): void => {
    conditions.push(sql);
    values.push(...given);
  };
  const marks = (list: readonly string[]): string => list.map(() => "?").join(", ");
  if (states) demand(`state IN (${marks(states)})`, ...states);
  if (plants) demand(`plant IN (${marks(plants)})`, ...plants);
  if (system !== undefined) demand("system = ?", system);
  if (lane !== undefined) demand("lane = ?", lane);
  // "0" comes after "/", and before every other that may follow it there.
  if (lanesBelow !== undefined) demand("lane > ? AND lane < ?", `${lanesBelow}/`, `${lanesBelow}0`);
  if (lanes) demand(`lane IN (${marks(lanes)})`, ...lanes);
  if (run !== undefined) demand("run = ?", run);
  if (afterRevision !== undefined) demand("revision > ?", afterRevision);
  if (beyond !== undefined) demand(`sequence ${latestFirst ? "<" : ">"} ?`, beyond);
  return { where: conditions.length > 0 ? `WHERE ${conditions.join(" AND ")}` : "", values };
}

function nextState({ command, state }: KeptCommand, event: CommandEvent): CommandState {
  const next = transitions[state][event];
  if (next === null) throw new ImpossibleTransition(command.id, state, event);
  return next;
}

function replacedBy(id: string): ErpMessage {
  return { severity: "INFO", code: "ANDON_REPLACED", text: `command ${id}, which is newer, takes its place` };
}

function toKeptCommand(row: Row): KeptCommand {
  const text = (value: Row[string] | undefined): string | null => (value === null || value === undefined ? null : String(value));
  return {
    command: JSON.parse(String(row.command)) as Command,
    system: String(row.system),
    lane: String(row.lane),
    run: String(row.run),
    state: row.state as CommandState,
    latencyClass: row.latency_class as LatencyClass,
    notBefore: String(row.not_before),
    deadline: String(row.deadline),
    replaces: text(row.replaces),
    traceparent: text(row.traceparent),
    sequence: Number(row.sequence),
    attempts: Number(row.attempts),
    failures: Number(row.failures),
    submittedAt: String(row.submitted_at),
    postedAt: text(row.posted_at),
    settledAt: text(row.settled_at),
    reference: text(row.reference),
    messages: JSON.parse(String(row.messages)) as readonly ErpMessage[],
    revision: Number(row.revision),
  };
}
