/** The files of a client's repository in which its operations may be written. */
import { globSync, statSync } from "node:fs";
import { basename, extname, join } from "node:path";
import { UsageError } from "../usage-error.ts";

const graphqlFiles = [".graphql", ".gql"];
const scriptFiles = [".ts", ".tsx", ".js", ".jsx"];

export const isGraphqlFile = (file: string): boolean => graphqlFiles.includes(extname(file));
export const isManifest = (file: string): boolean => extname(file) === ".json";

/**
 * Each file once: those that are named, and in folders all of GraphQL, TypeScript and JavaScript but those of packages and in hidden
 * folders. Throws UsageError for a path that is not there or a file of another kind.
 */
export function findClientFiles(paths: readonly string[]): readonly string[] {
  return [...new Set(paths.flatMap(filesAt))];
}

function filesAt(path: string): readonly string[] {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) throw new UsageError(`${path} is not there; name folders or files of the client's repository`);
  if (found.isDirectory()) {
    const pattern = `**/*{${[...graphqlFiles, ...scriptFiles].join(",")}}`;
    return globSync(pattern, { cwd: path, exclude: isLeftOut })
      .sort()
      .map((file) => join(path, file));
  }
  if ([...graphqlFiles, ...scriptFiles].includes(extname(path)) || isManifest(path)) return [path];
  throw new UsageError(
    `${path} holds no operations; name folders, a manifest (.json), or files of ${[...graphqlFiles, ...scriptFiles].join(" ")}`,
  );
}

function isLeftOut(path: string): boolean {
  const name = basename(path);
  return name === "node_modules" || (name.startsWith(".") && name.length > 1);
}
