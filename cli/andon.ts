/** The command line: one name, one file in commands/. Exit codes: 0 done, 1 failed, 2 called or configured wrongly. */
import { UsageError } from "./usage-error.ts";

interface CommandModule {
  /** One line for the list of commands. */
  readonly summary: string;
  /** Fulfilled when the command is done; a server's is fulfilled when it has stopped. */
  run(args: readonly string[]): Promise<void>;
}

const commands: Readonly<Record<string, () => Promise<CommandModule>>> = {
  start: () => import("./commands/start.ts"),
  token: () => import("./commands/token.ts"),
  failures: () => import("./commands/failures.ts"),
  simulators: () => import("./commands/simulators.ts"),
  gateway: () => import("./commands/gateway.ts"),
  subgraph: () => import("./commands/subgraph.ts"),
  documents: () => import("./commands/documents.ts"),
  story: () => import("./commands/story.ts"),
  audit: () => import("./commands/audit.ts"),
  partner: () => import("./commands/partner.ts"),
};

async function listCommands(): Promise<string> {
  const lines = await Promise.all(Object.entries(commands).map(async ([name, load]) => `  ${name.padEnd(12)}${(await load()).summary}`));
  return `Usage: andon <command>\n${lines.join("\n")}`;
}

const [name, ...args] = process.argv.slice(2);
try {
  const load = name === undefined ? undefined : commands[name];
  if (load) await (await load()).run(args);
  else if (name === undefined || name === "--help" || name === "help") console.log(await listCommands());
  else throw new UsageError(`There is no command "${name}".\n${await listCommands()}`);
} catch (error) {
  // parseArgs reports a wrong flag with a code of its own.
  const isUsage = error instanceof UsageError || String((error as { code?: unknown }).code).startsWith("ERR_PARSE_ARGS");
  console.error(isUsage ? (error as Error).message : error);
  process.exitCode = isUsage ? 2 : 1;
}
