/** Up to when what each system tells is known here: in memory, and now and then in the views' file for processes that only read. */
import type { DatabaseSync } from "node:sqlite";

export interface KnownUntil {
  readonly read: (system: string) => string | null;
  readonly write: (system: string, until: string) => void;
  readonly flush: () => void;
}

const writeEveryMs = 1_000;

/** `onWritten` is told each system of which more is known. */
export function createKnownUntil(database: DatabaseSync, onWritten: (system: string) => void): KnownUntil {
  const select = database.prepare("SELECT known_until FROM systems WHERE system = ?");
  const upsert = database.prepare(
    "INSERT INTO systems VALUES (?, ?) ON CONFLICT (system) DO UPDATE SET known_until = excluded.known_until",
  );
  const own = new Map<string, string>();
  let written = 0;
  const flush = (): void => {
    for (const [system, until] of own) upsert.run(system, until);
    written = Date.now();
  };
  return {
    // A process that runs no feed has nothing of its own and reads what the one that does has written.
    read: (system) => own.get(system) ?? (select.get(system)?.known_until as string | undefined) ?? null,
    write: (system, until) => {
      if (own.get(system) === until) return;
      own.set(system, until);
      onWritten(system);
      if (Date.now() - written >= writeEveryMs) flush();
    },
    flush,
  };
}
