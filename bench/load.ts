/**
 * A load on one address, in a process of its own so that it does not share the measured system's event loop:
 * `node bench/load.ts '{"url","token","operation","connections","seconds"}'` prints one line of JSON, a LoadResult.
 */
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { Pool } from "undici";
import { bodyOf, type Operation } from "./operations.ts";

export interface LoadOptions {
  readonly url: string;
  readonly token: string;
  readonly operation: Operation;
  readonly connections: number;
  readonly seconds: number;
  /** Requests are numbered from here, so that no two rounds send the same. */
  readonly from: number;
}

export interface LoadResult {
  readonly requests: number;
  readonly requestsPerSecond: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  readonly failed: number;
}

async function load(options: LoadOptions): Promise<LoadResult> {
  const { origin, pathname } = new URL(options.url);
  const pool = new Pool(origin, { connections: options.connections, pipelining: 1 });
  const headers = { "content-type": "application/json", accept: "application/json", authorization: `Bearer ${options.token}` };
  const times: number[] = [];
  let failed = 0;
  let count = options.from;
  const began = performance.now();
  const end = began + options.seconds * 1_000;
  const worker = async (): Promise<void> => {
    while (performance.now() < end) {
      const body = bodyOf(options.operation, ++count);
      const sent = performance.now();
      const response = await pool.request({ path: pathname, method: "POST", headers, body });
      const text = await response.body.text();
      times.push(performance.now() - sent);
      if (response.statusCode !== 200 || text.includes('"errors"')) failed += 1;
    }
  };
  await Promise.all(Array.from({ length: options.connections }, worker));
  const seconds = (performance.now() - began) / 1_000;
  await pool.close();
  times.sort((a, b) => a - b);
  const at = (share: number): number => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  return { requests: times.length, requestsPerSecond: times.length / seconds, p50: at(0.5), p99: at(0.99), failed };
}

/** Runs the load in a process of its own. */
export async function runLoad(options: LoadOptions): Promise<LoadResult> {
  const child = spawn(process.execPath, [fileURLToPath(import.meta.url), JSON.stringify(options)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let printed = "";
  for await (const chunk of child.stdout) printed += String(chunk);
  return JSON.parse(printed) as LoadResult;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.stdout.write(`${JSON.stringify(await load(JSON.parse(process.argv[2] ?? "{}") as LoadOptions))}\n`);
}
