import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Which doors each room may go through; a prefix ending in `/` opens a whole folder. */
const mayUse: Readonly<Record<string, readonly string[]>> = {
  schema: [],
  adapters: ["#schema/"],
  sync: ["#schema/", "#adapters/port"],
  subgraphs: ["#schema/", "#sync"],
  gateway: ["#schema/"],
  simulators: [],
  cli: ["#schema/", "#adapters", "#sync", "#subgraphs", "#gateway", "#gateway/document-check", "#gateway/kept", "#cli/compose"],
  test: ["#schema/", "#adapters", "#sync", "#subgraphs", "#gateway", "#gateway/kept", "#cli/compose"],
  bench: ["#schema/", "#adapters", "#sync", "#subgraphs", "#gateway", "#gateway/kept", "#cli/compose"],
};

interface Import {
  readonly file: string;
  readonly room: string;
  readonly target: string;
}

const imports: readonly Import[] = globSync("{schema,adapters,sync,subgraphs,gateway,simulators,cli,test,bench}/**/*.ts", {
  cwd: root,
}).flatMap((file) => {
  const text = readFileSync(join(root, file), "utf8");
  const targets = [...text.matchAll(/^(?:import|export)[^;]*?from "([^"]+)"|\bimport\("([^"]+)"\)/gm)];
  return targets.map(([, fixed, dynamic]) => ({ file, room: file.split("/")[0] ?? "", target: fixed ?? dynamic ?? "" }));
});

const opens = (door: string, target: string): boolean => target === door || (door.endsWith("/") && target.startsWith(door));
const isTest = (file: string): boolean => /\.(test|contract)\.ts$/.test(file);

describe("the rooms of the project", () => {
  it("are all seen by this check", () => {
    assert.ok(imports.length > 200, `only ${imports.length} imports seen; the check has gone blind`);
    assert.deepEqual([...new Set(imports.map(({ room }) => room))].sort(), Object.keys(mayUse).sort());
  });

  it("are entered only through the doors that each may use", () => {
    const wrong = imports.filter(
      ({ file, room, target }) =>
        target.startsWith("#") &&
        !(mayUse[room] ?? []).some((door) => opens(door, target)) &&
        // The port's contract is there to be called by the tests of every adapter.
        !(isTest(file) && target === "#adapters/port.contract") &&
        !(isTest(file) && ["#test/demo", "#test/eventually", "#test/redis-server"].includes(target)) &&
        // Simulated servers of protocols are there to be run against.
        !(isTest(file) && target.startsWith("#simulators/")) &&
        // Tests of a room that reads what another writes may set it up through that room's door.
        !(isTest(file) && ["#sync", "#subgraphs"].includes(target)),
    );
    assert.deepEqual(wrong, []);
  });

  it("are never reached into by a relative path", () => {
    const wrong = imports.filter(({ file, room, target }) => {
      if (!target.startsWith(".")) return false;
      const other = relative(root, join(root, dirname(file), target)).split("/")[0];
      return other !== room;
    });
    assert.deepEqual(wrong, []);
  });

  it("keep each adapter apart from its siblings", () => {
    const shared = ["protocols"];
    const wrong = imports.filter(({ file, room, target }) => {
      if (room !== "adapters" || !target.startsWith(".")) return false;
      const own = file.split("/").length > 2 ? (file.split("/")[1] ?? null) : null;
      const other = relative("adapters", join(dirname(file), target)).split("/");
      return own !== null && !shared.includes(own) && other.length > 1 && other[0] !== own && !shared.includes(other[0] ?? "");
    });
    assert.deepEqual(wrong, []);
  });

  it("read the process's environment only where the program starts", () => {
    const wrong = globSync("{schema,adapters,sync,subgraphs,gateway}/**/*.ts", { cwd: root })
      .filter((file) => !isTest(file))
      .filter((file) => /process\.env(?!\.APOLLO_TELEMETRY_DISABLED)/.test(readFileSync(join(root, file), "utf8")));
    assert.deepEqual(wrong, []);
  });
});
