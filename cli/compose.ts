/**
 * The composition root: a landscape becomes a running system. The only place where the rooms meet; tests and benches
 * start the same one.
 */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Logger } from "pino";
import { adapters, type ErpAdapter, neighbours } from "#adapters";
import { createGateway, createLimiter, type Gateway, type GatewayOptions, type Limiter } from "#gateway";
import type { PartnerAdministration } from "#schema/canonical/partner.ts";
import type { Tracing } from "#schema/canonical/tracing.ts";
import { readSupergraphSdl, subgraphNames } from "#schema/sdl.ts";
import { createContextFactory, createSubgraphs, type Sources } from "#subgraphs";
import { createSync, type DeliverySettings, type Sync, type SyncOptions } from "#sync";
import { readCursorSecret } from "./cursor-secret.ts";
import { openAudit, openDocuments, openPartners, partnerKeys } from "./data-files.ts";
import { demoJwksFile } from "./demo-issuer.ts";
import { type EventSources, startEventSources } from "./event-sources.ts";
import { figuresOf } from "./figures.ts";
import type { Landscape } from "./landscape/landscape.ts";
import { notificationsOf } from "./notifications.ts";
import { administrationOf } from "./partners.ts";
import { UsageError } from "./usage-error.ts";

export interface Andon extends AsyncDisposable {
  /** Where clients send operations, such as `http://127.0.0.1:4000/graphql`. */
  readonly url: string;
  readonly sync: Sync;
  readonly gateway: Gateway;
  /** Stops taking requests, finishes those under way, lets go of every system. */
  stop(): Promise<void>;
}

/** Opens the log and its views and everything that is kept in the data folder; nothing is read from an ERP yet. */
export function openSync(
  landscape: Landscape,
  log: Logger,
  {
    erps = createAdapters(landscape, log),
    tracing = null,
  }: { readonly erps?: readonly ErpAdapter[]; readonly tracing?: Tracing | null } = {},
): Sync {
  return createSync({
    folder: landscape.data,
    retentionDays: landscape.retentionDays ?? 7,
    adapters: erps,
    formerErps: createFormerErps(landscape, log),
    timeZones: new Map(landscape.plants.map(({ code, timeZone }) => [code, timeZone])),
    neighbours: createNeighbours(landscape),
    ownership: new Map(landscape.plants.map(({ code, owners = {} }) => [code, owners])),
    delivery: new Map(Object.entries(landscape.systems).map(([name, system]) => [name, deliveryOf(system)])),
    reconciliation: reconciliationOf(landscape),
    slipLimitDays: landscape.workflows?.slipLimitDays ?? 2,
    latencyClasses: landscape.workflows?.latencyClasses ?? {},
    slaSeconds: landscape.workflows?.slaSeconds ?? {},
    intakeLimits: landscape.events ?? {},
    log: (level, message, details) => log[level](details ?? {}, message),
    tracing,
  });
}

export interface StartOptions {
  readonly port: number;
  readonly log: Logger;
  /** Null, as by default, where nothing is traced. */
  readonly tracing?: Tracing | null;
}

/** Starts the feeds and the gateway. Systems that cannot be reached do not keep it from starting. */
export async function startAndon(landscape: Landscape, options: StartOptions): Promise<Andon> {
  const erps = createAdapters(landscape, options.log);
  const sync = openSync(landscape, options.log, { erps, tracing: options.tracing ?? null });
  const stopping = new AbortController();
  const running = sync.start(stopping.signal);
  const intakes = startEventSources(landscape, sync, options.log);
  const halt = async (): Promise<void> => {
    await intakes.stop();
    stopping.abort();
    await running;
    await sync.close();
  };
  const notifications = notificationsOf(landscape, erps, sync);
  const kept = openKept(landscape, options.log);
  const createContext = contextFactoryOf(landscape, sync, kept.partners);
  const gateway = await openGateway(landscape, sync, intakes, { ...options, ...kept.options, notifications, createContext }).catch(
    async (fault) => {
      await halt();
      kept.close();
      throw fault;
    },
  );
  const stop = async (): Promise<void> => {
    await gateway.stop();
    await halt();
    kept.close();
  };
  return { url: gateway.url, sync, gateway, stop, [Symbol.asyncDispose]: stop };
}

interface Kept {
  readonly options: Pick<GatewayOptions, "documents" | "audit" | "partners">;
  /** Null where the landscape has no partners. */
  readonly partners: PartnerAdministration | null;
  close(): void;
}

/** Stored documents, partners and the audit log, as the gateway takes them. */
function openKept(landscape: Landscape, log: Logger): Kept {
  const { documents, audit } = landscape.gateway ?? {};
  const store = openDocuments(landscape);
  const auditLog = openAudit(landscape, log);
  const partners = landscape.gateway?.partners;
  const registry = partners ? openPartners(landscape) : null;
  const levels = documents?.allowedDocuments ?? {};
  return {
    options: {
      documents: {
        store,
        level: documents?.level ?? "OFF",
        allowedDocuments: (whose) => (Object.hasOwn(levels, whose) ? levels[whose] : undefined),
      },
      audit: { log: auditLog, safeInputs: new Set(audit?.safeInputs ?? []) },
      ...(partners && registry ? { partners: { ...partners, registry, keysFolder: partnerKeys(landscape) } } : {}),
    },
    partners: registry && administrationOf(landscape, registry, auditLog),
    close() {
      auditLog.close();
      store.close();
      registry?.close();
    },
  };
}

/** Throws UsageError when the port is taken. */
async function openGateway(
  landscape: Landscape,
  sync: Sync,
  intakes: EventSources,
  options: Pick<GatewayOptions, "port" | "log" | "tracing" | "notifications" | "documents" | "audit" | "partners" | "createContext">,
): Promise<Gateway> {
  try {
    return await createGateway({
      supergraphSdl: readSupergraphSdl(),
      subgraphs: placeSubgraphs(landscape, sync),
      cursorSecret: landscape.gateway?.cursorSecret ?? readCursorSecret(landscape.data),
      executor: landscape.gateway?.executor ?? "compiled",
      limiter: await limiterOf(landscape, options.log),
      issuers: await issuersOf(landscape),
      figures: () => figuresOf(sync, intakes.status()),
      readiness: () => ({ systems: sync.status(), intakes: intakes.status() }),
      events: sync.process.intake,
      samples: readSamples(),
      host: landscape.gateway?.host ?? "127.0.0.1",
      ...options,
    });
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code !== "EADDRINUSE") throw fault;
    throw new UsageError(`Port ${options.port} is taken; give another with PORT, such as PORT=4100 npm start`);
  }
}

function limiterOf({ limits = {} }: Landscape, log: Logger): Promise<Limiter> {
  const { tiers = {}, redis, processes = 1 } = limits;
  return createLimiter({ tiers, redis: redis === undefined ? null : { url: redis, processes }, log });
}

function reconciliationOf({ reconciliation = {} }: Landscape): NonNullable<SyncOptions["reconciliation"]> {
  const { everySeconds, slice } = reconciliation;
  return { ...(everySeconds === undefined ? {} : { everyMs: everySeconds * 1_000 }), ...(slice === undefined ? {} : { slice }) };
}

function deliveryOf({ throughput, maintenance, batch }: Landscape["systems"][string]): DeliverySettings {
  return { ...throughput, ...(maintenance ? { maintenance } : {}), ...(batch ? { batch } : {}) };
}

/** The systems around the ERPs, as commands reach them. */
function createNeighbours({ systems }: Landscape): NonNullable<SyncOptions["neighbours"]> {
  return Object.entries(systems).flatMap(([system, { adapter, role, connection }]) => {
    const manifest = neighbours[adapter];
    // The landscape has been checked against the manifest's connectionSchema.
    return manifest && role ? [{ role, target: manifest.create({ system, connection: connection as never }) }] : [];
  });
}

/** The ERPs, each for the plants that it serves. */
function createAdapters(landscape: Landscape, log: Logger): ErpAdapter[] {
  return Object.keys(landscape.systems).flatMap((system) => {
    const plants = landscape.plants.filter((plant) => plant.system === system);
    return createErp(landscape, system, plants, log) ?? [];
  });
}

/** ERPs that served plants before, and serve none now. */
function createFormerErps(landscape: Landscape, log: Logger): ErpAdapter[] {
  return Object.keys(landscape.systems).flatMap((system) => {
    if (landscape.plants.some((plant) => plant.system === system)) return [];
    const plants = landscape.plants.filter(({ formerSystem }) => formerSystem === system);
    return createErp(landscape, system, plants, log) ?? [];
  });
}

/** Null where the system is no ERP, or is not asked to be one of any plant. */
function createErp(landscape: Landscape, system: string, plants: Landscape["plants"], log: Logger): ErpAdapter | null {
  const configured = landscape.systems[system];
  const manifest = configured && adapters[configured.adapter];
  if (!manifest || plants.length === 0) return null;
  return manifest.create({
    system,
    plants,
    // The landscape has been checked against the manifest's connectionSchema.
    connection: configured.connection as never,
    mappings: configured.mappings ?? {},
    pollMs: (configured.pollSeconds ?? 5) * 1_000,
    log: (level, message, details) => log[level]({ system, ...details }, message),
  });
}

/** Our own subgraphs in this process, or at the URL that the landscape names. */
function placeSubgraphs(landscape: Landscape, sync: Sync): Parameters<typeof createGateway>[0]["subgraphs"] {
  const local = subgraphsOf(landscape, sync);
  const secret = landscape.gateway?.subgraphSecret ?? "";
  return Object.fromEntries(
    subgraphNames.map((name) => {
      const url = landscape.gateway?.subgraphs?.[name];
      return [name, url ? { url, secret } : { schema: local[name].schema }];
    }),
  );
}

/** The executable schemas of our subgraphs over the views of this process. */
export function subgraphsOf(landscape: Landscape, sync: Sync): ReturnType<typeof createSubgraphs> {
  return createSubgraphs(sourcesOf(landscape, sync));
}

/** What the subgraphs' resolvers are given for one request; `partners` is null where nobody looks after any. */
export function contextFactoryOf(
  landscape: Landscape,
  sync: Sync,
  partners: PartnerAdministration | null,
): ReturnType<typeof createContextFactory> {
  return createContextFactory({ ...sourcesOf(landscape, sync), noteReads: () => sync.noteReads(), partners });
}

function sourcesOf({ plants }: Landscape, { views, changeFeed, live, process, replay }: Sync): Sources {
  return { views, changeFeed, live, plants, process, replay };
}

async function issuersOf(landscape: Landscape): Promise<Parameters<typeof createGateway>[0]["issuers"]> {
  return Promise.all(
    landscape.issuers.map(async ({ jwks, ...issuer }) => ({
      ...issuer,
      jwks: URL.canParse(jwks) ? { url: jwks } : { file: jwks === "demo" ? await demoJwksFile(landscape) : jwks },
    })),
  );
}

/** The sample operations, by file name; the first line of each says for whom it is. */
function readSamples(): readonly { readonly name: string; readonly text: string }[] {
  const folder = fileURLToPath(new URL("../schema/operations/", import.meta.url));
  return readdirSync(folder)
    .filter((file) => file.endsWith(".graphql"))
    .sort()
    .map((file) => ({ name: file.replace(".graphql", ""), text: readFileSync(`${folder}${file}`, "utf8") }));
}

// The rest of what a bench needs to start the demo as `andon start` does.
export { issueDemoToken } from "./demo-issuer.ts";
export { type Landscape, readLandscape } from "./landscape/landscape.ts";
export { type SimulatedPlants, startSimulatedPlants } from "./simulated-plants.ts";
export { openTracing } from "./tracing/open-tracing.ts";
