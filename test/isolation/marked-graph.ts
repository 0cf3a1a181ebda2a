/** The graph over the marked plants: sync, subgraphs and gateway in this process, with an issuer of its own. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { pino } from "pino";
import { createGateway, createLimiter, type Gateway } from "#gateway";
import { openSqlitePartnerRegistry } from "#gateway/kept";
import type { Caller } from "#schema/canonical/caller.ts";
import type { CanonicalChange } from "#schema/canonical/change.ts";
import { readSupergraphSdl, subgraphNames } from "#schema/sdl.ts";
import { createContextFactory, createSubgraphs, type Sources } from "#subgraphs";
import { createSync, type Sync, type SyncOptions } from "#sync";
import { eventually } from "../support/eventually.ts";
import { batchNumber, changesOf, counts, materialNumber, type PlantCode, plantCodes, systemOf } from "./marked-plants.ts";

export interface MarkedGraph extends AsyncDisposable {
  /** Such as `http://127.0.0.1:40123/graphql`. */
  readonly url: string;
  readonly gateway: Gateway;
  token(claims: object): Promise<string>;
  /** What the ERP of a plant tells now. */
  tell(plant: PlantCode, ...changes: readonly CanonicalChange[]): void;
  /** A figure of `/metrics`. */
  figure(name: string): Promise<number>;
}

const issuer = "https://issuer.example";
const audience = "andon";
const everyone: Caller = { subject: "test", scopes: [], plants: "ALL", supplier: null, expiresAt: 9e9 };
/** Limits are counted as for anybody, but never reached. */
const tiers = { standard: { costPerMinute: 1e12, burst: 1e9, sockets: 1_000, subscriptions: 1_000, messagesPerSecond: 100_000 } };

export async function startMarkedGraph(): Promise<MarkedGraph> {
  const folder = mkdtempSync(join(tmpdir(), "andon-isolation-"));
  const log = pino({ level: "silent" });
  const feeds = Object.fromEntries(plantCodes.map((plant) => [plant, feedOf(plant)])) as Record<PlantCode, ReturnType<typeof feedOf>>;
  const neighbours = (["wms", "aps", "portal"] as const).map((role) => ({ role, target: feedOf(null).adapter }));
  const adapters = plantCodes.map((plant) => feeds[plant].adapter);
  const sync = createSync({ folder, retentionDays: 7, adapters, neighbours, log: () => undefined });
  const stopping = new AbortController();
  const running = sync.start(stopping.signal);
  const lastOf = (plant: PlantCode) => ({
    plant,
    key: `${materialNumber(counts.materials - 1)}/${batchNumber(plant, counts.materials - 1)}`,
  });
  await eventually(
    () => sync.views.get("quality-disposition", plantCodes.map(lastOf), everyone),
    (found) => !found.includes(null),
    20_000,
  );
  const { privateKey, publicKey } = await generateKeyPair("ES256");
  const jwks = join(folder, "jwks.json");
  writeFileSync(jwks, JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid: "one", alg: "ES256" }] }));
  const sources = sourcesOf(sync);
  const subgraphs = createSubgraphs(sources);
  const registry = openSqlitePartnerRegistry(join(folder, "partners.db"));
  const gateway = await createGateway({
    supergraphSdl: readSupergraphSdl(),
    subgraphs: Object.fromEntries(subgraphNames.map((name) => [name, { schema: subgraphs[name].schema }])),
    createContext: createContextFactory(sources),
    cursorSecret: "a secret of more than thirty-two characters",
    issuers: [{ issuer, audience, algorithms: ["ES256"], jwks: { file: jwks } }],
    limiter: await createLimiter({ tiers, redis: null, log }),
    partners: { registry, keysFolder: join(folder, "keys"), issuer: "https://partners.example", audience },
    events: sync.process.intake,
    readiness: () => ({ systems: [] }),
    ...{ samples: [], host: "127.0.0.1", port: 0, log },
  });
  const token = (claims: object): Promise<string> =>
    new SignJWT({ ...claims })
      .setProtectedHeader({ alg: "ES256", kid: "one" })
      .setIssuer(issuer)
      .setAudience(audience)
      .setIssuedAt()
      .setExpirationTime("1h")
      .sign(privateKey);
  return {
    url: gateway.url,
    gateway,
    token,
    tell: (plant, ...changes) => feeds[plant].tell(changes),
    async figure(name) {
      const headers = { authorization: `Bearer ${await token({ sub: "metrics", plants: "*", scope: "sync:read" })}` };
      const text = await (await fetch(gateway.url.replace("/graphql", "/metrics"), { headers })).text();
      return Number(new RegExp(`^${name} (\\d+)$`, "m").exec(text)?.[1]);
    },
    async [Symbol.asyncDispose]() {
      await gateway.stop();
      stopping.abort();
      await running;
      await sync.close();
      registry.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function sourcesOf(sync: Sync): Sources {
  const { views, changeFeed, live, process, replay } = sync;
  const plants = plantCodes.map((code) => ({ code, name: `Plant ~${code}~`, timeZone: "Europe/Berlin", system: systemOf(code) }));
  return {
    views,
    changeFeed,
    live,
    process,
    replay,
    noteReads: () => sync.noteReads(),
    plants,
    now: () => new Date("2026-12-05T09:00:00Z"),
  };
}

type Adapter = SyncOptions["adapters"][number];

/** An ERP that has all of its plant and then what it is told, and that refuses every posting. */
function feedOf(plant: PlantCode | null): { readonly adapter: Adapter; readonly tell: (changes: readonly CanonicalChange[]) => void } {
  const waiting: (readonly CanonicalChange[])[] = [plant === null ? [] : changesOf(plant)];
  let wake: () => void = () => undefined;
  const nothing = { changes: [], failures: [] };
  const adapter: Adapter = {
    system: plant === null ? "neighbour" : systemOf(plant),
    plants: plant === null ? [] : [plant],
    async *changes(_cursor, signal) {
      signal.addEventListener("abort", () => wake());
      for (let count = 0; !signal.aborted; ) {
        const changes = waiting.shift();
        if (changes) yield { changes, failures: [], cursor: String(++count), loaded: true };
        else await new Promise<void>((resolve) => (wake = resolve));
      }
    },
    fetch: async () => nothing,
    translate: () => nothing,
    execute: async () => ({
      outcome: "REJECTED",
      messages: [{ severity: "ERROR", code: "CO/469", text: plant === null ? "no" : `no ~${plant}~` }],
    }),
    settle: async () => ({ outcome: "ABSENT" }),
    health: async () => ({ reachable: true, detail: "" }),
    close: async () => undefined,
  };
  const tell = (changes: readonly CanonicalChange[]): void => {
    waiting.push(changes);
    wake();
  };
  return { adapter, tell };
}
