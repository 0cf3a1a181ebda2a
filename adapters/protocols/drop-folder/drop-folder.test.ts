import assert from "node:assert/strict";
import { appendFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { type DropFolder, type DropFolderOptions, openDropFolder } from "./drop-folder.ts";

const folders: string[] = [];
after(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

function open(options: Partial<DropFolderOptions> = {}): { readonly folder: string; readonly files: DropFolder } {
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), "andon-drop-"));
  if (!options.folder) folders.push(folder);
  return { folder, files: openDropFolder({ folder, complete: "rename", encoding: "utf8", ...options }) };
}

const write = (folder: string, name: string, text = name): void => writeFileSync(join(folder, name), text);
const kept = (folder: string, where: string): string[] =>
  readdirSync(join(folder, where), { recursive: true, withFileTypes: true }).flatMap((entry) => (entry.isFile() ? entry.name : []));

describe("a drop folder", () => {
  it("gives files in the order of their names, and none that still has a temporary one", () => {
    const { folder, files } = open();
    for (const name of ["b.idoc", "a.idoc", "0.idoc.tmp", "1.filepart"]) write(folder, name);
    for (const name of ["a.idoc", "b.idoc"]) {
      const file = files.claim();
      assert.equal(file?.name, name);
      file?.archive();
    }
    assert.equal(files.claim(), null);
    assert.deepEqual(kept(folder, "archive").toSorted(), ["a.idoc", "b.idoc"]);
  });

  it("gives a file to one reader, and again to the next when that one died with it", () => {
    const { folder, files } = open();
    write(folder, "a.idoc");
    assert.equal(files.claim()?.name, "a.idoc");
    const next = open({ folder }).files.claim();
    assert.equal(next?.text, "a.idoc");
    next?.archive();
    assert.equal(files.claim(), null);
  });

  it("keeps each of several files of one name, in the archive and among the errors, where its reason stands beside it", () => {
    const { folder, files } = open();
    for (const text of ["first", "second"]) {
      write(folder, "a.idoc", text);
      files.claim()?.archive();
      write(folder, "b.idoc", text);
      files.claim()?.reject(`${text} reason`);
    }
    assert.equal(kept(folder, "archive").length, 2);
    const [errors, reasons] = [kept(folder, "error"), kept(folder, "error").filter((name) => name.endsWith(".err.json"))];
    assert.deepEqual([errors.length, reasons.length], [4, 2]);
    for (const name of reasons) {
      const text = readFileSync(join(folder, "error", name.replace(".err.json", "")), "utf8");
      assert.match(readFileSync(join(folder, "error", name), "utf8"), new RegExp(`"reason":"${text} reason"`));
    }
  });

  it("drops a byte order mark and DOS's end of file, and reads the encoding that is declared", () => {
    const { folder, files } = open({ encoding: "latin1" });
    writeFileSync(join(folder, "a.idoc"), Buffer.from("M\xfcller\x1A", "latin1"));
    assert.equal(files.claim()?.text, "Müller");
    const other = open();
    write(other.folder, "a.xml", "\uFEFF<a/>");
    assert.equal(other.files.claim()?.text, "<a/>");
  });
});

describe("a drop folder whose writer leaves a marker", () => {
  for (const ending of ["done", "ok", "TRG"]) {
    it(`gives a file when its .${ending} is there, which goes with it`, () => {
      const { folder, files } = open({ complete: "done-marker" });
      write(folder, "a.idoc");
      write(folder, "b.idoc");
      assert.equal(files.claim(), null);
      write(folder, `b.idoc.${ending}`, "");
      files.claim()?.archive();
      assert.deepEqual(kept(folder, "archive"), ["b.idoc"]);
      write(folder, "b.idoc", "half of the next");
      assert.equal(files.claim(), null, "the marker was of the file before");
    });
  }

  it("takes a marker that a reader which died has left for none", () => {
    const { folder, files } = open({ complete: "done-marker" });
    mkdirSync(join(folder, "inprogress"), { recursive: true });
    write(join(folder, "inprogress"), "a.idoc");
    write(folder, "a.idoc.done", "");
    files.claim()?.archive();
    assert.equal(files.claim(), null);
    write(folder, "a.idoc", "half of the next");
    assert.equal(files.claim(), null);
  });
});

describe("a drop folder whose writer does not say when a file is complete", () => {
  it("gives a file when it has not grown for a while, and not before", async () => {
    const { folder, files } = open({ complete: "stable-size", stableForMs: 60 });
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
