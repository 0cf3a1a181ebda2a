import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Batch, StockBalance } from "#schema/canonical/entities.generated.ts";
import { bodies, type Following, follow } from "../following.contract.ts";
import type { ErpAdapter, SourceMessage } from "../port.ts";
import { type Simulator, startSimulator } from "../simulator.contract.ts";
import { sapEcc } from "./index.ts";

const batmas = (status: string, plant = "2010"): SourceMessage => ({
  type: "IDOC",
  contentType: "application/xml",
  observedAt: "2026-11-23T08:00:00Z",
  raw:
    '<BATMAS03><IDOC BEGIN="1"><EDI_DC40 SEGMENT="1"><MANDT>100</MANDT><DOCNUM>0000000000000007</DOCNUM><MESTYP>BATMAS</MESTYP>' +
    "<SNDPRN>ECCCLNT100</SNDPRN><CREDAT>20261123</CREDAT><CRETIM>030000</CRETIM></EDI_DC40>" +
    `<E1BATMAS SEGMENT="1"><MATERIAL>000000000000008050</MATERIAL><BATCH>B1</BATCH><PLANT>${plant}</PLANT>` +
    `<E1BATCHATT SEGMENT="1"><EXPIRYDATE>20270630</EXPIRYDATE></E1BATCHATT>${status}</E1BATMAS></IDOC></BATMAS03>`,
});
const status = (code: string): string => `<E1BATCHSTATUS SEGMENT="1"><RESTRICTED>${code}</RESTRICTED></E1BATCHSTATUS>`;

describe("the batches of an ECC", () => {
  let simulator: Simulator;
  let adapter: ErpAdapter;
  let reading: Following;

  before(async () => {
    simulator = await startSimulator("sap-ecc", "ECC_CONTROL_URL", ["--plant", "2010", "--time-zone", "America/New_York"]);
    const of = (name: string): string => simulator.environment[name] ?? "";
    adapter = sapEcc.create({
      system: "ecc-2010",
      plants: [{ code: "2010", timeZone: "America/New_York" }],
      connection: {
        soapUrl: of("ECC_SOAP_URL"),
        idocUrl: of("ECC_IDOC_URL"),
        user: of("ECC_USER"),
        password: of("ECC_PASSWORD"),
        outboundFolder: of("ECC_OUTBOUND_FOLDER"),
        segmentLayouts: of("ECC_SEGMENT_LAYOUTS"),
      },
      mappings: {},
      pollMs: 50,
      log: () => undefined,
    });
    reading = follow(adapter, null);
    await reading.until("the load", () => reading.batches.at(-1)?.loaded === true, 30_000);
  });
  after(async () => {
    await reading?.stop();
    await adapter?.close();
    await simulator?.stop();
  });

  const translated = (message: SourceMessage): Batch | null | undefined => {
    const { changes, failures } = adapter.translate(message);
    assert.deepEqual(failures, []);
    return changes[0]?.body as Batch | null | undefined;
  };

  it("are translated from BATMAS with their status and their last day", () => {
    const batch = { number: "B1", material: "8050", plant: "2010", expiresAt: "2027-06-30" };
    assert.deepEqual(translated(batmas(status("X"))), { ...batch, restricted: true });
    assert.deepEqual(translated(batmas(status(""))), { ...batch, restricted: false });
    assert.deepEqual(translated(batmas("")), { ...batch, restricted: null });
  });

  it("of other plants are not told", () => {
    assert.deepEqual(adapter.translate(batmas(status("X"), "9999")), { changes: [], failures: [] });
  });

  it("are kept apart when their status is none of SAP's", () => {
    const { changes, failures } = adapter.translate(batmas(status("R")));
    assert.deepEqual(changes, []);
    assert.deepEqual(
      [failures[0]?.reason.code, failures[0]?.reason.field, failures[0]?.reason.value],
      ["UNKNOWN_STATUS", "E1BATCHSTATUS.RESTRICTED", "R"],
    );
  });

  it("are told when they are restricted, with the stock that may not be used then, and when they are free again", async () => {
    const isFree = ({ batch, status: stock }: StockBalance): boolean => batch !== null && stock === "UNRESTRICTED";
    const found = bodies("material-availability", reading.changes).find(({ stock }) => stock.some(isFree));
    const balance = found?.stock.find(isFree);
    assert.ok(found && balance?.batch);
    const { material } = found;
    const { batch } = balance;
    const batchNow = (): Batch | undefined =>
      bodies("batch", reading.changes).find((each) => each.material === material && each.number === batch);
    const quantity = (wanted: string): string[] =>
      bodies("material-availability", reading.changes)
        .filter((each) => each.material === material)
        .flatMap(({ stock }) =>
          stock.filter((each) => each.batch === batch && each.location === balance.location && each.status === wanted),
        )
        .map((each) => each.quantity.value);
    assert.equal(batchNow()?.restricted, false);

    await simulator.fault({ name: "restricted-batch", material, batch });
    await reading.until("the restriction", () => batchNow()?.restricted === true && quantity("RESTRICTED").length > 0);
    assert.deepEqual([quantity("RESTRICTED"), quantity("UNRESTRICTED")], [[balance.quantity.value], []]);
    const { changes } = await adapter.fetch("batch", "2010", [`${material}/${batch}`], AbortSignal.timeout(15_000));
    assert.deepEqual(changes[0]?.body, batchNow());

    await simulator.fault({ name: "restricted-batch", material, batch, off: true });
    await reading.until("the release", () => batchNow()?.restricted === false && quantity("UNRESTRICTED").length > 0);
    assert.deepEqual([quantity("RESTRICTED"), quantity("UNRESTRICTED")], [[], [balance.quantity.value]]);
  });
});
