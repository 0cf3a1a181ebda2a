/**
 * A folder into which another system drops files, with the habits of managed file transfer: a file is taken only when it
 * is complete, claimed by a rename so that one reader has it, and kept in an archive or with its error; never deleted.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export interface DropFolderOptions {
  readonly folder: string;
  /**
   * How a writer says that a file is complete: it renames it to its name, or writes `<name>.done` (`.ok`, `.trg`) after it. One
   * that says nothing is waited for until the file has not grown for a while.
   */
  readonly complete: "rename" | "done-marker" | "stable-size";
  /** Milliseconds for which a file must not grow, for `stable-size`; 2000 by default. */
  readonly stableForMs?: number;
  /** Text encoding that the sender declares. */
  readonly encoding: "utf8" | "latin1";
}

/** A file that this reader has to itself. */
interface ClaimedFile {
  readonly name: string;
  readonly text: string;
  /** Puts it into `archive/YYYY/MM/DD/`, when what it said is durable. */
  archive(): void;
  /** Puts it into `error/`, with the reason beside it. */
  reject(reason: string): void;
}

const unfinished = /\.(tmp|filepart|part|incomplete)$/i;
const marker = /\.(done|ok|trg)$/i;

export interface DropFolder {
  /** The next complete file in the order of names, or null. Files left by a reader that died come first. */
  claim(): ClaimedFile | null;
}

export function openDropFolder(options: DropFolderOptions): DropFolder {
  const { folder } = options;
  const sizes = new Map<string, SeenSize>();
  const inProgress = join(folder, "inprogress");
  for (const each of [folder, inProgress, join(folder, "archive"), join(folder, "error")]) mkdirSync(each, { recursive: true });
  return {
    claim() {
      const [left] = filesOf(inProgress);
      if (left !== undefined) return open(options, left);
      if (options.complete === "done-marker") removeStaleMarkers(folder);
      const name = waiting(options, sizes);
      if (name === null) return null;
      try {
        renameSync(join(folder, name), join(inProgress, name));
      } catch (fault) {
        // Another reader was faster.
        if ((fault as NodeJS.ErrnoException).code === "ENOENT") return null;
        throw fault;
      }
      if (options.complete === "done-marker") removeStaleMarkers(folder);
      return open(options, name);
    },
  };
}

/** The size of a file, and since when (Unix ms) it has been seen with it. */
interface SeenSize {
  readonly bytes: number;
  readonly since: number;
}

function waiting({ folder, complete, stableForMs = 2_000 }: DropFolderOptions, sizes: Map<string, SeenSize>): string | null {
  const names = filesOf(folder);
  const markers = new Set(names.filter((name) => marker.test(name)).map((name) => name.replace(marker, "")));
  const files = names.filter((name) => !unfinished.test(name) && !marker.test(name));
  if (complete === "rename") return files[0] ?? null;
  if (complete === "done-marker") return files.find((name) => markers.has(name)) ?? null;
  for (const name of sizes.keys()) if (!files.includes(name)) sizes.delete(name);
  return files.find((name) => hasStopped(folder, name, sizes, stableForMs)) ?? null;
}

/** A marker outlives its file by no moment: the next file of that name would be taken while it is still being written. */
function removeStaleMarkers(folder: string): void {
  for (const name of filesOf(folder).filter((each) => marker.test(each))) {
    // A marker is written after its file, so one that stands alone is of a file that has been taken.
    if (!existsSync(join(folder, name.replace(marker, "")))) rmSync(join(folder, name), { force: true });
  }
}

/** Whether a file has had its size for long enough; an empty one has only been opened. */
function hasStopped(folder: string, name: string, sizes: Map<string, SeenSize>, stableForMs: number): boolean {
  const bytes = statSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0;
  const seen = sizes.get(name);
  if (seen?.bytes !== bytes) sizes.set(name, { bytes, since: Date.now() });
  return bytes > 0 && seen?.bytes === bytes && Date.now() - seen.since >= stableForMs;
}

function filesOf(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
    .sort();
}

function open({ folder, encoding }: DropFolderOptions, name: string): ClaimedFile {
  const path = join(folder, "inprogress", name);
  const moveTo = (...parts: string[]): string => {
    const target = join(folder, ...parts);
    mkdirSync(target, { recursive: true });
    // The same name may come again; what was kept first stays.
    const free = existsSync(join(target, name)) ? `${name}.${Date.now()}` : name;
    renameSync(path, join(target, free));
    return join(target, free);
  };
  const text = readFileSync(path, encoding);
  return {
    name,
    // Some transfers leave a byte order mark, or DOS's end of file.
    text: (text.endsWith("\x1A") ? text.slice(0, -1) : text).replace(/^\uFEFF/, ""),
    archive: () => void moveTo("archive", ...statSync(path).mtime.toISOString().slice(0, 10).split("-")),
    reject: (reason) => writeFileSync(`${moveTo("error")}.err.json`, JSON.stringify({ file: name, reason, at: new Date().toISOString() })),
  };
}
