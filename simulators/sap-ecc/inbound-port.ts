/** The inbound folder: files with IDocs are posted, then moved to `processed` or, when unreadable, to `error`. */
import { mkdirSync, readdirSync, readFileSync, renameSync } from "node:fs";
import { join } from "node:path";
import { readIdocs } from "./idoc-reader.ts";
import type { Idoc } from "./idoc-writer.ts";

/** Looks into the folder every `intervalMs`; names that end in a temporary suffix are still being written. While `isUp` says no, files stay. */
export function watchInbound(folder: string, intervalMs: number, post: (idoc: Idoc) => void, isUp: () => boolean): { stop(): void } {
  for (const name of ["processed", "error"]) mkdirSync(join(folder, name), { recursive: true });
  const look = (): void => {
    if (!isUp()) return;
    const names = readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(idoc|xml)$/.test(entry.name))
      .map((entry) => entry.name);
    for (const name of names.sort()) renameSync(join(folder, name), join(folder, postFile(join(folder, name), post), name));
  };
  const timer = setInterval(look, intervalMs);
  return { stop: () => clearInterval(timer) };
}

function postFile(path: string, post: (idoc: Idoc) => void): "processed" | "error" {
  try {
    for (const idoc of readIdocs(readFileSync(path, "utf8"))) post(idoc);
    return "processed";
  } catch (error) {
    // What the file port cannot read never becomes an IDoc, so there is nobody to acknowledge it to.
    if (!(error instanceof Error)) throw error;
    return "error";
  }
}
