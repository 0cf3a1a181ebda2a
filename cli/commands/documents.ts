/** `andon documents add|list|remove`: the operations that clients may run by their ids, and no others where the landscape says BLOCK. */
import { parseArgs } from "node:util";
import { pino } from "pino";
import type { DocumentStore } from "#gateway/kept";
import { readSupergraphSdl } from "#schema/sdl.ts";
import { openAudit, openDocuments, operatorName } from "../data-files.ts";
import { readOperations } from "../documents/read-operations.ts";
import { landscapeFlag } from "../flags.ts";
import { type Landscape, readLandscape } from "../landscape/landscape.ts";
import { UsageError } from "../usage-error.ts";

export const summary = "stores a client's operations: `add --client NAME FOLDER-OR-FILES...`, `list`, `remove --client NAME ID...`";

interface Flags {
  readonly client?: string | undefined;
  readonly all: boolean;
  readonly json: boolean;
}

export async function run(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      landscape: landscapeFlag,
      client: { type: "string" },
      all: { type: "boolean", default: false },
      json: { type: "boolean", default: false },
    },
  });
  const [action = "list", ...rest] = positionals;
  const act = actions.get(action);
  if (!act) throw new UsageError(`documents has no action "${action}"; give add, list or remove`);
  const { landscape } = readLandscape(values.landscape);
  const store = openDocuments(landscape);
  try {
    for (const line of act({ store, landscape, flags: values }, rest)) console.log(line);
  } finally {
    store.close();
  }
}

interface Task {
  readonly store: DocumentStore;
  readonly landscape: Landscape;
  readonly flags: Flags;
}

/** What each action does; it gives the lines to print. */
const actions: ReadonlyMap<string, (task: Task, rest: readonly string[]) => readonly string[]> = new Map([
  ["add", add],
  ["list", list],
  ["remove", remove],
]);

function add({ store, landscape, flags }: Task, paths: readonly string[]): readonly string[] {
  const client = readClient(flags);
  if (paths.length === 0) throw new UsageError("Say which folders or files of the client's repository have its operations");
  const operations = readOperations(paths, readSupergraphSdl());
  const added = store.add(
    operations.map(({ name, text }) => ({ client, name, text })),
    operatorName(),
  );
  const fresh = added.filter(({ isNew }) => isNew).map(({ document }) => document.id);
  if (fresh.length > 0) record(landscape, "documents.added", client, fresh);
  if (flags.json) return [JSON.stringify(added.map(({ document, isNew }) => ({ id: document.id, name: document.name, isNew })))];
  return [
    ...added.map(({ document, isNew }) => `${document.id}  ${document.name}${isNew ? "" : "  (stored before)"}`),
    `${added.length} documents of ${client}: ${fresh.length} new, ${added.length - fresh.length} stored before`,
  ];
}

function list({ store, flags: { client, json } }: Task): readonly string[] {
  const documents = store.list(client);
  if (json) return [JSON.stringify(documents)];
  if (documents.length === 0) return [`No documents are stored${client === undefined ? "" : ` of ${client}`}.`];
  return documents.map(({ id, client, name, addedAt, by }) => `${id}  ${client}  ${name}  ${addedAt} by ${by}`);
}

function remove({ store, landscape, flags }: Task, ids: readonly string[]): readonly string[] {
  const client = readClient(flags);
  if (flags.all === ids.length > 0) throw new UsageError("Say which documents to remove by their ids, or all of the client's with --all");
  const known = new Set(store.list(client).map(({ id }) => id));
  const unknown = ids.filter((id) => !known.has(id));
  if (unknown.length > 0)
    throw new UsageError(`${client} has no document ${unknown.join(", ")}; \`documents list --client ${client}\` tells its ids`);
  const removed = store.remove(client, flags.all ? [...known] : ids);
  if (removed.length > 0) record(landscape, "documents.removed", client, removed);
  return [`${removed.length} documents of ${client} removed`];
}

function readClient({ client }: Flags): string {
  if (client !== undefined && /^[\w.@:/-]{1,200}$/.test(client)) return client;
  throw new UsageError(
    client === undefined
      ? "Say whose documents they are with --client NAME, as in its tokens"
      : `--client is "${client}"; give the client's name as in its tokens: letters, digits and . _ - @ : /`,
  );
}

function record(landscape: Landscape, action: string, client: string, documents: readonly string[]): void {
  using audit = openAudit(landscape, pino({ level: "warn" }, pino.destination(2)));
  const who = { subject: operatorName(), issuer: null, partner: null };
  audit.append({ who, action, what: { client, count: documents.length, documents }, result: "OK", traceId: null });
}
