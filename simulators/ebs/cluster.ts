/**
 * The database server under the simulator: an embedded PostgreSQL (PGlite) behind a socket of its own, or a real
 * server that somebody else runs. What an Oracle database is to EBS.
 */
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { PGlite } from "@electric-sql/pglite";
import { serveWire } from "./wire.ts";

export interface Cluster {
  /** Where the simulator itself connects; its clients go through the door. */
  readonly url: string;
  close(): Promise<void>;
}

/** `database` is the URL of a real server whose schema `apps` may be dropped and made anew; undefined starts the embedded one. */
export async function startCluster(database: string | undefined): Promise<Cluster> {
  if (database !== undefined) return { url: database, close: async () => undefined };
  const server = await openEmbedded();
  const wire = await serveWire(server);
  return {
    url: `postgres://apps:apps@127.0.0.1:${wire.port}/postgres?sslmode=disable`,
    close: async () => {
      await wire.close();
      await server.close();
    },
  };
}

const cacheFolder = fileURLToPath(new URL("../../node_modules/.cache/andon/", import.meta.url));
const emptyCluster = `${cacheFolder}pglite-0.5.tar`;

/** Making a new cluster (initdb) takes seconds, so an empty one is kept and copied from then on. */
async function openEmbedded(): Promise<PGlite> {
  const kept = await readFile(emptyCluster).catch(() => undefined);
  if (kept) {
    const opened = await PGlite.create({ loadDataDir: new Blob([kept]) }).catch(() => undefined);
    if (opened) return opened;
  }
  const fresh = await PGlite.create();
  const image = await fresh.dumpDataDir("none");
  const partial = `${emptyCluster}.${process.pid}`;
  // A read-only installation simply starts more slowly.
  await mkdir(cacheFolder, { recursive: true })
    .then(async () => writeFile(partial, Buffer.from(await image.arrayBuffer())))
    .then(() => rename(partial, emptyCluster))
    .catch(() => undefined);
  return fresh;
}
