/** Andon's gateway alone, over subgraphs in processes of their own. Its argument is JSON: where they are, and whose tokens are taken. */
import { pino } from "pino";
import { createGateway, createLimiter, type GatewayOptions } from "#gateway";
import { readSupergraphSdl } from "#schema/sdl.ts";
import { benchTiers } from "../landscape.ts";

const { urls, secret, issuers } = JSON.parse(process.argv[2] ?? "{}") as {
  urls: Readonly<Record<string, string>>;
  secret: string;
  issuers: GatewayOptions["issuers"];
};
const log = pino({ level: "error" });
const gateway = await createGateway({
  supergraphSdl: readSupergraphSdl(),
  subgraphs: Object.fromEntries(Object.entries(urls).map(([name, url]) => [name, { url, secret }])),
  createContext: () => ({}),
  issuers,
  cursorSecret: secret,
  limiter: await createLimiter({ tiers: benchTiers, redis: null, log }),
  readiness: () => ({ systems: [] }),
  samples: [],
  host: "127.0.0.1",
  port: 0,
  log,
});
process.stdout.write(`ready ${gateway.url}\n`);
