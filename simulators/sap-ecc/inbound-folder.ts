/** The inbound port: takes complete files from a folder and moves each to `archive` or `error` beside it. */
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { IDocSyntaxError } from "./idoc/idoc.ts";
import type { Inbound } from "./inbound.ts";
import type { Marker } from "./outbound.ts";

const pollMs = 200;
const unfinished = /\.(tmp|part|filepart|incomplete|done)$/;

/** Looks into `folder` five times a second until it is stopped. */
export function watchInboundFolder(folder: string, marker: Marker, inbound: Inbound): { stop(): void } {
  let looking: Promise<void> | undefined;
  const timer = setInterval(() => {
    looking ??= takeFiles(folder, marker, inbound).finally(() => {
      looking = undefined;
    });
  }, pollMs);
  return { stop: () => clearInterval(timer) };
}

async function takeFiles(folder: string, marker: Marker, inbound: Inbound): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true });
  for (const { name } of entries.filter((entry) => entry.isFile() && !unfinished.test(entry.name))) {
    if (marker === "done" && !existsSync(join(folder, `${name}.done`))) continue;
    const fate = await receiveFile(join(folder, name), inbound);
    await mkdir(join(folder, fate.folder), { recursive: true });
    await rename(join(folder, name), join(folder, fate.folder, name));
    if (fate.error) await writeFile(join(folder, fate.folder, `${name}.err.json`), JSON.stringify({ error: fate.error }));
    await rm(join(folder, `${name}.done`), { force: true });
  }
}

async function receiveFile(path: string, inbound: Inbound): Promise<{ folder: "archive" | "error"; error?: string }> {
  try {
    inbound.receive(await readFile(path, "utf8"));
    return { folder: "archive" };
  } catch (error) {
    if (!(error instanceof IDocSyntaxError)) throw error;
    return { folder: "error", error: error.message };
  }
}
