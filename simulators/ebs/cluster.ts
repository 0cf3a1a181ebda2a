/**
 * The database server under the simulator: an embedded PostgreSQL (PGlite) behind a socket of its own, or a real
 * server that somebody else runs. What an Oracle database is to EBS.
 */
import { PGlite } from "@electric-sql/pglite";
import { dataDir } from "@electric-sql/pglite-prepopulatedfs";
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

/** Making a new cluster (initdb) takes seconds; an empty one comes ready made. */
async function openEmbedded(): Promise<PGlite> {
  return PGlite.create({ loadDataDir: await dataDir() });
}
