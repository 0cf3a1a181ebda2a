import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Ajv } from "ajv";
import type { EventData, EventType } from "../canonical/event.ts";
import { cloudEventType, type EventContract, eventContracts, type Part } from "./contracts.ts";
import { noticeContracts } from "./notices.ts";
import { fullEvents, leastEvents } from "./samples.fixture.ts";

const ajv = new Ajv({ allowUnionTypes: true, validateFormats: false });

const newest = (type: EventType): EventContract => {
  const versions = eventContracts.filter((contract) => contract.type === type);
  const [last] = versions.toSorted((one, other) => other.version - one.version);
  assert.ok(last, `${type} has no contract`);
  return last;
};

/** Names of members at every depth, such as `orders[].order`. */
function membersOf(part: Part, at = ""): readonly string[] {
  if (part.items) return membersOf(part.items, `${at}[]`);
  return Object.entries(part.properties ?? {}).flatMap(([name, member]) => {
    const path = at === "" ? name : `${at}.${name}`;
    return [path, ...membersOf(member, path)];
  });
}

function namesIn(value: unknown, at = ""): readonly string[] {
  if (Array.isArray(value)) return namesIn(value[0], `${at}[]`);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => {
    const path = at === "" ? name : `${at}.${name}`;
    return [path, ...namesIn(member, path)];
  });
}

function requiredOf(part: Part, at = ""): readonly string[] {
  if (part.items) return requiredOf(part.items, `${at}[]`);
  return (part.required ?? []).flatMap((name) => {
    const path = at === "" ? name : `${at}.${name}`;
    return [path, ...requiredOf(part.properties?.[name] as Part, path)];
  });
}

function choicesOf(part: Part): readonly (readonly (string | null)[])[] {
  return [
    ...(part.enum ? [part.enum] : []),
    ...Object.values(part.properties ?? {}).flatMap(choicesOf),
    ...(part.items ? choicesOf(part.items) : []),
  ];
}

/** A list of every value of a choice, which does not compile when one is missing. */
const every = <T extends string>(values: Record<T, true>): readonly string[] => Object.keys(values);
const choices: { readonly [T in EventType]?: readonly string[] } = {
  "andon.schedule.changed": every<EventData["andon.schedule.changed"]["reason"]>({
    MACHINE_DOWN: true,
    DEMAND_CHANGED: true,
    MATERIAL_SHORTAGE: true,
    RESEQUENCED: true,
  }),
  "andon.machine.state-changed": every<EventData["andon.machine.state-changed"]["state"]>({ DOWN: true, UP: true }),
  "andon.quality.usage-decided": every<EventData["andon.quality.usage-decided"]["decision"]>({ ACCEPTED: true, REJECTED: true }),
  "andon.supplier.enriched": every<NonNullable<EventData["andon.supplier.enriched"]["rating"]>>({ A: true, B: true, C: true }),
  "andon.goods.moved": every<EventData["andon.goods.moved"]["movement"]>({ ISSUED: true, RECEIVED: true }),
};

describe("the contracts of events", () => {
  for (const type of Object.keys(fullEvents) as EventType[]) {
    describe(`of ${type}`, () => {
      const { data } = newest(type);

      it("take an event that says everything, and have exactly the members that it can have", () => {
        const check = ajv.compile(data);
        assert.ok(check(fullEvents[type]), ajv.errorsText(check.errors));
        assert.deepEqual([...membersOf(data)].sort(), [...namesIn(fullEvents[type])].sort());
      });

      it("take an event that says no more than it must, and ask for exactly that", () => {
        const check = ajv.compile(data);
        assert.ok(check(leastEvents[type]), ajv.errorsText(check.errors));
        assert.deepEqual([...requiredOf(data)].sort(), [...namesIn(leastEvents[type])].sort());
      });

      it("offer exactly the choices that there are", () => {
        const offered = choicesOf(data).map((choice) => choice.filter((value) => value !== null));
        assert.deepEqual(offered, choices[type] ? [choices[type]] : []);
      });
    });
  }

  it("are of known types, each in versions that count from 1", () => {
    const known = Object.keys(fullEvents);
    assert.deepEqual(new Set(eventContracts.map(({ type }) => type)), new Set(known));
    for (const type of known) {
      const versions = eventContracts.filter((contract) => contract.type === type).map(({ version }) => version);
      assert.deepEqual(
        versions.sort(),
        versions.map((_, index) => index + 1),
        type,
      );
    }
  });

  it("describe each member, say its form, and show examples that fit", () => {
    const check = (part: Part, path: string): void => {
      assert.ok(part.description && part.title, `${path} is not described`);
      for (const example of part.examples ?? []) assert.ok(ajv.validate(part, example), `${path}: ${JSON.stringify(example)} does not fit`);
      for (const [name, member] of Object.entries(part.properties ?? {})) check(member, `${path}.${name}`);
      if (part.items) check(part.items, `${path}[]`);
    };
    for (const contract of [...eventContracts, ...noticeContracts]) check(contract.data, cloudEventType(contract));
  });

  it("name members that an event or a notice must have as its subject", () => {
    for (const { type, subject, data } of [...eventContracts, ...noticeContracts])
      assert.deepEqual(
        subject.filter((name) => !data.required?.includes(name)),
        [],
        type,
      );
  });
});
