/** Reads what a client's repository asks of the graph, and checks that the gateway would run it. */
import { readFileSync } from "node:fs";
import { type DocumentNode, GraphQLError, parse, Source } from "graphql";
import { createDocumentCheck } from "#gateway/document-check";
import { UsageError } from "../usage-error.ts";
import { findClientFiles, isGraphqlFile, isManifest } from "./client-files.ts";
import { type ClientOperation, collectOperations } from "./client-operations.ts";
import { readManifest } from "./manifest.ts";
import { tellError } from "./place.ts";
import { findTaggedTemplates } from "./tagged-templates.ts";

/** Throws UsageError with every fault and its place, or when there is no operation at all. */
export function readOperations(paths: readonly string[], supergraphSdl: string): readonly ClientOperation[] {
  const faults: string[] = [];
  const operations: ClientOperation[] = [];
  const documents: DocumentNode[] = [];
  for (const file of findClientFiles(paths)) {
    const text = readFileSync(file, "utf8");
    if (isManifest(file)) operations.push(...readManifest(file, text, faults));
    else {
      const sources = isGraphqlFile(file) ? [new Source(text, file)] : findTaggedTemplates(file, text, faults);
      documents.push(...sources.flatMap((source) => parseSource(source, faults)));
    }
  }
  operations.push(...collectOperations(documents, faults));
  const check = createDocumentCheck(supergraphSdl);
  for (const { name, document } of operations) faults.push(...check(document).map((error) => `${tellError(error)} (${name})`));
  if (faults.length > 0) throw new UsageError(`Nothing is stored:\n${[...new Set(faults)].map((fault) => `  ${fault}`).join("\n")}`);
  if (operations.length === 0) throw new UsageError(`There is no operation in ${paths.join(", ")}; name folders or files that have some`);
  return operations;
}

function parseSource(source: Source, faults: string[]): readonly DocumentNode[] {
  // A file of comments alone is no fault of anybody's.
  if (source.body.replace(/#.*/g, "").trim() === "") return [];
  try {
    return [parse(source)];
  } catch (fault) {
    if (!(fault instanceof GraphQLError)) throw fault;
    faults.push(tellError(fault));
    return [];
  }
}
