import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { cloudEventType, eventContracts } from "#schema/events/contracts.ts";
import { ownersOf } from "./ownership.ts";
import { refusalCodes } from "./refusal.ts";

const manual = readFileSync(new URL("../../docs/events.md", import.meta.url), "utf8");
const rows = (form: RegExp): readonly (readonly string[])[] => [...manual.matchAll(form)].map(([, ...cells]) => cells);

describe("docs/events.md", () => {
  it("says what each code means by which an event is refused", () => {
    assert.deepEqual(rows(/^\| `([A-Z_]+)` \|/gm).flat(), [...refusalCodes]);
  });

  it("has every type in every version, who tells it, and its subject", () => {
    const told = eventContracts.map((contract) => {
      const owners = ownersOf(contract.type, "1010", new Map()).map((role) => role.toUpperCase());
      const subject = contract.subject.length === 0 ? "any business key" : `\`${contract.subject.join("/")}\``;
      return [cloudEventType(contract), owners.join(", "), subject];
    });
    assert.deepEqual([...rows(/^\| `(andon\.[^`]+)` \| ([A-Z, ]+) \| (.+) \|$/gm)].sort(), told.sort());
  });
});
