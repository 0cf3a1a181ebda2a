/** Entry of the SAP ECC simulator: `node simulators/sap-ecc/run.ts --plant 2010 --time-zone America/New_York --folder DIR`. */
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { startLife } from "../life.ts";
import { createPlant } from "../plant.ts";
import { announceReady, readOptions } from "../process.ts";
import { Received } from "../received.ts";
import { createFaults } from "./fault-switches.ts";
import { createOutbound } from "./file-port.ts";
import type { Idoc } from "./idoc-writer.ts";
import { watchInbound } from "./inbound-port.ts";
import { createCalendar } from "./notation.ts";
import { openNumberRanges } from "./number-ranges.ts";
import { createOffice, sendInitialDownload } from "./office.ts";
import { postOrderResponse } from "./order-response.ts";
import { layoutsFile } from "./segment.ts";
import { idocPath, soapPath, startServer } from "./server.ts";
import { createShopDay } from "./shop-day.ts";
import { createState } from "./state.ts";

const options = readOptions({ plant: "2010", timeZone: "America/New_York" });
const folder = options.folder === undefined ? mkdtempSync(join(tmpdir(), "sap-ecc-")) : resolve(options.folder);
const folders = { outbound: join(folder, "outbound"), inbound: join(folder, "inbound") };
for (const path of Object.values(folders)) mkdirSync(path, { recursive: true });
const layouts = join(folder, "we60-segments.json");
copyFileSync(layoutsFile, layouts);

const plant = createPlant({ id: options.plant, seed: options.seed, scale: options.scale });
const state = createState(plant, createCalendar(options.timeZone));
const ranges = openNumberRanges(folder);
const outbound = createOutbound({ folder: folders.outbound, state, ranges });
const office = createOffice(state, outbound, ranges);
const faults = createFaults({ state, office, outbound });
const life = startLife({ seed: options.seed, intervalMs: options.lifeMs, act: createShopDay(state, office) });
const post = (idoc: Idoc): void => postOrderResponse(state, office, idoc);
const inbound = watchInbound(folders.inbound, 200, post, () => !faults.isDown);

const [user, password] = ["ANDON", "welcome1"];
const server = await startServer({
  system: { state, office },
  faults,
  control: { life, fault: faults.set, received: new Received() },
  user,
  password,
  post,
});

const stopping = new AbortController();
announceReady(
  {
    ECC_SOAP_URL: server.url + soapPath,
    ECC_IDOC_URL: `${server.url}${idocPath}?sap-client=100`,
    ECC_OUTBOUND_FOLDER: folders.outbound,
    ECC_INBOUND_FOLDER: folders.inbound,
    ECC_SEGMENT_LAYOUTS: layouts,
    ECC_USER: user,
    ECC_PASSWORD: password,
    ECC_CONTROL_URL: server.url,
  },
  async () => {
    stopping.abort();
    life.stop();
    inbound.stop();
    await server.close();
    if (options.folder === undefined) rmSync(folder, { recursive: true, force: true });
  },
);
await sendInitialDownload(state, outbound, stopping.signal);
