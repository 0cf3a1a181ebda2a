import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, beforeEach, describe, it } from "node:test";
import { pino } from "pino";
import type { OperationRequest } from "../engine/preparation.ts";
import { OperationRefused } from "../engine/refusal.ts";
import { documentId } from "./document-id.ts";
import type { DocumentStore } from "./document-store.ts";
import { openSqliteDocumentStore } from "./sqlite-document-store.ts";
import { type DocumentLevel, TrustedDocuments } from "./trusted-documents.ts";

const stored = "query Orders($id: ID!) {\n  order(id: $id) {\n    id\n    ...State\n  }\n}\n\nfragment State on Order {\n  state\n}";
const storedId = documentId(stored);
const other = "query Other { order(id: 1) { id } }";

const request = (parts: Partial<OperationRequest>): OperationRequest => ({
  query: "",
  operationName: null,
  variables: {},
  extensions: {},
  ...parts,
});
const automatic = (hash: string, query = ""): OperationRequest =>
  request({ query, extensions: { persistedQuery: { version: 1, sha256Hash: hash } } });

describe("trusted documents", () => {
  let folder: string;
  let store: DocumentStore;
  let logged: Record<string, unknown>[];
  const open = (level: DocumentLevel, allowedDocuments?: (whose: string) => DocumentLevel | undefined): TrustedDocuments => {
    const log = pino({}, { write: (line: string) => logged.push(JSON.parse(line) as Record<string, unknown>) });
    return new TrustedDocuments({ store, level, log, ...(allowedDocuments ? { allowedDocuments } : {}) });
  };
  const refusedAs =
    (code: string, message = /./, status = 400) =>
    (fault: unknown) => {
      assert.ok(fault instanceof OperationRefused, String(fault));
      assert.deepEqual([fault.errors[0]?.extensions.code, fault.status], [code, status]);
      assert.match(fault.message, message);
      return true;
    };

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "andon-documents-"));
    store = openSqliteDocumentStore(join(folder, "documents.db"));
    store.add([{ client: "portal", name: "Orders", text: stored }], "eva");
  });
  beforeEach(() => {
    logged = [];
  });
  after(() => {
    store.close();
    rmSync(folder, { recursive: true });
  });

  for (const level of ["OFF", "LOG", "WARN", "BLOCK"] as const) {
    describe(`at ${level}`, () => {
      it("gives the text of a stored document by its id, in each of the forms that clients send", () => {
        const documents = open(level);
        for (const asked of [request({ documentId: storedId }), request({ documentId: `sha256:${storedId}` }), automatic(storedId)]) {
          assert.deepEqual(documents.resolve(asked, "portal"), { query: stored });
        }
        assert.deepEqual(logged, []);
      });

      it("runs the text of a stored document, with or without its hash", () => {
        assert.deepEqual(open(level).resolve(request({ query: stored }), "portal"), { query: stored });
        assert.deepEqual(open(level).resolve(automatic(storedId, stored), "portal"), { query: stored });
        assert.deepEqual(logged, []);
      });

      it("knows no id that is not stored", () => {
        const missing = documentId("{ missing }");
        assert.throws(
          () => open(level).resolve(request({ documentId: missing }), "portal"),
          refusedAs("PERSISTED_QUERY_NOT_FOUND", /andon documents add/),
        );
      });

      it("gives a client no document of another's, and who has no client any", () => {
        assert.throws(() => open(level).resolve(request({ documentId: storedId }), "app"), refusedAs("PERSISTED_QUERY_NOT_FOUND"));
        assert.deepEqual(open(level).resolve(request({ documentId: storedId }), null), { query: stored });
      });

      it("refuses a hash that is not that of the text", () => {
        assert.throws(
          () => open(level).resolve(automatic(storedId, other), "portal"),
          refusedAs("PERSISTED_QUERY_HASH_MISMATCH", /sha256Hash/),
        );
        assert.throws(
          () => open(level).resolve(automatic(documentId(other), stored), "portal"),
          refusedAs("PERSISTED_QUERY_HASH_MISMATCH"),
        );
      });

      const wrong: readonly (readonly [string, Partial<OperationRequest>, RegExp])[] = [
        ["an id that is no SHA-256", { documentId: "Orders" }, /documentId is no SHA-256/],
        ["an id in upper case", { documentId: storedId.toUpperCase() }, /lower case/],
        ["an id of another kind", { documentId: `md5:${storedId}` }, /documentId/],
        ["both an id and a text", { documentId: storedId, query: other }, /Both query and documentId/],
        ["another version of the protocol", { extensions: { persistedQuery: { version: 2, sha256Hash: storedId } } }, /version is not 1/],
        ["a hash that is no text", { extensions: { persistedQuery: { version: 1, sha256Hash: [storedId] } } }, /sha256Hash is no SHA-256/],
        ["no hash", { extensions: { persistedQuery: { version: 1 } } }, /sha256Hash/],
        ["a persistedQuery that is no object", { extensions: { persistedQuery: storedId } }, /persistedQuery is not an object/],
      ];
      for (const [name, parts, message] of wrong) {
        it(`refuses ${name} by name`, () => {
          assert.throws(() => open(level).resolve(request(parts), "portal"), refusedAs("BAD_REQUEST", message));
        });
      }
    });
  }

  for (const level of ["LOG", "WARN", "BLOCK"] as const) {
    it(`takes a stored document in another layout for what it is at ${level}`, () => {
      const relaid = "# the orders\nfragment State on Order{state}query Orders($id:ID!){order(id:$id){id ...State}}";
      assert.deepEqual(open(level).resolve(request({ query: relaid }), "portal"), { query: stored });
      assert.deepEqual(logged, []);
    });

    it(`takes no text for a stored document at ${level} that asks for one thing more`, () => {
      const more = stored.replace("id\n    ...State", "id\n    cost\n    ...State");
      const documents = open(level);
      if (level === "BLOCK") {
        assert.throws(() => documents.resolve(request({ query: more }), "portal"), refusedAs("PERSISTED_QUERY_REQUIRED"));
      } else assert.equal(documents.resolve(request({ query: more }), "portal").query, more);
      assert.equal(logged.length, 1);
    });

    it(`lets no client register a text at ${level}`, () => {
      const documents = open(level);
      const hash = documentId(other);
      if (level === "BLOCK") {
        assert.throws(() => documents.resolve(automatic(hash, other), "portal"), refusedAs("PERSISTED_QUERY_REQUIRED"));
        assert.throws(() => documents.resolve(automatic(hash), "portal"), refusedAs("PERSISTED_QUERY_NOT_FOUND", /andon documents add/));
      } else {
        assert.equal(documents.resolve(automatic(hash, other), "portal").query, other);
        assert.throws(
          () => documents.resolve(automatic(hash), "portal"),
          refusedAs("PERSISTED_QUERY_NOT_FOUND", /^PersistedQueryNotFound$/, 200),
        );
      }
    });

    it(`tells a text that is no document as such at ${level}`, () => {
      assert.throws(() => open(level).resolve(request({ query: "query {" }), "portal"), refusedAs("GRAPHQL_PARSE_FAILED"));
    });
  }

  it("logs what is not stored once for each client at LOG, and says nothing to the client", () => {
    const documents = open("LOG");
    for (const whose of ["portal", "portal", "app"]) {
      assert.deepEqual(documents.resolve(request({ query: other, operationName: "Other" }), whose), { query: other });
    }
    assert.deepEqual(
      logged.map(({ client, document, operationName, level }) => ({ client, document, operationName, level })),
      ["portal", "app"].map((client) => ({ client, document: documentId(other), operationName: "Other", level: "LOG" })),
    );
    assert.doesNotMatch(JSON.stringify(logged), /order\(id/);
  });

  it("tells the client at WARN what it will have to do", () => {
    const { query, notice } = open("WARN").resolve(request({ query: other }), "portal");
    assert.equal(query, other);
    assert.equal(notice?.code, "PERSISTED_QUERY_REQUIRED");
    assert.match(notice?.message ?? "", /andon documents add/);
    assert.equal(logged.length, 1);
  });

  it("refuses at BLOCK with what to do instead", () => {
    assert.throws(
      () => open("BLOCK").resolve(request({ query: other }), "portal"),
      refusedAs("PERSISTED_QUERY_REQUIRED", /andon documents add.*documentId/),
    );
    assert.throws(() => open("BLOCK").resolve(request({ query: stored }), "app"), refusedAs("PERSISTED_QUERY_REQUIRED"));
  });

  it("goes by a partner's own level before the usual one", () => {
    const documents = open("BLOCK", (whose) => (whose === "trial" ? "LOG" : whose === "house" ? "OFF" : undefined));
    assert.deepEqual(documents.resolve(request({ query: other }), "trial"), { query: other });
    assert.deepEqual(documents.resolve(request({ query: other }), "house"), { query: other });
    for (const whose of ["portal", null]) {
      assert.throws(() => documents.resolve(request({ query: other }), whose), refusedAs("PERSISTED_QUERY_REQUIRED"));
    }
    const strict = open("OFF", (whose) => (whose === "portal" ? "BLOCK" : undefined));
    strict.resolve(automatic(documentId(other), other), "app");
    assert.deepEqual(strict.resolve(automatic(documentId(other)), "app"), { query: other });
    assert.throws(() => strict.resolve(automatic(documentId(other)), "portal"), refusedAs("PERSISTED_QUERY_NOT_FOUND"));
  });

  describe("where they are off", () => {
    it("serves automatic persisted queries: an unknown hash is told, the text registers it, the hash is enough from then on", () => {
      const documents = open("OFF");
      const hash = documentId(other);
      assert.throws(
        () => documents.resolve(automatic(hash), "portal"),
        refusedAs("PERSISTED_QUERY_NOT_FOUND", /^PersistedQueryNotFound$/, 200),
      );
      assert.deepEqual(documents.resolve(automatic(hash, other), "portal"), { query: other });
      assert.deepEqual(documents.resolve(automatic(hash), "portal"), { query: other });
    });

    it("registers nothing of a text that came without its hash", () => {
      const documents = open("OFF");
      assert.deepEqual(documents.resolve(request({ query: other }), "portal"), { query: other });
      assert.throws(() => documents.resolve(automatic(documentId(other)), "portal"), refusedAs("PERSISTED_QUERY_NOT_FOUND", /./, 200));
    });

    it("forgets what was long not asked for rather than grow without bound", () => {
      const documents = open("OFF");
      const text = (count: number): string => `# ${"x".repeat(99_000)}\nquery Q${count} { order(id: ${count}) { id } }`;
      for (let count = 0; count < 40; count++) documents.resolve(automatic(documentId(text(count)), text(count)), null);
      assert.throws(() => documents.resolve(automatic(documentId(text(0))), null), refusedAs("PERSISTED_QUERY_NOT_FOUND", /./, 200));
      assert.deepEqual(documents.resolve(automatic(documentId(text(39))), null), { query: text(39) });
    });

    it("leaves a request without text or id to be refused as one", () => {
      assert.deepEqual(open("OFF").resolve(request({}), null), { query: "" });
    });
  });
});
