/**
 * Translation of codes. A code without a mapping is thrown as a MappingError and becomes a mapping failure of its
 * record; it never becomes a default.
 */
import type { MappingFailureReason } from "./port.ts";

/** Thrown inside a translation; the adapter catches it per record and keeps the record with this reason. */
export class MappingError extends Error {
  override readonly name = "MappingError";
  readonly reason: MappingFailureReason;
  constructor(reason: MappingFailureReason) {
    super(reason.text);
    this.reason = reason;
  }
}

/** Code tables of one system as the landscape's `mappings` extends them: by table name, the source's code to ours. */
export type CodeMappings = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** A closed table of one system's codes. */
export interface CodeTable<T extends string> {
  /** The canonical value; throws a MappingError that names `field` and where to add the code. */
  read(field: string, code: string): T;
}

/**
 * Joins the standard codes of an ERP with what the landscape adds under `systems.<system>.mappings.<name>`; the
 * landscape's word wins. `values` are the canonical values that may be mapped to; null allows any.
 */
export function createCodeTable<T extends string>(options: {
  readonly system: string;
  readonly name: string;
  readonly codes: Readonly<Record<string, T>>;
  readonly values: readonly T[] | null;
  readonly mappings: CodeMappings;
  readonly failure: MappingFailureReason["code"];
}): CodeTable<T> {
  const table = new Map<string, T>(Object.entries(options.codes));
  for (const [code, value] of Object.entries(options.mappings[options.name] ?? {})) {
    if (options.values && !options.values.includes(value as T)) {
      throw new RangeError(
        `systems.${options.system}.mappings.${options.name}.${code} is "${value}"; give one of ${options.values.join(", ")}`,
      );
    }
    table.set(code, value as T);
  }
  return {
    read(field, code) {
      const value = table.get(code);
      if (value !== undefined) return value;
      throw new MappingError({
        code: options.failure,
        field,
        value: code,
        text: `${field} has "${code}", which ${options.system} has no mapping for; add it to the landscape under systems.${options.system}.mappings.${options.name}, then replay`,
      });
    },
  };
}
