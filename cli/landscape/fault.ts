/** What is wrong in a landscape file, and where. */

/** Keys and indexes from the file's root, such as `["plants", 0, "code"]`. */
export type Path = readonly (string | number)[];

export interface Fault {
  readonly path: Path;
  /** One sentence: what was found, and what to do about it. Never the value of a secret. */
  readonly text: string;
}

/** The path as people write it, such as `plants[0].code`. */
export function nameOf(path: Path): string {
  return path.reduce<string>((name, part) => (typeof part === "number" ? `${name}[${part}]` : name === "" ? part : `${name}.${part}`), "");
}
