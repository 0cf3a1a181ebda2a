import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type EnumTypeDefinitionNode, Kind, parse } from "graphql";
import { readSubgraphSdl, type SubgraphName } from "#schema/sdl.ts";
import { commandStates, exceptionKinds, exceptionStates, refusalCodes, runStates } from "#sync";

function valuesOf(subgraph: SubgraphName, name: string): readonly string[] {
  const found = parse(readSubgraphSdl(subgraph)).definitions.find(
    (definition): definition is EnumTypeDefinitionNode => definition.kind === Kind.ENUM_TYPE_DEFINITION && definition.name.value === name,
  );
  return found?.values?.map((value) => value.name.value) ?? [];
}

describe("the graph's words for what is under way", () => {
  for (const [name, values] of [
    ["CommandState", commandStates],
    ["WorkflowRunState", runStates],
    ["SyncExceptionKind", exceptionKinds],
    ["SyncExceptionState", exceptionStates],
  ] as const) {
    it(`are those of sync: ${name}`, () => assert.deepEqual(valuesOf("sync-operations", name), values));
  }

  it("have one for each reason for which a rule says no, and two for what no rule is asked about", () => {
    const told = valuesOf("production-orders", "CommandUserErrorCode");
    assert.deepEqual(new Set(told), new Set([...refusalCodes, "INVALID", "IDEMPOTENCY_CONFLICT"]));
  });
});
