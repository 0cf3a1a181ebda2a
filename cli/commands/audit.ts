/** `andon audit [verify]`: who did what, when, and what came of it; and whether the record is still as it was written. */
import { parseArgs } from "node:util";
import { pino } from "pino";
import type { AuditEntry, AuditHead, AuditLog } from "#gateway/kept";
import { hasAudit, openAudit } from "../data-files.ts";
import { landscapeFlag } from "../flags.ts";
import { readLandscape } from "../landscape/landscape.ts";
import { readMoment } from "../moment.ts";
import { UsageError } from "../usage-error.ts";

export const summary =
  "tells who did what: --who, --action, --since, --until, --limit; `verify [--head POSITION:HASH]` finds what was changed";

interface Flags {
  readonly who?: string | undefined;
  readonly action?: string | undefined;
  readonly since?: string | undefined;
  readonly until?: string | undefined;
  readonly limit: string;
  readonly head?: string | undefined;
  readonly json: boolean;
}

export async function run(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      landscape: landscapeFlag,
      who: { type: "string" },
      action: { type: "string" },
      since: { type: "string" },
      until: { type: "string" },
      limit: { type: "string", default: "100" },
      head: { type: "string" },
      json: { type: "boolean", default: false },
    },
  });
  const [action = "list"] = positionals;
  if ((action !== "list" && action !== "verify") || positionals.length > 1) {
    throw new UsageError(`audit has no action "${positionals.join(" ")}"; give list or verify`);
  }
  const { landscape } = readLandscape(values.landscape);
  if (!hasAudit(landscape))
    throw new UsageError(`Nothing was ever recorded in ${landscape.data}; give the landscape that runs with --landscape FILE`);
  using log = openAudit(landscape, pino({ level: "warn" }, pino.destination(2)));
  for (const line of action === "list" ? list(log, values) : verify(log, values)) console.log(line);
}

function list(log: AuditLog, { who, action, since, until, limit, json }: Flags): readonly string[] {
  const entries = log.read({
    ...(who === undefined ? {} : { who }),
    ...(action === undefined ? {} : { action }),
    ...(since === undefined ? {} : { since: readMoment("--since", since) }),
    ...(until === undefined ? {} : { until: readMoment("--until", until) }),
    limit: readLimit(limit),
  });
  if (json) return [JSON.stringify(entries)];
  return entries.length === 0 ? ["No entry fits."] : entries.map(tell);
}

/** Ends with exit code 1 when the log is not as it was written. */
function verify(log: AuditLog, { head: known, json }: Flags): readonly string[] {
  const verification = log.verify(known === undefined ? undefined : readHead(known));
  const { entries, head, faults } = verification;
  if (faults.length > 0) process.exitCode = 1;
  if (json) return [JSON.stringify(verification)];
  const outcome = faults.length > 0 ? faults : [`${entries} entries, all as they were written`];
  return head ? [...outcome, `head ${head.position}:${head.hash}`] : outcome;
}

function tell({ position, at, who, action, what, result, traceId }: AuditEntry): string {
  const by =
    [who.subject, who.partner && `partner ${who.partner}`, who.issuer && `of ${who.issuer}`].filter(Boolean).join(", ") || "nobody known";
  const facts = Object.entries(what).map(([name, value]) => `${name}=${Array.isArray(value) ? value.join(",") : value}`);
  return printable([position, at, action, result, by, ...facts, ...(traceId === null ? [] : [`trace=${traceId}`])].join("  "));
}

/** What clients sent must not steer the terminal. */
function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
}

function readLimit(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new UsageError(`--limit is "${text}"; give a whole number from 1`);
}

function readHead(text: string): AuditHead {
  const [, position, hash] = /^([1-9]\d{0,14}):([0-9a-f]{64})$/.exec(text) ?? [];
  if (position !== undefined && hash !== undefined) return { position: Number(position), hash };
  throw new UsageError(`--head is "${text}"; give POSITION:HASH as \`audit verify\` told it`);
}
