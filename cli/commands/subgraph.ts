/** `andon subgraph NAME --port N`: one subgraph in a process of its own, over the views that `start` keeps in the data folder. */
import { parseArgs } from "node:util";
import { pino } from "pino";
import { startSubgraphServer } from "#gateway";
import { subgraphNames } from "#schema/sdl.ts";
import { contextFactoryOf, openSync, subgraphsOf } from "../compose.ts";
import { openAudit, openPartners } from "../data-files.ts";
import { landscapeFlag, readPort } from "../flags.ts";
import { readLandscape } from "../landscape/landscape.ts";
import { administrationOf } from "../partners.ts";
import { environmentOf } from "../simulated-environment.ts";
import { openTracing } from "../tracing/open-tracing.ts";
import { UsageError } from "../usage-error.ts";

export const summary = "starts one subgraph apart, for a gateway that names its URL under gateway.subgraphs";

export async function run(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { landscape: landscapeFlag, port: { type: "string", default: "0" }, "log-level": { type: "string", default: "warn" } },
  });
  const name = subgraphNames.find((candidate) => candidate === positionals[0]);
  if (!name) throw new UsageError(`There is no subgraph "${positionals[0] ?? ""}"; give one of ${subgraphNames.join(", ")}`);
  const file = readLandscape(values.landscape);
  const landscape = file.resolve(environmentOf(file.landscape));
  const secret = landscape.gateway?.subgraphSecret;
  if (!secret) throw new UsageError("A subgraph that runs apart needs gateway.subgraphSecret in the landscape, the same as the gateway's");
  const log = pino({ level: values["log-level"] }, pino.destination({ dest: 2, sync: true }));
  const tracing = await openTracing(process.env, `andon-${name}`, log);
  const sync = openSync(landscape, log, { tracing });
  const kept =
    name === "partners" && landscape.gateway?.partners ? { registry: openPartners(landscape), audit: openAudit(landscape, log) } : null;
  const server = await startSubgraphServer({
    schema: subgraphsOf(landscape, sync)[name].schema,
    createContext: contextFactoryOf(landscape, sync, kept && administrationOf(landscape, kept.registry, kept.audit)),
    secret,
    host: landscape.gateway?.host ?? "127.0.0.1",
    port: readPort("--port", values.port) ?? 0,
    tracing,
    log,
  });
  console.log(`ready ${server.url}`);
  await new Promise<void>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
  });
  await server.stop();
  kept?.registry.close();
  kept?.audit.close();
  await sync.close();
  await tracing?.stop();
}
