/** Entry of the systems around the ERPs, all in one process: `node simulators/neighbours/run.ts`. Each has a path of its own, `/aps` to `/mdm`. */
import { randomBytes } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { announceReady } from "../process.ts";
import { createAps } from "./roles/aps.ts";
import { createCrm } from "./roles/crm.ts";
import { createMdm } from "./roles/mdm.ts";
import { createMes } from "./roles/mes.ts";
import { createPlm } from "./roles/plm.ts";
import { createPortal } from "./roles/portal.ts";
import { createQms } from "./roles/qms.ts";
import { createWms } from "./roles/wms.ts";
import { refuse, System } from "./system.ts";

const roles = {
  aps: createAps,
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
announceReady({ ...Object.fromEntries(environment), NEIGHBOURS_URL: url }, async () => {
  for (const system of systems.values()) system.stop();
  server.closeAllConnections();
  server.close();
});
