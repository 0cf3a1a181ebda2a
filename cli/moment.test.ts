import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readMoment } from "./moment.ts";
import { UsageError } from "./usage-error.ts";

describe("a moment on the command line", () => {
  const now = Date.parse("2026-11-24T12:00:00.000Z");
  const known: Readonly<Record<string, string>> = {
    "30s": "2026-11-24T11:59:30.000Z",
    "90m": "2026-11-24T10:30:00.000Z",
    "2h": "2026-11-24T10:00:00.000Z",
    "7d": "2026-11-17T12:00:00.000Z",
    "2026-11-20": "2026-11-20T00:00:00.000Z",
    "2026-11-20T06:30": "2026-11-20T06:30:00.000Z",
    "2026-11-20T06:30:15.250Z": "2026-11-20T06:30:15.250Z",
    "2026-11-20T06:30:00+02:00": "2026-11-20T04:30:00.000Z",
  };
  for (const [text, moment] of Object.entries(known)) {
    it(`${text} is ${moment}`, () => assert.equal(readMoment("--since", text, now), moment));
  }
  for (const text of ["", "yesterday", "2026-02-30", "2026-11-24T25:00", "5w", "-2h", "20:30"]) {
    it(`is not ${JSON.stringify(text)}`, () => {
      assert.throws(
        () => readMoment("--since", text, now),
        (fault: unknown) => fault instanceof UsageError && /^--since is ".*"; give a date or moment/.test(fault.message),
      );
    });
  }
});
