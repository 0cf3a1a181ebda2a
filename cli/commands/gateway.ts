/** `andon gateway --supergraph FILE`: the gateway alone, over any Federation 2 supergraph and the subgraphs that it names. */
import { randomBytes } from "node:crypto";
import { readFileSync, unwatchFile, watchFile } from "node:fs";
import { parseArgs } from "node:util";
import { type Logger, pino } from "pino";
import { createGateway, type Gateway, type GatewayOptions } from "#gateway";
import { readPort } from "../flags.ts";
import { openTracing } from "../tracing/open-tracing.ts";
import { UsageError } from "../usage-error.ts";

export const summary = "starts the gateway alone, over any supergraph: --supergraph FILE";

/** The file is looked at this often; a network file system tells no changes by itself. */
const looksEveryMs = 500;
const algorithms = ["RS256", "ES256", "EdDSA"] as const;

export async function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      supergraph: { type: "string" },
      port: { type: "string", default: process.env.PORT ?? "4000" },
      host: { type: "string", default: "127.0.0.1" },
      anonymous: { type: "boolean", default: false },
      issuer: { type: "string" },
      audience: { type: "string" },
      jwks: { type: "string" },
      subscriptions: { type: "string", multiple: true, default: [] },
      executor: { type: "string", default: "compiled" },
      "log-level": { type: "string", default: "warn" },
    },
  });
  const file = values.supergraph;
  if (file === undefined) throw new UsageError("Say which supergraph to serve with --supergraph FILE");
  if (values.executor !== "compiled" && values.executor !== "stock") {
    throw new UsageError(`--executor is "${values.executor}"; give compiled or stock`);
  }
  const log = pino({ level: values["log-level"] }, pino.destination({ dest: 2, sync: true }));
  const tracing = await openTracing(process.env, "andon-gateway", log);
  const gateway = await open({
    supergraphSdl: readSupergraph(file),
    subgraphs: Object.fromEntries(values.subscriptions.map(readSubscriptions)),
    createContext: () => ({}),
    cursorSecret: randomBytes(32).toString("base64url"),
    executor: values.executor,
    issuers: readIssuers(values),
    readiness: () => ({ systems: [] }),
    samples: [],
    tracing,
    host: values.host,
    port: readPort("--port", values.port) ?? 0,
    log,
  });
  follow(file, gateway, log);
  console.log(`ready ${gateway.url}`);
  await new Promise<void>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
  });
  unwatchFile(file);
  await gateway.stop();
  await tracing?.stop();
}

/** Throws UsageError that says what makes the supergraph unusable, or that the port is taken. */
async function open(options: GatewayOptions): Promise<Gateway> {
  try {
    return await createGateway(options);
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code === "EADDRINUSE")
      throw new UsageError(`Port ${options.port} is taken; give another with --port`);
    throw new UsageError(`The supergraph cannot be used: ${(fault as Error).message}`);
  }
}

function readSupergraph(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (fault) {
    throw new UsageError(`The supergraph ${file} cannot be read: ${(fault as Error).message}`);
  }
}

/** Serves what the file holds from now on; a file that is away for a moment, or is no supergraph, leaves the present one serving. */
function follow(file: string, gateway: Gateway, log: Logger): void {
  watchFile(file, { interval: looksEveryMs }, () => {
    try {
      void gateway.reload(readFileSync(file, "utf8"));
    } catch (fault) {
      log.warn({ err: fault }, "the supergraph cannot be read; the present one goes on serving");
    }
  });
}

/** `NAME=URL`: where a subgraph's subscriptions are. Its queries stay where the supergraph says. */
function readSubscriptions(text: string): [string, { readonly subscriptions: string }] {
  const [name = "", url = ""] = [text.slice(0, text.indexOf("=")), text.slice(text.indexOf("=") + 1)];
  if (name === "" || !/^(wss?|https?):\/\/./.test(url)) {
    throw new UsageError(`--subscriptions is "${text}"; give NAME=URL, such as reviews=ws://127.0.0.1:4002/graphql`);
  }
  return [name, { subscriptions: url }];
}

function readIssuers(values: {
  readonly anonymous: boolean;
  readonly issuer?: string | undefined;
  readonly audience?: string | undefined;
  readonly jwks?: string | undefined;
}): GatewayOptions["issuers"] {
  const { anonymous, issuer, audience, jwks } = values;
  if (anonymous) return null;
  if (issuer === undefined || audience === undefined || jwks === undefined) {
    throw new UsageError(
      "Say whose tokens are taken with --issuer, --audience and --jwks URL-OR-FILE, or let everybody in with --anonymous",
    );
  }
  return [{ issuer, audience, algorithms, jwks: URL.canParse(jwks) ? { url: jwks } : { file: jwks } }];
}
