#!/usr/bin/env node
/**
 * Starts andon.ts on the runtime that the project pins (npm package `node`), whatever runtime the shell has: an older
 * one cannot read TypeScript. Compiled code is cached, so that the second start is faster.
 */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import * as nodeModule from "node:module";
import { fileURLToPath } from "node:url";

const pinned = fileURLToPath(new URL(`../node_modules/node/bin/node${process.platform === "win32" ? ".exe" : ""}`, import.meta.url));
const program = fileURLToPath(new URL("andon.ts", import.meta.url));

if (Number(process.versions.node.split(".")[0]) >= 24) {
  nodeModule.enableCompileCache?.();
  await import("./andon.ts");
} else if (existsSync(pinned)) {
  const child = spawn(pinned, [program, ...process.argv.slice(2)], { stdio: "inherit" });
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal));
  child.on("exit", (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
} else {
  console.error("The pinned runtime is missing; run `npm ci` first.");
  process.exit(2);
}
