/**
 * What becomes of a notice when the system that is told does not do as it should: each of the systems around the ERPs with each fault,
 * and the outcome that is declared here. The systems are side by side; one's faults are nothing to the others.
 */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { pino } from "pino";
import { type Andon, readLandscape, type SimulatedPlants, startAndon, startSimulatedPlants } from "#cli/compose";
import type { Caller } from "#schema/canonical/caller.ts";
import { eventually } from "../support/eventually.ts";

const caller: Caller = { subject: "planner", scopes: [], plants: "ALL", supplier: null, expiresAt: 9e9 };
const plant = "1010";
const roles = ["aps", "wms", "crm", "mes"] as const;
type Role = (typeof roles)[number];

const written = `
data: data
plants:
  - { code: "1010", name: Esslingen, timeZone: Europe/Berlin, system: s4-1010 }
systems:
  s4-1010:
    adapter: s4hana
    pollSeconds: 1
    connection: { url: "\${S4HANA_URL}", tokenUrl: "\${S4HANA_TOKEN_URL}", clientId: "\${S4HANA_CLIENT_ID}", clientSecret: "\${S4HANA_CLIENT_SECRET}" }
${roles.map((role) => `  ${role}: { adapter: webhook, role: ${role}, connection: { url: "\${${role.toUpperCase()}_URL}", secret: "\${${role.toUpperCase()}_WEBHOOK_SECRET}", timeoutMs: 1500 } }`).join("\n")}
issuers:
  - { issuer: https://issuer.demo.andon.example, audience: andon, algorithms: [ES256], jwks: demo }
`;

/** A fault, and what it comes to. What lasts is ended when the notice has been tried once. */
interface Cell {
  readonly that: string;
  readonly fault: object | null;
  readonly lasts?: true;
  readonly comesTo: "ACKNOWLEDGED" | "REJECTED";
  /** Null where it is tried as often as it takes. */
  readonly attempts: number | null;
}

const cells: readonly Cell[] = [
  { that: "is well is told", fault: null, comesTo: "ACKNOWLEDGED", attempts: 1 },
  { that: "is slow is told, and waited for", fault: { kind: "slow", delayMs: 300, count: 1 }, comesTo: "ACKNOWLEDGED", attempts: 1 },
  {
    that: "answers too late is asked before it is told again",
    fault: { kind: "slow", delayMs: 2_500, count: 1 },
    comesTo: "ACKNOWLEDGED",
    attempts: null,
  },
  { that: "refuses is not told again: a person sees it", fault: { kind: "refuse", count: 1 }, comesTo: "REJECTED", attempts: 1 },
  {
    that: "drops the acknowledgement is asked, and not told again",
    fault: { kind: "drop-acknowledgement", count: 1 },
    comesTo: "ACKNOWLEDGED",
    attempts: 1,
  },
  {
    that: "is down is told when it is back, and nothing is dead",
    fault: { kind: "down" },
    lasts: true,
    comesTo: "ACKNOWLEDGED",
    attempts: null,
  },
  {
    that: "is being maintained is told when that is over",
    fault: { kind: "maintenance" },
    lasts: true,
    comesTo: "ACKNOWLEDGED",
    attempts: null,
  },
];

describe("a notice to a system", () => {
  const folder = mkdtempSync(join(tmpdir(), "andon-neighbour-faults-"));
  let plants: SimulatedPlants;
  let andon: Andon;
  let asked = 0;
  let machines = 0;
  const free: Record<"CREATED" | "RELEASED", string[]> = { CREATED: [], RELEASED: [] };

  before(async () => {
    const file = join(folder, "landscape.yaml");
    writeFileSync(file, written);
    const read = readLandscape(file);
    const data = read.landscape.data;
    plants = await startSimulatedPlants({
      names: ["s4hana", "neighbours"],
      plants: read.landscape.plants,
      folder: data,
      scale: 0.5,
      lifeMs: 0,
    });
    andon = await startAndon(read.resolve(plants.environment), { port: 0, log: pino({ level: "silent" }) });
    await andon.sync.loaded();
    const orderBy = { column: "number", direction: "ASC" } as const;
    for (const state of ["CREATED", "RELEASED"] as const) {
      const where = [{ column: "state", in: [state] }] as const;
      const { rows } = andon.sync.views.list("production-order", { plants: [plant], where, orderBy, limit: 100, after: null }, caller);
      free[state].push(...rows.map(({ entity }) => entity.number));
    }
  });
  after(async () => {
    await andon?.stop();
    await plants?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const ofNeighbour = async (role: Role, path: string, body?: object): Promise<unknown> => {
    const request = body === undefined ? {} : { method: "POST", body: JSON.stringify(body) };
    const response = await fetch(`${plants.environment.NEIGHBOURS_URL}/${role}${path}`, request);
    assert.equal(response.status, 200);
    return response.json();
  };

  const submit = (
    type: "andon.machine.state-changed" | "andon.schedule.changed" | "andon.order.release-requested",
    key: string,
    data: object,
  ): string => {
    asked += 1;
    const idempotencyKey = `cell ${asked}`;
    const submission = andon.sync.process.desk.submit({ type, plant, key, data: data as never, idempotencyKey, traceparent: null }, caller);
    assert.ok(submission.outcome === "SUBMITTED", JSON.stringify(submission));
    return submission.run.id;
  };
  const takeOrder = (state: "CREATED" | "RELEASED"): string =>
    free[state].shift() ?? assert.fail(`there is no more order that is ${state}`);

  /** Something of which the system is told: what it is about, and how to have it happen, which gives the run. */
  interface Happening {
    readonly about: string;
    readonly begin: () => string;
  }
  const move = (): Happening => {
    const about = takeOrder("RELEASED");
    const basicEnd = new Date(Date.UTC(2027, 4, 3, 10)).toISOString();
    const data = { reason: "RESEQUENCED", orders: [{ order: about, basicEnd }] };
    return { about, begin: () => submit("andon.schedule.changed", about, data) };
  };
  const happenings: Readonly<Record<Role, () => Happening>> = {
    aps: () => {
      machines += 1;
      const about = `WC-${machines}`;
      const data = { workCenter: about, state: "DOWN", since: new Date().toISOString() };
      return { about, begin: () => submit("andon.machine.state-changed", about, data) };
    },
    wms: move,
    crm: move,
    mes: () => {
      const about = takeOrder("CREATED");
      return { about, begin: () => submit("andon.order.release-requested", about, { order: about }) };
    },
  };

  const noticeOf = (run: string, role: Role) => andon.sync.process.outbox.list({ run }).find(({ system }) => system === role);

  describe("side by side with the others,", { concurrency: true }, () => {
    for (const role of roles) {
      describe(`of role ${role} that`, { concurrency: false }, () => {
        for (const { that, fault, lasts, comesTo, attempts } of cells) {
          it(that, async () => {
            const { about, begin } = happenings[role]();
            if (fault) await ofNeighbour(role, "/faults", { ...fault, about });
            const run = begin();
            if (lasts) {
              await eventually(
                () => noticeOf(run, role),
                (notice) => (notice?.attempts ?? 0) > 0 && notice?.state !== "POSTING",
                60_000,
              );
              assert.ok(["PENDING", "IN_DOUBT"].includes(noticeOf(run, role)?.state ?? ""), noticeOf(run, role)?.state);
              await ofNeighbour(role, "/faults", { kind: "none" });
            }
            const notice = await eventually(
              () => noticeOf(run, role),
              (now) => now?.state === comesTo,
              90_000,
            );
            if (attempts !== null) assert.equal(notice?.attempts, attempts);
            const raised = andon.sync.process.exceptions
              .list({ states: ["OPEN"], limit: 1_000 })
              .filter(({ concerns }) => concerns.command === notice?.command.id);
            assert.deepEqual(
              raised.map(({ kind }) => kind),
              comesTo === "REJECTED" ? ["BUSINESS_REJECTION"] : [],
            );
          });
        }
      });
    }
  });

  it("is done once, however often the system had to be told", async () => {
    const { diary } = (await ofNeighbour("aps", "/records")) as { diary: readonly { topic: string; about: string }[] };
    const told = diary.filter(({ topic }) => topic === "MACHINE_STATE").map(({ about }) => about);
    assert.equal(told.length, cells.filter(({ comesTo }) => comesTo === "ACKNOWLEDGED").length);
    assert.equal(new Set(told).size, told.length);
  });
});
