/** Tables of what is under way: events taken in, workflows' runs, commands, exceptions. In one file, so that a step is all or nothing. */
export const schema = `
CREATE TABLE IF NOT EXISTS events (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  source TEXT NOT NULL, id TEXT NOT NULL, content TEXT NOT NULL,
  type TEXT NOT NULL, plant TEXT NOT NULL, key TEXT NOT NULL,
  event TEXT NOT NULL, raw TEXT NOT NULL, sender TEXT NOT NULL, received_at TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('WAITING', 'TAKEN', 'OUTDATED', 'FAILED', 'DISCARDED')),
  attempts INTEGER NOT NULL DEFAULT 0,
  UNIQUE (source, id)
);
CREATE INDEX IF NOT EXISTS events_by_arrival ON events (sequence) WHERE state = 'WAITING';
CREATE INDEX IF NOT EXISTS events_failed ON events (plant, key, sequence) WHERE state = 'FAILED';
CREATE INDEX IF NOT EXISTS events_received ON events (received_at);
-- The newest event that was taken of each source on a thing, such as an order.
CREATE TABLE IF NOT EXISTS newest_events (
  workflow TEXT NOT NULL, plant TEXT NOT NULL, thing TEXT NOT NULL, source TEXT NOT NULL,
  sequence TEXT, time TEXT, noted_at TEXT NOT NULL,
  PRIMARY KEY (workflow, plant, thing, source)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS sequences (source TEXT PRIMARY KEY, last TEXT NOT NULL) WITHOUT ROWID;
-- What is missing between two events of a source, as ranges; an exception once people were told.
CREATE TABLE IF NOT EXISTS sequence_gaps (
  id TEXT PRIMARY KEY, source TEXT NOT NULL, system TEXT NOT NULL, plant TEXT NOT NULL, missing TEXT NOT NULL,
  noticed_at TEXT NOT NULL, event TEXT NOT NULL, traceparent TEXT, raw TEXT NOT NULL, exception TEXT
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS sequence_gaps_by_source ON sequence_gaps (source);

CREATE TABLE IF NOT EXISTS runs (
  id TEXT PRIMARY KEY, workflow TEXT NOT NULL, state TEXT NOT NULL,
  plant TEXT NOT NULL, key TEXT NOT NULL, started_by TEXT NOT NULL,
  event_source TEXT NOT NULL, event_id TEXT NOT NULL, occurred_at TEXT NOT NULL, started_at TEXT NOT NULL, ended_at TEXT,
  deadline TEXT NOT NULL, is_late INTEGER NOT NULL DEFAULT 0, had_help INTEGER NOT NULL DEFAULT 0,
  refusal TEXT, steps TEXT NOT NULL, traceparent TEXT, revision INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS runs_open ON runs (deadline) WHERE ended_at IS NULL;
CREATE INDEX IF NOT EXISTS runs_ended ON runs (ended_at) WHERE ended_at IS NOT NULL;
CREATE INDEX IF NOT EXISTS runs_started ON runs (started_at);
CREATE INDEX IF NOT EXISTS runs_for_approval ON runs (plant, key) WHERE state = 'WAITING_FOR_APPROVAL';
CREATE INDEX IF NOT EXISTS runs_by_event ON runs (event_source, event_id);

CREATE TABLE IF NOT EXISTS commands (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE, system TEXT NOT NULL, plant TEXT NOT NULL, lane TEXT NOT NULL, run TEXT NOT NULL,
  state TEXT NOT NULL, not_before TEXT NOT NULL, deadline TEXT NOT NULL, latency_class TEXT NOT NULL,
  replaces TEXT, command TEXT NOT NULL, traceparent TEXT,
  attempts INTEGER NOT NULL DEFAULT 0, failures INTEGER NOT NULL DEFAULT 0, owner TEXT,
  submitted_at TEXT NOT NULL, posted_at TEXT, settled_at TEXT, reference TEXT, messages TEXT NOT NULL DEFAULT '[]',
  revision INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS commands_pending ON commands (system, not_before, sequence) WHERE state = 'PENDING';
CREATE INDEX IF NOT EXISTS commands_gathered ON commands (system, latency_class, not_before, sequence) WHERE state = 'PENDING';
CREATE INDEX IF NOT EXISTS commands_unsettled ON commands (system, not_before) WHERE state IN ('IN_DOUBT', 'POSTED');
CREATE INDEX IF NOT EXISTS commands_open ON commands (system, lane, sequence) WHERE state IN ('PENDING', 'POSTING', 'IN_DOUBT', 'POSTED', 'DEAD');
CREATE INDEX IF NOT EXISTS commands_posting ON commands (owner) WHERE state = 'POSTING';
CREATE INDEX IF NOT EXISTS commands_by_run ON commands (run);
CREATE INDEX IF NOT EXISTS commands_by_lane ON commands (lane, sequence);
CREATE INDEX IF NOT EXISTS commands_settled ON commands (settled_at) WHERE settled_at IS NOT NULL;
CREATE INDEX IF NOT EXISTS commands_by_revision ON commands (revision);
CREATE INDEX IF NOT EXISTS commands_by_state ON commands (state, sequence);

CREATE TABLE IF NOT EXISTS exceptions (
  id TEXT PRIMARY KEY, kind TEXT NOT NULL, state TEXT NOT NULL, plant TEXT, system TEXT, key TEXT, workflow TEXT,
  text TEXT NOT NULL, raw TEXT, concerns TEXT NOT NULL, traceparent TEXT,
  raised_at TEXT NOT NULL, count INTEGER NOT NULL DEFAULT 1, last_raised_at TEXT NOT NULL,
  resolved_at TEXT, resolved_by TEXT, resolution TEXT, revision INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS exceptions_by_state ON exceptions (state, raised_at);
CREATE INDEX IF NOT EXISTS exceptions_of_key ON exceptions (kind, plant, key);
CREATE INDEX IF NOT EXISTS exceptions_by_command ON exceptions (json_extract(concerns, '$.command')) WHERE state = 'OPEN';
CREATE INDEX IF NOT EXISTS exceptions_resolved ON exceptions (resolved_at) WHERE resolved_at IS NOT NULL;
CREATE INDEX IF NOT EXISTS exceptions_by_revision ON exceptions (revision);
CREATE TABLE IF NOT EXISTS sweeps (plant TEXT NOT NULL, kind TEXT NOT NULL, after TEXT, PRIMARY KEY (plant, kind)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS sweep_slices (
  at TEXT NOT NULL, plant TEXT NOT NULL, kind TEXT NOT NULL, checked INTEGER NOT NULL, mismatched INTEGER NOT NULL, healed INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS sweep_slices_at ON sweep_slices (at);
CREATE TABLE IF NOT EXISTS mismatches (
  plant TEXT NOT NULL, kind TEXT NOT NULL, field TEXT NOT NULL, count INTEGER NOT NULL, last_at TEXT NOT NULL, PRIMARY KEY (plant, kind, field)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS revisions (of TEXT PRIMARY KEY, last INTEGER NOT NULL) WITHOUT ROWID;
`;
