/** A process over a known plant, with systems that do, refuse, lose and fail what they are told to. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type CommandTarget, InDoubt, type Settlement, SourceUnavailable } from "#adapters/port";
import type { CanonicalChange, EntityKey, EntityKind, Stored } from "#schema/canonical/change.ts";
import type { Command, Receipt } from "#schema/canonical/command.ts";
import type { EventData, EventType, PlantEvent, SystemRole } from "#schema/canonical/event.ts";
import type { Condition, ListQuery, Page, Views } from "../views/views.ts";
import { createProcess, type Process, type ProcessOptions } from "./process.ts";

/** What a system makes of a command. */
type Behaviour = "DO" | "TAKE_IN" | "REFUSE" | "BE_AWAY" | "LOSE_ANSWER" | "LOSE_COMMAND" | "HANG";

/** Keeps what was done to it, in order, and does nothing twice that it knows by its id only when asked to: doing it twice is seen. */
class FakeSystem implements CommandTarget {
  readonly system: string;
  /** Every command that was carried out, as often as it was. */
  readonly done: Command[] = [];
  /** What becomes of the next ones; when it is empty, `usual` does. */
  readonly next: Behaviour[] = [];
  usual: (command: Command) => Behaviour = () => "DO";
  settled = 0;

  constructor(system: string) {
    this.system = system;
  }

  async execute(command: Command, signal: AbortSignal): Promise<Receipt> {
    switch (this.next.shift() ?? this.usual(command)) {
      case "BE_AWAY":
        throw new SourceUnavailable("nobody answers");
      case "REFUSE":
        return { outcome: "REJECTED", messages: [{ severity: "ERROR", code: "CO/469", text: "not like this" }] };
      case "LOSE_COMMAND":
        throw new InDoubt("the line went dead");
      case "LOSE_ANSWER":
        this.done.push(command);
        throw new InDoubt("the line went dead");
      case "TAKE_IN":
        this.done.push(command);
        return { outcome: "PENDING", reference: command.id, messages: [] };
      case "HANG":
        await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
        throw new InDoubt("no answer in time");
      case "DO":
        this.done.push(command);
        return { outcome: "APPLIED", reference: `doc ${this.done.length}`, messages: [] };
    }
  }

  async settle(command: Command): Promise<Settlement> {
    this.settled += 1;
    return { outcome: this.done.some(({ id }) => id === command.id) ? "APPLIED" : "ABSENT" };
  }

  health = async () => ({ reachable: true, detail: "" });
  close = async (): Promise<void> => undefined;
}

export interface ProcessUnderTest extends AsyncDisposable {
  readonly process: Process;
  readonly erp: FakeSystem;
  readonly neighbours: Readonly<Record<"aps" | "wms" | "mes" | "crm" | "portal" | "qms", FakeSystem>>;
  /** Takes an event in, and all that follows from it at once. */
  tell<T extends EventType>(type: T, key: string, data: EventData[T], envelope?: Partial<PlantEvent>): void;
  /** Fulfilled when the condition holds. */
  until(what: string, holds: () => boolean): Promise<void>;
  /** Ends the process and opens the same store again. */
  restart(): Promise<Process>;
}

let told = 0;

export async function startProcess(entities: readonly CanonicalChange[], options: Partial<ProcessOptions> = {}): Promise<ProcessUnderTest> {
  const folder = mkdtempSync(join(tmpdir(), "andon-process-"));
  const erp = new FakeSystem("erp-1010");
  const roles = ["aps", "wms", "mes", "crm", "portal", "qms"] as const satisfies readonly SystemRole[];
  const neighbours = Object.fromEntries(roles.map((role) => [role, new FakeSystem(role)])) as unknown as ProcessUnderTest["neighbours"];
  const open = (): Process =>
    createProcess({
      folder,
      views: viewsOf(entities),
      plants: [{ code: "1010", timeZone: "Europe/Berlin" }],
      systems: [
        { target: erp, role: null, plants: ["1010"], settings: {} },
        ...roles.map((role) => ({ target: neighbours[role], role, plants: [], settings: {} })),
      ],
      slipLimitDays: 2,
      retentionDays: 7,
      log: () => undefined,
      ...options,
    });
  let process = open();
  let stopping = new AbortController();
  let running = process.start(stopping.signal);
  const stop = async (): Promise<void> => {
    stopping.abort();
    await running;
    await process.close();
  };
  return {
    get process() {
      return process;
    },
    erp,
    neighbours,
    tell(type, key, data, envelope = {}) {
      told += 1;
      const usual = { id: `event ${told}`, source: "/systems/aps", plant: "1010", key, time: null, sequence: null, traceparent: null };
      const event = { ...usual, ...envelope, type, data } as unknown as PlantEvent;
      process.inbox.append([{ event, raw: JSON.stringify(data), receivedAt: new Date().toISOString(), sender: "test" }]);
    },
    async until(what, holds) {
      const end = Date.now() + 20_000;
      while (!holds()) {
        if (Date.now() > end) throw new Error(`${what} did not come about`);
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    },
    async restart() {
      await stop();
      process = open();
      stopping = new AbortController();
      running = process.start(stopping.signal);
      return process;
    },
    async [Symbol.asyncDispose]() {
      await stop();
      rmSync(folder, { recursive: true });
    },
  };
}

/** Views over a list of entities: found by key, or by the material that they are about. */
function viewsOf(entities: readonly CanonicalChange[]): Views {
  const find = (kind: EntityKind, { plant, key }: EntityKey): Stored | null => {
    const change = entities.find((each) => each.kind === kind && each.plant === plant && each.key === key);
    return change ? ({ ...change.body, meta: change } as unknown as Stored) : null;
  };
  const holds = (body: object, condition: Condition<EntityKind>): boolean =>
    !("in" in condition) || condition.in.includes(String((body as Record<string, unknown>)[condition.column]));
  return {
    get: (kind: EntityKind, keys: readonly EntityKey[]) => keys.map((key) => find(kind, key)),
    list(kind: EntityKind, { where, limit, after }: ListQuery<EntityKind>): Page<EntityKind> {
      const all = entities.filter((each) => each.kind === kind && each.body && where.every((one) => holds(each.body as object, one)));
      const from = after === null ? 0 : all.findIndex(({ key }) => key === after) + 1;
      const rows = all.slice(from, from + limit);
      const hasNextPage = from + limit < all.length;
      return { rows: rows.map(({ plant, key }) => ({ entity: find(kind, { plant, key }) as Stored, cursor: key })), hasNextPage };
    },
  } as unknown as Views;
}
