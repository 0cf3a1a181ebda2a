import assert from "node:assert/strict";
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { openDropFolder } from "./drop-folder.ts";

describe("a folder whose writer does not say when a file is complete", () => {
  const folder = mkdtempSync(join(tmpdir(), "andon-drop-"));
  const files = openDropFolder({ folder, complete: "stable-size", encoding: "utf8", stableForMs: 60 });
  after(() => rmSync(folder, { recursive: true }));

  it("gives a file when it has not grown for a while, and not before", async () => {
    const file = join(folder, "orders.xml");
    writeFileSync(file, "");
    assert.equal(files.claim(), null);
    await delay(80);
    assert.equal(files.claim(), null, "an empty file has only been opened");
    writeFileSync(file, "<a>");
    assert.equal(files.claim(), null);
    appendFileSync(file, "</a>");
    assert.equal(files.claim(), null);
    await delay(80);
    const claimed = files.claim();
    assert.equal(claimed?.text, "<a></a>");
    claimed?.archive();
    assert.equal(files.claim(), null);
  });
});
