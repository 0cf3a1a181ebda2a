import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { isGone, ownerName } from "./owner.ts";

/** The name that another process gives itself, while it lives, and its end. */
async function another(): Promise<{ readonly name: string; readonly end: () => Promise<unknown> }> {
  const text = `import { ownerName } from ${JSON.stringify(new URL("./owner.ts", import.meta.url).href)}; console.log(ownerName()); setInterval(() => 0, 1e6);`;
  const child = spawn(process.execPath, ["--input-type=module", "--eval", text], { cwd: fileURLToPath(new URL(".", import.meta.url)) });
  const [said] = (await once(child.stdout, "data")) as [Buffer];
  const end = (): Promise<unknown> => {
    const ended = once(child, "exit");
    child.kill("SIGKILL");
    return ended;
  };
  return { name: said.toString("utf8").trim(), end };
}

describe("whose work is under way", () => {
  it("is this process's own for as long as it lives, and another's until that is killed", async () => {
    assert.equal(isGone(ownerName()), false);
    const { name, end } = await another();
    assert.equal(isGone(name), false);
    await end();
    assert.equal(isGone(name), true);
  });

  it("is not that of a process which was given the number of one that is gone", { skip: !existsSync("/proc/self/stat") }, async () => {
    const { name, end } = await another();
    const [host, pid, birth, rest] = name.split(" ");
    assert.equal(isGone([host, pid, Number(birth) - 1, rest].join(" ")), true);
    await end();
  });

  it("is not known of another host", () => {
    assert.equal(isGone("elsewhere 1 1 x"), false);
  });
});
