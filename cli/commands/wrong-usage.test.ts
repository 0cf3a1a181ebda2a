import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { root, writeLandscape } from "#test/demo";
import { run as audit } from "./audit.ts";
import { run as documents } from "./documents.ts";

const cases: readonly (readonly [what: string, command: typeof audit, args: readonly string[], says: RegExp])[] = [
  ["no client", documents, ["add", "x"], /whose documents they are with --client NAME/],
  ["a client that no token can name", documents, ["add", "--client", "a b", "x"], /--client is "a b"/],
  ["no folder", documents, ["add", "--client", "a"], /which folders or files/],
  ["a folder that is not there", documents, ["add", "--client", "a", "/nowhere"], /\/nowhere is not there/],
  ["a file that holds no operations", documents, ["add", "--client", "a", join(root, "README.md")], /holds no operations; name folders/],
  ["a folder without operations", documents, ["add", "--client", "a", join(root, "docs")], /There is no operation in .*docs/],
  ["nothing to remove", documents, ["remove", "--client", "a"], /by their ids, or all of the client's with --all/],
  ["an action that is none", documents, ["constructor"], /no action "constructor"; give add, list or remove/],
  ["an audit action that is none", audit, ["repair"], /no action "repair"; give list or verify/],
  ["an audit log that is not there", audit, [], /Nothing was ever recorded in .*--landscape FILE/],
];

describe("a command that is called wrongly", () => {
  let folder: string;
  let landscape: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "andon-usage-"));
    landscape = writeLandscape(folder);
  });
  after(() => rmSync(folder, { recursive: true }));

  for (const [what, command, args, says] of cases) {
    it(`tells what to do where it is given ${what}`, async () => {
      await assert.rejects(command([...args, "--landscape", landscape]), { name: "UsageError", message: says });
    });
  }
});
