/** References to the environment, `${NAME}` or `${NAME:-what to take instead}`, by which secrets stay out of the file. */
import { type Fault, nameOf, type Path } from "./fault.ts";

export type Environment = Readonly<Record<string, string | undefined>>;

const reference = /\$\{([A-Z0-9_]+)(?::-([^}]*))?\}/g;

export const holdsReference = (text: string): boolean => text.search(reference) >= 0;

/** `value` with the environment put in, at any depth. A variable that is not set is a fault. */
export function fillReferences<T>(value: T, path: Path, environment: Environment, faults: Fault[]): T {
  return fill(value, path, environment, faults) as T;
}

function fill(value: unknown, path: Path, environment: Environment, faults: Fault[]): unknown {
  if (typeof value === "string") {
    return value.replace(reference, (_, name: string, fallback?: string) => {
      const found = environment[name] ?? fallback;
      if (found === undefined)
        faults.push({ path, text: `${nameOf(path)} needs the environment variable ${name}, which is not set; set it` });
      return found ?? "";
    });
  }
  if (Array.isArray(value)) return value.map((item, index) => fill(item, [...path, index], environment, faults));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fill(item, [...path, key], environment, faults)]));
}
