import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it } from "node:test";
import type { Caller } from "#schema/canonical/caller.ts";
import { eventPlace, type PlacedEvent, progress } from "#schema/canonical/stream.ts";
import type { ExceptionKind } from "#sync";
import { eventually } from "#test/eventually";
import { order, type PlantsUnderTest, planner, startPlants } from "../canonical-plants.fixture.ts";
import { type Answer, type Asking, askSubgraphs } from "../execution.fixture.ts";

const operator: Caller = { ...planner, subject: "olga", scopes: ["sync:read"] };
const commandsChanged = "subscription { commandChanged { id kind recordedAt command { kind state } } }";

describe("a stream of what is under way", () => {
  let under: PlantsUnderTest;
  let asking: Asking;
  beforeEach(async () => {
    under = await startPlants();
    asking = askSubgraphs(under.sources);
    under.tell(order("1010", "1000501", { state: "CREATED" }));
    const isThere = (): boolean => under.sources.views.get("production-order", [{ plant: "1010", key: "1000501" }], planner)[0] !== null;
    await eventually(isThere, (there) => there);
  });
  afterEach(() => under[Symbol.asyncDispose]());

  const raise = (kind: ExceptionKind, plant: string | null, key: string): string => {
    const about = { plant, key, system: null, workflow: null, text: "look", raw: null, traceparent: null, concerns: {} };
    return under.sources.process.exceptions.raise({ kind, ...about });
  };
  const release = async (): Promise<string> => {
    const text = 'mutation { releaseProductionOrder(input: { plant: "1010", order: "1000501", idempotencyKey: "1" }) { commands { id } } }';
    return (await asking.dataOf("production-orders", planner, text)).releaseProductionOrder.commands[0]?.id;
  };
  const listen = async (caller: Caller, text: string, variables?: Record<string, unknown>): Promise<AsyncGenerator<Answer>> => {
    const events = await asking.listen("sync-operations", caller, text, variables);
    assert.ok(Symbol.asyncIterator in events, JSON.stringify(events));
    return events;
  };
  const next = async (events: AsyncGenerator<Answer>): Promise<Answer["data"]> => {
    const { value } = await events.next();
    assert.deepEqual(value?.errors, []);
    return value?.data;
  };

  it("tells each state of a command until it is done", async () => {
    const events = await listen(operator, commandsChanged);
    const first = next(events);
    await release();
    const states = [(await first).commandChanged.command.state];
    for (; states.at(-1) !== "ACKNOWLEDGED"; states.push((await next(events)).commandChanged.command.state)) assert.ok(states.length < 5);
    assert.ok(["PENDING", "POSTING", "ACKNOWLEDGED"].includes(states[0]));
    await events.return(undefined);
  });

  it("tells only the commands that are asked for, and the undone ones first when that is wanted", async () => {
    const goOn = under.erp.pause();
    await release();
    const [kept] = await eventually(
      () => under.sources.process.outbox.list({ states: ["POSTING"] }),
      (all) => all.length > 0,
    );
    const id = Buffer.from(`Command:1010/${kept?.command.id}`).toString("base64url");
    const text = "subscription ($ids: [ID!]) { commandChanged(commands: $ids, snapshot: true) { id command { state } } }";
    const events = await listen(operator, text, { ids: [id] });
    assert.deepEqual(await next(events), { commandChanged: { id, command: { state: "POSTING" } } });
    const of = text.replace("($ids: [ID!])", "").replace("$ids", '["nonsense"]');
    const others = await asking.stream("sync-operations", operator, of, { after: null, snapshot: true });
    const told = [(await others.next()).value, others.next()] as const;
    goOn();
    assert.deepEqual(await next(events), { commandChanged: { id, command: { state: "ACKNOWLEDGED" } } });
    for (const event of [told[0], (await told[1]).value]) assert.deepEqual(Object.keys(event ?? {}), [], "only how far it has come");
    await Promise.all([events.return(undefined), others.return?.()]);
  });

  it("tells exceptions of the caller's plants and the kinds that are asked for, and when they are over", async () => {
    const text = "subscription ($kinds: [SyncExceptionKind!]) { exceptionChanged(kinds: $kinds) { id kind exception { kind state key } } }";
    const everything = await listen(operator, text);
    const ofToledo = await listen({ ...operator, plants: ["2010"] }, text);
    const shortages = await listen(operator, text, { kinds: ["MATERIAL_SHORTAGE"] });
    const firsts = [everything, ofToledo, shortages].map(next);
    raise("SLA_BREACH", "1010", "a");
    raise("SLA_BREACH", null, "of no plant");
    const id = raise("MATERIAL_SHORTAGE", "2010", "b");
    const keys = (await Promise.all(firsts)).map(({ exceptionChanged }) => exceptionChanged.exception.key);
    assert.deepEqual(keys, ["a", "b", "b"]);
    const second = next(shortages);
    under.sources.process.exceptions.end(id, "RESOLVED", "olga", "found");
    assert.deepEqual((await second).exceptionChanged, {
      id,
      kind: "UPSERTED",
      exception: { kind: "MATERIAL_SHORTAGE", state: "RESOLVED", key: "b" },
    });
    for (const events of [everything, ofToledo, shortages]) await events.return(undefined);
  });

  it("is silent for suppliers and for who has not the scope", async () => {
    const text = "subscription { exceptionChanged(snapshot: true) { id } }";
    raise("SLA_BREACH", "1010", "a");
    for (const caller of [
      { ...operator, supplier: "100007" },
      { ...operator, scopes: [] },
    ]) {
      const stream = await asking.stream("sync-operations", caller, text, { after: null, snapshot: true });
      assert.ok(((await stream.next()).value as PlacedEvent)[progress], "the snapshot is empty");
      const second = stream.next();
      raise("SLA_BREACH", "1010", "b");
      await new Promise((resolve) => setTimeout(resolve, 50));
      await stream.return?.();
      assert.equal((await second).done, true);
    }
  });

  it("goes on after the place of an event, and tells how far it has come without one", async () => {
    const text = "subscription { exceptionChanged(kinds: [SLA_BREACH]) { id } }";
    const stream = await asking.stream("sync-operations", operator, text, { after: null, snapshot: false });
    const begin = (await stream.next()).value as PlacedEvent;
    assert.ok(begin[progress]?.positions);
    raise("SLA_BREACH", "1010", "a");
    const [first] = [(await stream.next()).value as PlacedEvent];
    raise("STUCK_WORKFLOW", "1010", "b");
    const passed = (await stream.next()).value as PlacedEvent;
    assert.ok(passed[progress]?.positions, "what was not asked for is passed over");
    await stream.return?.();
    raise("SLA_BREACH", "1010", "c");
    const after = first?.[eventPlace]?.positions ?? null;
    const resumed = await asking.stream("sync-operations", operator, text, { after, snapshot: false });
    await resumed.next();
    const event = (await resumed.next()).value as PlacedEvent & { readonly exceptionChanged: { readonly id: string } };
    assert.equal(under.sources.process.exceptions.find(event.exceptionChanged.id)?.key, "c", "nothing missed, nothing twice");
    assert.deepEqual(event[eventPlace]?.change, { plant: "EXCEPTIONS", position: under.sources.process.store.revision("EXCEPTIONS") });
    await resumed.return?.();
  });

  it("is refused after what is no place of it, or a place of a store that is no more", async () => {
    for (const [after, code] of [
      ["nonsense", "BAD_USER_INPUT"],
      [Buffer.from("COMMANDS:1").toString("base64url"), "BAD_USER_INPUT"],
      [Buffer.from("EXCEPTIONS:999999").toString("base64url"), "CURSOR_EXPIRED"],
    ]) {
      const text = `subscription { exceptionChanged(after: "${after}") { id } }`;
      const answer = await asking.listen("sync-operations", operator, text);
      assert.ok("errors" in answer);
      assert.deepEqual(
        answer.errors.map((error) => error.code),
        [code],
        String(after),
      );
    }
  });
});
