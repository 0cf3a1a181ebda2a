/** What fields and their arguments weigh (GraphQL Cost Directives, section 7). */
import {
  type FieldNode,
  type GraphQLField,
  type GraphQLInputType,
  isInputObjectType,
  isListType,
  isNonNullType,
  valueFromASTUntyped,
} from "graphql";
import type { Formula, Term } from "./formula.ts";
import type { CostRules } from "./rules.ts";
import { hasVariable } from "./sizes.ts";

/** What the arguments that are given add to a field; input objects add what is said of the fields that are given in them. */
export function weighArguments(
  formula: Formula,
  rules: CostRules,
  path: string,
  field: GraphQLField<unknown, unknown>,
  node: FieldNode,
): Term {
  const terms: Term[] = [];
  for (const { name, value } of node.arguments ?? []) {
    const argument = field.args.find((one) => one.name === name.value);
    const weight = rules.weights.get(`${path}(${name.value})`) ?? 0;
    if (!argument || (weight === 0 && !isWeighed(rules, argument.type))) continue;
    const weigh = (given: unknown): number =>
      given === undefined || given === null ? 0 : weight + weighInput(rules, argument.type, given);
    if (hasVariable(value)) terms.push(formula.fromVariables((variables) => weigh(valueFromASTUntyped(value, variables))));
    else terms.push(weigh(valueFromASTUntyped(value)));
  }
  return formula.sum(terms);
}

/** Whether anything is said of the fields of an input type, or of those below. */
function isWeighed(rules: CostRules, type: GraphQLInputType, seen = new Set<GraphQLInputType>()): boolean {
  if (isNonNullType(type) || isListType(type)) return isWeighed(rules, type.ofType, seen);
  if (!isInputObjectType(type) || seen.has(type)) return false;
  seen.add(type);
  return Object.values(type.getFields()).some(
    (field) => rules.weights.has(`${type.name}.${field.name}`) || isWeighed(rules, field.type, seen),
  );
}

function weighInput(rules: CostRules, type: GraphQLInputType, given: unknown): number {
  if (given === undefined || given === null) return 0;
  if (isNonNullType(type)) return weighInput(rules, type.ofType, given);
  if (isListType(type)) {
    const entries = Array.isArray(given) ? given : [given];
    return entries.reduce<number>((sum, entry) => sum + weighInput(rules, type.ofType, entry), 0);
  }
  if (!isInputObjectType(type) || typeof given !== "object") return 0;
  return Object.values(type.getFields()).reduce((sum, field) => {
    const value: unknown = Object.hasOwn(given, field.name) ? Reflect.get(given, field.name) : undefined;
    const isGiven = value !== undefined && value !== null;
    return sum + (isGiven ? (rules.weights.get(`${type.name}.${field.name}`) ?? 0) + weighInput(rules, field.type, value) : 0);
  }, 0);
}
