/** Which object types a type condition of a plan covers, by name. The planner's conditions name types of the supergraph, hidden ones included. */
import { type GraphQLSchema, isAbstractType, isInterfaceType, isObjectType } from "graphql";
import type { Data } from "../data.ts";

export type CoversData = (data: Data, whenUnnamed: boolean) => boolean;

/** Tells of an object whether its `__typename` is covered by a condition; objects without a name are as `whenUnnamed` says. */
export function coverage(schema: GraphQLSchema, condition: string): CoversData {
  const known = new Map<string, boolean>([[condition, true]]);
  const conditional = schema.getType(condition);
  const decide = (name: string): boolean => {
    const type = schema.getType(name);
    if (!type || !conditional || !isAbstractType(conditional)) return false;
    return (isObjectType(type) || isInterfaceType(type)) && schema.isSubType(conditional, type);
  };
  return (data, whenUnnamed) => {
    const name = data.__typename;
    if (typeof name !== "string" || name === "") return whenUnnamed;
    let covered = known.get(name);
    if (covered === undefined) {
      covered = decide(name);
      // Names come from subgraphs: only those that the schema has are worth remembering.
      if (schema.getType(name)) known.set(name, covered);
    }
    return covered;
  };
}
