/** Hive Gateway, installed beside the bench when it is first wanted: it is no dependency of the product. */
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL(".", import.meta.url));

/** Path of Hive Gateway's program. */
export function hiveGateway(): string {
  const program = `${folder}node_modules/@graphql-hive/gateway/dist/bin.js`;
  const install = ["install", "--no-audit", "--no-fund", "--no-package-lock"];
  if (!existsSync(program)) execFileSync("npm", install, { cwd: folder, stdio: ["ignore", "ignore", "inherit"] });
  return program;
}
