/** `andon failures [list|show ID|replay [ID...]]`: messages that could not be translated. */
import { parseArgs } from "node:util";
import { pino } from "pino";
import type { Sync } from "#sync";
import { openSync } from "../compose.ts";
import { openAudit, operatorName } from "../data-files.ts";
import { landscapeFlag } from "../flags.ts";
import { type Landscape, readLandscape } from "../landscape/landscape.ts";
import { environmentOf } from "../simulated-environment.ts";
import { UsageError } from "../usage-error.ts";

export const summary = "lists messages that could not be translated; `show ID` prints one whole, `replay [ID...]` tries again";

export async function run(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { landscape: landscapeFlag, system: { type: "string" }, json: { type: "boolean", default: false } },
  });
  const [action = "list", ...ids] = positionals;
  if (action !== "list" && action !== "show" && action !== "replay")
    throw new UsageError(`failures has no action "${action}"; give list, show ID or replay [ID...]`);
  const file = readLandscape(values.landscape);
  const sync = openSync(file.resolve(environmentOf(file.landscape)), pino({ level: "warn" }, pino.destination(2)));
  try {
    if (action === "list") await list(sync, values.system, values.json);
    else if (action === "show") await show(sync, ids);
    else await replay(sync, ids, file.landscape);
  } finally {
    await sync.close();
  }
}

async function list(sync: Sync, system: string | undefined, json: boolean): Promise<void> {
  const kept = await sync.listFailures(system ? { system } : {});
  if (json) return console.log(JSON.stringify(kept));
  if (kept.length === 0) return console.log("No message waits for a mapping.");
  for (const { id, system, plant, sourceKey, message, reason, attempts, keptAt } of kept) {
    console.log(
      `${id}  ${keptAt}  ${system} plant ${plant}  ${message.type} ${sourceKey}  ${attempts} attempt${attempts === 1 ? "" : "s"}\n    ${reason.text}`,
    );
  }
}

async function show(sync: Sync, ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    const failure = await sync.findFailure(id);
    if (!failure) throw new UsageError(`There is no kept message ${id}; \`failures\` lists them`);
    const { message, ...about } = failure;
    console.log(`${JSON.stringify({ ...about, type: message.type, observedAt: message.observedAt }, null, 2)}\n${message.raw}`);
  }
}

async function replay(sync: Sync, ids: readonly string[], landscape: Landscape): Promise<void> {
  using audit = openAudit(landscape, pino({ level: "warn" }, pino.destination(2)));
  // What cannot be told of must not be done.
  audit.ensureWritable();
  const outcomes = await sync.replay(ids.length > 0 ? ids : null);
  for (const { id, failure } of outcomes) if (failure) console.log(`${id} still cannot be translated: ${failure.text}`);
  const replayed = outcomes.filter(({ failure }) => failure === null).length;
  audit.append({
    who: { subject: operatorName(), issuer: null, partner: null },
    action: "failures.replayed",
    what: { failures: outcomes.map(({ id }) => id), count: outcomes.length, translated: replayed },
    result: replayed === outcomes.length ? "OK" : "NOT_TRANSLATED",
    traceId: null,
  });
  console.log(`${replayed} replayed, ${outcomes.length - replayed} left`);
}
