/** The views' file, and how it is opened. It can be lost at any time: what is in it is built again from the change log. */
import { existsSync, rmSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { createStatements, fingerprint } from "./tables.ts";

/** Opens the views' file, made anew when it is missing, damaged or of another declaration. */
export function openViewsDatabase(file: string): DatabaseSync {
  try {
    const database = openDatabase(file);
    const known = database.prepare("SELECT 1 FROM sqlite_master WHERE name = 'declaration'").get();
    if (known && database.prepare("SELECT fingerprint FROM declaration").get()?.fingerprint === fingerprint()) return database;
    database.close();
  } catch {
    // A damaged file is worth nothing: its content is in the log.
  }
  for (const suffix of ["", "-wal", "-shm"]) if (existsSync(file + suffix)) rmSync(file + suffix);
  const database = openDatabase(file);
  database.exec(
    `BEGIN; CREATE TABLE declaration (fingerprint TEXT); INSERT INTO declaration VALUES ('${fingerprint()}'); ${createStatements()} COMMIT`,
  );
  return database;
}

function openDatabase(file: string): DatabaseSync {
  const database = new DatabaseSync(file, { timeout: 10_000 });
  // Not durable on purpose: after a crash the applier goes on from the positions that are in the same file.
  database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; PRAGMA cache_size = -32000; PRAGMA temp_store = MEMORY");
  return database;
}
