/** Flags that several commands have, read from the environment or the command line. */
import { fileURLToPath } from "node:url";
import { UsageError } from "./usage-error.ts";

/** `--landscape FILE`; the demo landscape when it is not given. */
export const landscapeFlag = {
  type: "string",
  default: fileURLToPath(new URL("../landscape.yaml", import.meta.url)),
} as const;

/** A port from a flag or `PORT`; null when neither is given. Throws UsageError for anything but 0 to 65535. */
export function readPort(name: string, text: string | undefined): number | null {
  if (text === undefined || text === "") return null;
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new UsageError(`${name} is "${text}"; give a whole number from 0 to 65535, or leave it out for 4000`);
}

/** A number of 0 or more from a flag. */
export function readAmount(name: string, text: string): number {
  const value = Number(text);
  if (Number.isFinite(value) && value >= 0) return value;
  throw new UsageError(`${name} is "${text}"; give a number of 0 or more`);
}
