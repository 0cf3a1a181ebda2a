/**
 * `npm test`: formatter, types and dead code are looked at while the tests run, each file of them in a process of its own. Those that start
 * the whole system go first, so that none of them is left over at the end; they wait more than they reckon, which is why one more
 * of them runs than there are cores.
 */
import { spawn } from "node:child_process";
import { globSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "node:test";
import { spec } from "node:test/reporters";

// Read by every process that is started from here: what one has compiled the next one need not.
process.env.NODE_COMPILE_CACHE ??= join(tmpdir(), "andon-compile-cache");

const check = spawn("npm", ["run", "--silent", "check"], { stdio: ["ignore", "pipe", "pipe"], shell: process.platform === "win32" });
const said: Buffer[] = [];
for (const stream of [check.stdout, check.stderr]) stream.on("data", (chunk: Buffer) => said.push(chunk));
const checked = new Promise<number | null>((resolve) => check.once("close", resolve));

const files = globSync("**/*.test.ts", { exclude: ["node_modules", "bench/peers"] });
const isScenario = (file: string): boolean => file.startsWith(join("test", "scenarios"));
const tests = run({
  files: [...files.filter(isScenario), ...files.filter((file) => !isScenario(file))],
  concurrency: Math.min(8, availableParallelism() + 1),
});
tests.on("test:fail", () => {
  process.exitCode = 1;
});
const report = tests.compose<NodeJS.ReadableStream>(spec);
report.pipe(process.stdout);
await new Promise((resolve) => report.once("end", resolve));

if ((await checked) !== 0) process.exitCode = 1;
process.stdout.write(`\ncheck: ${Buffer.concat(said).toString("utf8").trim()}\n`);
