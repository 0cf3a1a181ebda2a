import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, it } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { documentId } from "./document-id.ts";
import type { DocumentStore } from "./document-store.ts";
import { openSqliteDocumentStore } from "./sqlite-document-store.ts";

describe("the store of trusted documents", () => {
  let folder: string;
  let store: DocumentStore;
  const plants = { client: "portal", name: "Plants", text: "query Plants { plants { code } }" };
  const id = documentId(plants.text);

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "andon-documents-"));
    store = openSqliteDocumentStore(join(folder, "documents.db"));
  });
  afterEach(() => {
    store.close();
    rmSync(folder, { recursive: true });
  });

  it("finds what was added by the SHA-256 of its text", () => {
    const [added] = store.add([plants], "eva");
    assert.equal(added?.isNew, true);
    assert.match(id, /^[0-9a-f]{64}$/);
    const found = store.find(id, "portal");
    assert.deepEqual({ ...found }, { ...plants, id, addedAt: found?.addedAt, by: "eva" });
    assert.ok(Math.abs(Date.parse(found?.addedAt ?? "") - Date.now()) < 60_000);
  });

  it("has the id that any other SHA-256 of the text gives", () => {
    // The example of GraphQL over HTTP, appendix A.
    assert.equal(
      documentId("query ($id: ID!) {\n  user(id: $id) {\n    name\n  }\n}"),
      "7dba4bd717b41f10434822356a93c32b1fb4907b983e854300ad839f84cdcd6e",
    );
  });

  it("keeps a client's documents from the others, and shows all to who is no client", () => {
    store.add([plants], "eva");
    assert.equal(store.find(id, "shopfloor"), null);
    assert.equal(store.find(id, null)?.client, "portal");
    assert.equal(store.find(documentId("{ other }"), null), null);
  });

  it("adds the same again as nothing new, and says who added it first", () => {
    store.add([plants], "eva");
    const [again] = store.add([plants], "max");
    assert.deepEqual([again?.isNew, again?.document.by], [false, "eva"]);
    assert.equal(store.list().length, 1);
  });

  it("lists by client and name", () => {
    store.add([plants, { client: "app", name: "B", text: "query B { plants { code } }" }], "eva");
    store.add([{ client: "app", name: "A", text: "query A { plants { code } }" }], "eva");
    assert.deepEqual(
      store.list().map(({ client, name }) => `${client} ${name}`),
      ["app A", "app B", "portal Plants"],
    );
    assert.deepEqual(
      store.list("app").map(({ name }) => name),
      ["A", "B"],
    );
  });

  it("removes a client's own, and says which were there", () => {
    store.add([plants, { ...plants, client: "app" }], "eva");
    assert.deepEqual(store.remove("portal", [id, "0".repeat(64)]), [id]);
    assert.equal(store.find(id, "portal"), null);
    assert.equal(store.find(id, "app")?.name, "Plants");
  });

  it("sees soon what another process adds and removes", async () => {
    const other = openSqliteDocumentStore(join(folder, "documents.db"));
    assert.equal(store.find(id, "portal"), null);
    other.add([plants], "eva");
    await delay(110);
    assert.equal(store.find(id, "portal")?.name, "Plants");
    other.remove("portal", [id]);
    await delay(110);
    assert.equal(store.find(id, "portal"), null);
    other.close();
  });

  it("sees at once what it has added and removed itself, however often it looked before", () => {
    for (const isThere of [false, true, false]) {
      assert.equal(store.find(id, null) !== null, isThere);
      if (isThere) store.remove("portal", [id]);
      else store.add([plants], "eva");
      assert.equal(store.find(id, "portal") === null, isThere);
    }
  });

  it("keeps what it has when it is opened again", () => {
    store.add([plants], "eva");
    store.close();
    store = openSqliteDocumentStore(join(folder, "documents.db"));
    assert.equal(store.find(id, "portal")?.text, plants.text);
  });
});
