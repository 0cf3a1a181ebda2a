/** Hive Gateway over the same subgraphs, with its JavaScript or its Rust runtime. */
import { writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { readSupergraphSdl } from "#schema/sdl.ts";
import { hiveGateway } from "../peers/peers.ts";
import { type Started, startUntilAnswers } from "../processes.ts";

export async function startHive(
  folder: string,
  runtime: "js" | "rust",
  urls: Readonly<Record<string, string>>,
  token: string,
): Promise<Started> {
  const supergraph = join(folder, "supergraph-at.graphql");
  // It asks subgraphs where the supergraph says that they are.
  const placed = Object.entries(urls).reduce(
    (sdl, [name, url]) => sdl.replace(`url: "http://${name}"`, `url: "${url}"`),
    readSupergraphSdl(),
  );
  writeFileSync(supergraph, placed);
  const config = join(folder, "hive.config.mjs");
  const propagate = `{ fromClientToSubgraphs: () => ({ authorization: "Bearer ${token}" }) }`;
  writeFileSync(
    config,
    `export const gatewayConfig = { propagateHeaders: ${propagate}, landingPage: false, logging: "error", graphqlEndpoint: "/graphql" };\n`,
  );
  const port = await freePort();
  const args = [hiveGateway(), "supergraph", supergraph, "-p", String(port), "--host", "127.0.0.1", "--fork", "1", "-c", config];
  return startUntilAnswers([...args, ...(runtime === "rust" ? ["--hive-router-runtime"] : [])], `http://127.0.0.1:${port}/graphql`);
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
