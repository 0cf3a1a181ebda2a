import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { isDay, isMoment } from "./moments.ts";

describe("a day of an event", () => {
  for (const day of ["1970-01-01", "2028-02-29", "2100-12-31"]) it(`may be ${day}`, () => assert.ok(isDay(day)));
  for (const text of [
    "1969-12-31",
    "2101-01-01",
    "9999-12-31",
    "0000-00-00",
    "2026-02-29",
    "2026-02-30",
    "2026-13-01",
    "2026-1-1",
    "20261201",
    " 2046-12-01",
    "2046-12-01T00:00:00Z",
    "",
  ])
    it(`may not be ${JSON.stringify(text)}`, () => assert.ok(!isDay(text)));
});

describe("a moment of an event", () => {
  for (const moment of [
    "1970-01-01T00:00:00Z",
    "2046-12-01T06:00:00+01:00",
    "2100-12-31T23:59:59.999999-12:00",
    "2046-12-01T06:00:00+14:00",
  ])
    it(`may be ${moment}`, () => assert.ok(isMoment(moment)));
  for (const text of [
    "1969-12-31T23:59:59Z",
    "2101-01-01T00:00:00Z",
    "2046-12-01T06:00:00",
    "2046-12-01 06:00:00Z",
    "2046-12-01T24:00:00Z",
    "2046-12-01T06:60:00Z",
    "2046-12-01T06:00:60Z",
    "2046-12-01T06:00Z",
    "2046-12-01T06:00:00+15:00",
    "2026-02-30T06:00:00Z",
    "2046-12-01",
    "soon",
    "",
  ])
    it(`may not be ${JSON.stringify(text)}`, () => assert.ok(!isMoment(text)));
});
