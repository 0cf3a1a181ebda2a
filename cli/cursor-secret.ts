/** The secret that signs clients' cursors: made once and kept in the data folder, so that cursors outlive a restart. */
import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Reads the folder's secret, or makes one. Processes that share clients share it by `gateway.cursorSecret` instead. */
export function readCursorSecret(folder: string): string {
  const file = join(folder, "cursor-secret");
  mkdirSync(folder, { recursive: true });
  try {
    // Of processes that start at once one writes, and all read what it wrote.
    writeFileSync(file, randomBytes(32).toString("base64url"), { mode: 0o600, flag: "wx" });
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code !== "EEXIST") throw fault;
  }
  return readFileSync(file, "utf8");
}
