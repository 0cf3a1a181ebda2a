import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { readBatch, writeBatch } from "./batch-body.ts";

const written = writeBatch(
  [
    { method: "GET", target: "A_Order('1')?$select=Number", headers: { accept: "application/json" } },
    { method: "PATCH", target: "A_Order('2')", headers: { "if-match": 'W/"1"' }, body: '{"Text":"für"}' },
  ],
  "batch_1",
);

/** As SAP Gateway answers: a retrieval, a change set that went through, one that failed. */
const answer = [
  "--AB0",
  "Content-Type: application/http",
  "Content-Length: 71",
  "content-transfer-encoding: binary",
  "",
  "HTTP/1.1 200 OK",
  "Content-Type: application/json",
  "Content-Length: 13",
  "",
  '{"d":"--AB0"}',
  "--AB0",
  "Content-Type: multipart/mixed; boundary=AB02",
  "Content-Length: 146",
  "",
  "--AB02",
  "Content-Type: application/http",
  "Content-Length: 60",
  "content-transfer-encoding: binary",
  "",
  "HTTP/1.1 204 No Content",
  "content-id: 2",
  'etag: W/"2"',
  "",
  "",
  "--AB02--",
  "",
  "--AB0",
  "Content-Type: application/http",
  "content-transfer-encoding: binary",
  "",
  "HTTP/1.1 412 Precondition Failed",
  "",
  '{"error":{}}',
  "--AB0--",
  "",
].join("\r\n");
const type = "multipart/mixed; boundary=AB0";
const shown = (body: string, contentType = type) =>
  readBatch(contentType, body).map((reply) => reply && [reply.status, reply.text, reply.header("etag")]);

describe("a $batch", () => {
  it("has each write in a change set of its own, with CRLF, Content-ID and the length in bytes", () => {
    assert.equal(written.contentType, "multipart/mixed; boundary=batch_1");
    assert.deepEqual(written.body.split("\r\n"), [
      "--batch_1",
      "Content-Type: application/http",
      "Content-Transfer-Encoding: binary",
      "",
      "GET A_Order('1')?$select=Number HTTP/1.1",
      "accept: application/json",
      "",
      "",
      "--batch_1",
      "Content-Type: multipart/mixed; boundary=changeset_2_batch_1",
      "",
      "--changeset_2_batch_1",
      "Content-Type: application/http",
      "Content-Transfer-Encoding: binary",
      "Content-ID: 2",
      "",
      "PATCH A_Order('2') HTTP/1.1",
      'if-match: W/"1"',
      "Content-Length: 15",
      "",
      '{"Text":"für"}',
      "--changeset_2_batch_1--",
      "",
      "--batch_1--",
      "",
    ]);
  });

  it("is answered part for part, with status, ETag and body", () => {
    const parts = [
      [200, '{"d":"--AB0"}', undefined],
      [204, "", 'W/"2"'],
      [412, '{"error":{}}', undefined],
    ];
    assert.deepEqual(shown(answer), parts);
    assert.deepEqual(shown(answer.replaceAll("\r\n", "\n"), 'multipart/mixed; charset=utf-8; boundary="AB0"'), parts);
  });

  it("has no answer for what is another's by its Content-ID, nor for what was cut off", () => {
    assert.equal(readBatch(type, answer.replace("content-id: 2", "content-id: 3"))[1], null);
    const whole = shown(answer);
    for (let end = 0; end < answer.length; end += 1) {
      const read = shown(answer.slice(0, end));
      assert.deepEqual(read, whole.slice(0, read.length), `cut off after ${end} characters`);
    }
  });

  it("never throws, whatever is answered", () => {
    fc.assert(fc.property(fc.string(), fc.string(), (contentType, body) => assert.ok(Array.isArray(readBatch(contentType, body)))));
  });
});
