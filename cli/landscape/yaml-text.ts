/** The landscape file as YAML: its content, and the line on which each part of it is written. */
import { readFileSync } from "node:fs";
import { type Document, isNode, isScalar, LineCounter, parseDocument, visit } from "yaml";
import { UsageError } from "../usage-error.ts";
import type { Fault, Path } from "./fault.ts";

export interface YamlText {
  readonly content: unknown;
  /** Throws UsageError with every fault and its line, or returns when there is none. */
  refuse(faults: readonly Fault[]): void;
}

/** Throws UsageError when the file is not there or is no YAML. */
export function readYaml(file: string): YamlText {
  const lines = new LineCounter();
  const document = parseDocument(readText(file), { lineCounter: lines });
  if (document.errors.length > 0) {
    const told = document.errors.map((error) => `  line ${lines.linePos(error.pos[0]).line}: ${error.message.split("\n")[0]}`);
    throw new UsageError(`${file} is not YAML:\n${told.join("\n")}`);
  }
  const refuseLines = (told: readonly string[]): void => {
    if (told.length > 0) throw new UsageError(`${file} cannot be used:\n${[...new Set(told)].join("\n")}`);
  };
  refuseLines(alteredKeys(document, lines));
  return {
    content: document.toJS() as unknown,
    refuse: (faults) => refuseLines(faults.map((fault) => `  line ${lineOf(document, lines, fault.path)}: ${fault.text}`)),
  };
}

/** Keys that YAML takes for a number and writes otherwise: the code 08 would be looked for as 8. */
function alteredKeys(document: Document, lines: LineCounter): string[] {
  const told: string[] = [];
  visit(document, {
    Pair(_, { key }) {
      if (!isScalar(key) || typeof key.value !== "number" || key.source === undefined || key.source === String(key.value)) return;
      told.push(
        `  line ${lines.linePos(key.range?.[0] ?? 0).line}: ${key.source} is read as ${key.value}; put it in quotes: "${key.source}"`,
      );
    },
  });
  return told;
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    throw new UsageError(`There is no landscape file ${file}; give one with --landscape FILE`);
  }
}

/** The line of the closest node that exists: of a missing key, its parent's. */
function lineOf(document: Document, lines: LineCounter, path: Path): number {
  for (let length = path.length; length > 0; length--) {
    const node: unknown = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}
