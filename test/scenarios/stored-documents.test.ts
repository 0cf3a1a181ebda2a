import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, beforeEach, describe, it } from "node:test";
import { root, run, writeLandscape } from "../support/demo.ts";

describe("what a client's developer stores by the command line", () => {
  let folder: string;
  let landscape: string;
  let client: string;
  const documents = (...args: string[]): ReturnType<typeof run> => run("documents", ...args, "--landscape", landscape);
  const write = (path: string, text: string): void => {
    mkdirSync(join(client, path, ".."), { recursive: true });
    writeFileSync(join(client, path), text);
  };
  const stored = async (): Promise<
    readonly { readonly id: string; readonly name: string; readonly client: string; readonly text: string }[]
  > => JSON.parse((await documents("list", "--json")).stdout);

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "andon-stored-"));
  });
  after(() => rmSync(folder, { recursive: true }));
  beforeEach(() => {
    const own = mkdtempSync(join(folder, "case-"));
    landscape = writeLandscape(own);
    client = join(own, "client");
  });

  it("is every operation of a repository, with its fragments, by an id that is the SHA-256 of its text", async () => {
    write(
      "src/plants.tsx",
      "import { gql } from '@apollo/client';\nexport const P = gql`query Plants { plants { ...Plant } }`;\nexport const V = () => <p />;",
    );
    write("src/fragments/plant.graphql", "fragment Plant on Plant { code name }");
    write("node_modules/other/query.graphql", "query NotOurs { plants { code } }");
    const { code, stdout } = await documents("add", "--client", "portal", client);
    assert.equal(code, 0);
    const [document, ...others] = await stored();
    assert.deepEqual([others, document?.name, document?.client], [[], "Plants", "portal"]);
    assert.equal(document?.text.replace(/\s+/g, " "), "query Plants { plants { ...Plant } } fragment Plant on Plant { code name }");
    assert.equal(document.id, createHash("sha256").update(document.text).digest("hex"));
    assert.equal(stdout, `${document.id}  Plants\n1 documents of portal: 1 new, 0 stored before\n`);
    assert.match(
      (await documents("add", "--client", "portal", client)).stdout,
      /Plants {2}\(stored before\)\n1 documents of portal: 0 new/,
    );
  });

  it("may be the operations that come with the project", async () => {
    const { code, stdout, stderr } = await documents("add", "--client", "demo", join(root, "schema/operations"));
    assert.equal(code, 0, stderr);
    assert.match(stdout, /^[0-9a-f]{64} {2}LateOrders$/m);
  });

  it("is nothing at all when anything is wrong, and every fault is told with its place", async () => {
    write("good.graphql", "query Good { plants { code } }");
    write("bad.graphql", "query Bad {\n  plants { code nothing }\n}\n{ plants { code } }");
    write("broken.ts", "const q = gql`query Broken { plants {`;");
    const { code, stderr } = await documents("add", "--client", "portal", client);
    assert.equal(code, 2);
    const lines = stderr.split("\n").map((line) => line.replaceAll(`${client}/`, "").trim());
    assert.deepEqual(
      lines.slice(0, 4).sort(),
      [
        "Nothing is stored:",
        "bad.graphql:4:1: the operation has no name; give it one, by which people will know it",
        'bad.graphql:2:17: Cannot query field "nothing" on type "Plant". (Bad)',
        "broken.ts:1:38: Syntax Error: Expected Name, found <EOF>.",
      ].sort(),
    );
    assert.deepEqual(await stored(), []);
  });

  it("is taken away by its id, or all of a client's", async () => {
    write("a.graphql", "query A { plants { code } } query B { plants { name } } query C { plants { timeZone } }");
    await documents("add", "--client", "portal", client);
    await documents("add", "--client", "app", join(client, "a.graphql"));
    const [first] = (await stored()).filter((each) => each.client === "portal");
    assert.match((await documents("remove", "--client", "portal", first?.id ?? "")).stdout, /^1 documents of portal removed/);
    assert.match((await documents("remove", "--client", "portal", first?.id ?? "")).stderr, /portal has no document/);
    assert.match((await documents("remove", "--client", "portal", "--all")).stdout, /^2 documents of portal removed/);
    assert.deepEqual(
      (await stored()).map(({ client, name }) => `${client} ${name}`),
      ["app A", "app B", "app C"],
    );
  });

  it("is in the audit log, which says when it was changed", async () => {
    write("a.graphql", "query A { plants { code } }");
    await documents("add", "--client", "portal", client);
    await documents("remove", "--client", "portal", "--all");
    const told = await run("audit", "--action", "documents", "--since", "1h", "--json", "--landscape", landscape);
    const entries = JSON.parse(told.stdout) as {
      readonly action: string;
      readonly result: string;
      readonly what: { readonly client: string };
    }[];
    assert.deepEqual(
      entries.map(({ action, result, what }) => [action, result, what.client]),
      [
        ["documents.added", "OK", "portal"],
        ["documents.removed", "OK", "portal"],
      ],
    );
    const { code, stdout } = await run("audit", "verify", "--landscape", landscape);
    assert.equal(code, 0);
    const head = /^2 entries, all as they were written\nhead (2:[0-9a-f]{64})\n$/.exec(stdout)?.[1] ?? "";
    assert.equal((await run("audit", "verify", "--head", head, "--landscape", landscape)).code, 0);

    const file = join(landscape, "../data/audit.db");
    const bytes = readFileSync(file);
    bytes.write("documents.xxxxx", bytes.indexOf("documents.added"));
    writeFileSync(file, bytes);
    const changed = await run("audit", "verify", "--landscape", landscape);
    assert.equal(changed.code, 1);
    assert.match(changed.stdout, /^entry 1 is not as it was written/);
  });
});
