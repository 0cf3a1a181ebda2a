import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, it } from "node:test";
import type { RefusedDelivery } from "#schema/canonical/event-intake.ts";
import { SftpServer } from "#simulators/sftp-server";
import { eventually } from "#test/eventually";
import { running, sourceConfig, TestIntake } from "../event-source.fixture.ts";
import type { EventSource } from "../event-source.ts";
import { sftp } from "./index.ts";
import type { CsvSettings, SftpSettings } from "./settings.ts";

const event = (id: string | undefined): string =>
  JSON.stringify({
    specversion: "1.0",
    id,
    source: "/systems/wms",
    type: "andon.goods.moved.v1",
    subject: "1000123",
    plantid: "1010",
    data: {},
  });

const csv: CsvSettings = {
  type: "andon.goods.moved.v1",
  delimiter: ";",
  columns: {
    Bwart: "data.movement",
    Order: "data.order",
    Material: "data.material",
    Batch: "data.batch",
    Menge: "data.quantity.value",
    At: "data.movedAt",
  },
  codes: { Bwart: { "261": "ISSUED", "101": "RECEIVED" } },
  constants: { plantid: "1010", "data.quantity.unit": "H87" },
};
const header = "Bwart;Order;Material;Batch;Menge;At;Clerk";
const moved = "261;1000123;4711;;3.5;2026-12-01T06:00:00Z;Jo";

describe("events in files on an SFTP server", () => {
  let server: SftpServer;
  let intake: TestIntake;
  let reported: RefusedDelivery[];
  let source: EventSource;
  let live: AsyncDisposable | null = null;
  let folder: string;

  const start = (more: Partial<SftpSettings> = {}): void => {
    const login = { url: server.url, fingerprint: server.fingerprint, username: "andon", password: "s3cret" };
    source = sftp.create({
      ...sourceConfig(reported),
      system: "wms",
      settings: { ...login, folder: "/out", pollSeconds: 0.05, csv, ...more },
    });
    live = running(source, intake);
  };
  const stop = async (): Promise<void> => {
    await live?.[Symbol.asyncDispose]();
    live = null;
  };
  /** As a careful writer does: under another name first. */
  const drop = (name: string, content: string | Buffer): void => {
    writeFileSync(join(folder, `${name}.tmp`), content);
    renameSync(join(folder, `${name}.tmp`), join(folder, name));
  };
  const isIn = (path: string): Promise<boolean> =>
    eventually(
      () => existsSync(join(folder, path)),
      (is) => is,
      30_000,
    );
  const reasonOf = async (name: string): Promise<string> => {
    await isIn(`error/${name}.reason.txt`);
    return eventually(
      () => readFileSync(join(folder, `error/${name}.reason.txt`), "utf8"),
      (text) => text !== "",
    );
  };

  beforeEach(async () => {
    server = await SftpServer.start();
    folder = join(server.root, "out");
    mkdirSync(folder);
    intake = new TestIntake();
    reported = [];
  });
  afterEach(async () => {
    await stop();
    await server[Symbol.asyncDispose]();
  });

  it("are taken from arrays and from lines, and the files archived when that is durable", async () => {
    drop("a.json", `[${event("1")}, ${event("2")}]`);
    drop("b.ndjson", `${event("3")}\r\n\r\n${event(undefined)}\n`);
    start();
    await isIn("archive/a.json");
    await isIn("archive/b.ndjson");
    assert.deepEqual(intake.ids(), ["1", "2", "3", "b.ndjson:3"]);
    assert.equal([...intake.taken.values()][1]?.raw, event("2"));
    assert.deepEqual(reported, []);
  });

  it("are taken from the lines of CSV, as the landscape says what its columns are", async () => {
    drop("moves.csv", `\uFEFF${header}\r\n${moved}\r\n101;1000124;"47;12";B-1;12;2026-12-01T07:00:00Z;\r\n`);
    start();
    await isIn("archive/moves.csv");
    const [first, second] = [...intake.taken.values()];
    assert.deepEqual(Object.fromEntries(first?.attributes ?? []), {
      specversion: "1.0",
      id: "moves.csv:2",
      source: "/systems/wms",
      type: "andon.goods.moved.v1",
      plantid: "1010",
      subject: "1000123",
    });
    const quantity = (value: string) => ({ unit: "H87", value });
    assert.deepEqual(first?.data, {
      quantity: quantity("3.5"),
      movement: "ISSUED",
      order: "1000123",
      material: "4711",
      movedAt: "2026-12-01T06:00:00Z",
    });
    assert.equal(first?.raw, moved);
    const { material, batch } = (second?.data ?? {}) as { material?: string; batch?: string };
    assert.deepEqual([material, batch, second?.attributes.get("id")], ["47;12", "B-1", "moves.csv:3"]);
  });

  const plans: CsvSettings = {
    type: "andon.schedule.changed.v1",
    delimiter: ";",
    columns: {
      PLANT: "plantid",
      RESOURCE: "subject",
      REASON: "data.reason",
      ORDER_NO: "data.orders[].order",
      PLAN_END: "data.orders[].basicEnd",
      PRIO: "data.orders[].priority",
    },
    codes: { REASON: { BRK: "MACHINE_DOWN" } },
    moments: { PLAN_END: { format: "yyyyMMdd HHmm", timeZone: "Europe/Berlin" } },
  };
  const planHeader = "PLANT;RESOURCE;REASON;ORDER_NO;PLAN_END;PRIO";

  it("are gathered from lines that are entries of one list, in the types of their contract", async () => {
    drop(
      "plan.csv",
      `${planHeader}\n1010;MILL01;BRK;1000123;20261201 0600;1\n1010;MILL02;BRK;1000124;;9\n1010;MILL01;BRK;1000125;20261202 0600;2\n`,
    );
    start({ csv: plans });
    await isIn("archive/plan.csv");
    const [first, second] = [...intake.taken.values()];
    assert.deepEqual(
      [first?.attributes.get("id"), first?.attributes.get("subject"), first?.data],
      [
        "plan.csv:2",
        "MILL01",
        {
          reason: "MACHINE_DOWN",
          orders: [
            { order: "1000123", basicEnd: "2026-12-01T06:00:00+01:00", priority: 1 },
            { order: "1000125", basicEnd: "2026-12-02T06:00:00+01:00", priority: 2 },
          ],
        },
      ],
    );
    assert.equal(first?.raw.split("\n").length, 2);
    assert.deepEqual(second?.data, { reason: "MACHINE_DOWN", orders: [{ order: "1000124", priority: 9 }] });
  });

  it("are set aside when a moment is not written as the landscape says", async () => {
    drop("plan.csv", `${planHeader}\n1010;MILL01;BRK;1000123;1.12.2026;1\n`);
    start({ csv: plans });
    assert.match(await reasonOf("plan.csv"), /Line 2: PLAN_END is "1\.12\.2026", which is not written as yyyyMMdd HHmm; write it so/);
  });

  it("are left alone while a file is not complete", async () => {
    writeFileSync(join(folder, "a.json.tmp"), "[");
    writeFileSync(join(folder, ".hidden.json"), "[");
    drop("z.json", `[${event("1")}]`);
    start();
    await isIn("archive/z.json");
    assert.deepEqual(readdirSync(folder).sort(), [".hidden.json", "a.json.tmp", "archive"]);
  });

  it("wait for the marker where the writer sets one, which goes with the file", async () => {
    writeFileSync(join(folder, "a.json"), "[");
    writeFileSync(join(folder, "b.json"), `[${event("1")}]`);
    writeFileSync(join(folder, "b.json.done"), "");
    start({ complete: "done-marker" });
    await isIn("archive/b.json");
    await eventually(
      () => existsSync(join(folder, "b.json.done")),
      (is) => !is,
    );
    assert.deepEqual(readdirSync(folder).sort(), ["a.json", "archive"]);
  });

  it("stay in their file while they cannot be taken, and when the process stops then", async () => {
    intake.isAway = true;
    drop("a.json", `[${event("1")}]`);
    start();
    await eventually(
      () => intake.asked,
      (asked) => asked > 1,
    );
    await stop();
    assert.equal(existsSync(join(folder, "a.json")), true);
    intake.isAway = false;
    start();
    await isIn("archive/a.json");
    assert.deepEqual(intake.ids(), ["1"]);
  });

  it("are known when their file is read again because the connection broke before it was archived", async () => {
    server.breaks = 1;
    drop("moves.csv", `${header}\n${moved}\n`);
    start();
    await isIn("archive/moves.csv");
    assert.deepEqual([intake.asked, intake.ids(), reported], [2, ["moves.csv:2"], []]);
  });

  it("that are refused are named with their lines, and the others of their file are taken", async () => {
    intake.refuses = ({ attributes }) => (attributes.get("id") === "2" ? "data.order is missing; give one" : null);
    drop("a.ndjson", [event("1"), event("2"), event("3")].join("\n"));
    start();
    assert.equal(await reasonOf("a.ndjson"), "a.ndjson:2: INVALID_DATA: data.order is missing; give one\n");
    assert.deepEqual(intake.ids(), ["1", "3"]);
    assert.deepEqual(
      reported.map(({ place, raw }) => [place, raw]),
      [["a.ndjson:2", event("2")]],
    );
  });

  describe("cannot be read from a file, which is set aside with the reason, nothing of it taken:", () => {
    const faults: readonly (readonly [name: string, content: string | Buffer, says: RegExp])[] = [
      ["a.json", `[${event("1")},`, /The file is not JSON/],
      ["a.json", event("1"), /not a JSON array/],
      ["a.json", `[${event("1")},7]`, /\[1\]: It is not a JSON object/],
      ["a.ndjson", `${event("1")}\n{"id":`, /Line 2 is not JSON/],
      ["a.csv", `${header}\n${moved}\n261;10`, /not CSV: .*line 3/],
      ["a.csv", "Order;Menge\n1;2\n", /The header has no column Bwart, Material, Batch, At;/],
      ["a.csv", `${header};Order\n`, /The column Order stands twice/],
      ["a.csv", Buffer.from(`${header}\n${moved}ü`, "latin1"), /not UTF-8/],
      ["a.xls", "x", /ends in none of \.json/],
    ];
    for (const [name, content, says] of faults) {
      it(`${name} of which is said ${says.source}`, async () => {
        drop(name, content);
        drop("z.json", `[${event("behind")}]`);
        start();
        assert.match(await reasonOf(name), says);
        await isIn("archive/z.json");
        assert.deepEqual([intake.ids(), reported.length], [["behind"], 1]);
      });
    }
  });

  it("keep what was archived first when a name comes again", async () => {
    drop("a.json", `[${event("1")}]`);
    start();
    await isIn("archive/a.json");
    drop("a.json", `[${event("2")}]`);
    await eventually(
      () => readdirSync(join(folder, "archive")).length,
      (count) => count === 2,
    );
    assert.equal(readFileSync(join(folder, "archive/a.json"), "utf8"), `[${event("1")}]`);
  });

  it("are not asked of a server with another host key, nor with a wrong password", async () => {
    drop("a.json", `[${event("1")}]`);
    for (const wrong of [{ fingerprint: `SHA256:${"A".repeat(43)}` }, { password: "guess" }]) {
      start(wrong);
      const { detail } = await eventually(
        () => source.status(),
        (status) => status.detail !== "not connected yet",
        30_000,
      );
      await stop();
      assert.match(detail, /[Hh]ost|authentication/);
    }
    assert.equal(intake.asked, 0);
  });
});
