/** Entry of the systems around the ERPs, all in one process: `node simulators/neighbours/run.ts`. Each has a path of its own, `/aps` to `/mdm`. */
import { randomBytes } from "node:crypto";
import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { announceReady } from "../process.ts";
import { SftpServer } from "../sftp-server.ts";
import { createAps } from "./roles/aps.ts";
import { createCrm } from "./roles/crm.ts";
import { createMdm } from "./roles/mdm.ts";
import { createMes } from "./roles/mes.ts";
import { createPlm } from "./roles/plm.ts";
import { createPortal } from "./roles/portal.ts";
import { createQms } from "./roles/qms.ts";
import { createWms } from "./roles/wms.ts";
import { refuse, System } from "./system.ts";

const files = await SftpServer.start();
mkdirSync(join(files.root, "plans"));
/** Under another name first, so that nobody reads half of it. */
const dropPlan = (name: string, content: string): void => {
  const path = join(files.root, "plans", name);
  writeFileSync(`${path}.tmp`, content);
  renameSync(`${path}.tmp`, path);
};

const roles = {
  aps: () => createAps(dropPlan),
  mes: createMes,
  wms: createWms,
  qms: createQms,
  portal: createPortal,
  crm: createCrm,
  plm: createPlm,
  mdm: createMdm,
};

const secrets = new Map(Object.keys(roles).map((name) => [name, `whsec_${randomBytes(32).toString("base64")}`]));
const systems = new Map(Object.entries(roles).map(([name, create]) => [name, new System(name, create(), secrets.get(name) ?? "")]));

const server = createServer((request, response) => {
  const { pathname } = new URL(request.url ?? "/", "http://neighbours");
  const [, name = "", path = ""] = /^\/([a-z]+)(\/.*)?$/.exec(pathname) ?? [];
  const system = systems.get(name);
  if (system) system.answer(path, request, response).catch((fault: unknown) => refuse(fault, response));
  else response.writeHead(404).end();
});
await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

const environment = Object.keys(roles).flatMap((name) => [
  [`${name.toUpperCase()}_URL`, `${url}/${name}/webhooks`],
  [`${name.toUpperCase()}_WEBHOOK_SECRET`, secrets.get(name) ?? ""],
]);
const ofFiles = { APS_SFTP_URL: files.url, APS_SFTP_PASSWORD: "s3cret", APS_SFTP_FINGERPRINT: files.fingerprint };
announceReady({ ...Object.fromEntries(environment), ...ofFiles, NEIGHBOURS_URL: url }, async () => {
  await files[Symbol.asyncDispose]();
  for (const system of systems.values()) system.stop();
  server.closeAllConnections();
  server.close();
});
