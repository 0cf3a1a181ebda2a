/**
 * The cost of an operation in points, compiled once: what it may cost at most, before it is run, and what it did cost, by its
 * answer (GraphQL Cost Directives, sections 5.1.1 and 5.1.3). An object is one point unless its type or field says otherwise,
 * a list is its objects, a leaf is free; each field on the root is one point at least, so that many fields in one operation
 * cost what as many operations do.
 */
import {
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
} from "graphql";
import { LRUCache } from "lru-cache";
import { type Choice, compileConditions, variableDefaults } from "../../execution/conditions.ts";
import { type Data, own } from "../../execution/data.ts";
import { collectFields } from "../../execution/response/collect-fields.ts";
import { Formula, type Term, type Variables, type Worked, workedValue } from "./formula.ts";
import type { CostRules } from "./rules.ts";
import { type CostScope, type FieldCost, type ObjectCost, SelectionCosts } from "./selection-cost.ts";

export interface OperationCost {
  /** Most points that the operation costs with these variables, as far as lists are as long as is said of them; 1 at least. */
  estimate(variables: Variables): number;
  /**
   * Points that it did cost, by the data of its answer under the response names of the operation; 1 at least. Visits the
   * objects of the answer and none of their leaves. Of a subscription, both are the cost of one event.
   */
  actual(variables: Variables, data: Data): number;
}

/** What one `__schema` or `__type` costs: about as much as a page of objects. */
const introspectionWeight = 50;

/** What a field on the root of a mutation costs beside its answer, as Apollo's demand control has it. */
const mutationWeight = 10;

/** Ways to choose `@skip` and `@include` that are kept compiled. */
const keptChoices = 32;

/** `document` must be valid; `schema` is the API's, `rules` what the supergraph says of cost. */
export function compileCost(
  schema: GraphQLSchema,
  rules: CostRules,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): OperationCost {
  const definitions = document.definitions.filter((one): one is FragmentDefinitionNode => one.kind === Kind.FRAGMENT_DEFINITION);
  const fragments = new Map(definitions.map((fragment) => [fragment.name.value, fragment]));
  const defaults = variableDefaults(operation);
  const choose = compileConditions(document, defaults);
  const compiled = new LRUCache<string, ChosenCost>({ max: keptChoices });
  const chosen = ({ key, isIncluded }: Choice): ChosenCost => {
    let cost = compiled.get(key);
    if (!cost) {
      cost = new ChosenCost({ schema, rules, fragments, isIncluded, formula: new Formula() }, operation);
      compiled.set(key, cost);
    }
    return cost;
  };
  return {
    estimate: (variables) => chosen(choose(variables)).estimate({ ...defaults, ...variables }),
    actual: (variables, data) => chosen(choose(variables)).actual({ ...defaults, ...variables }, data),
  };
}

/** An operation with its conditions decided. */
class ChosenCost {
  readonly #formula: Formula;
  /** Of the fields on the root that are the same whatever the answer is. */
  readonly #fixed: Term;
  readonly #roots: readonly { readonly extra: Term; readonly field: FieldCost }[];
  readonly #estimate: Term;

  constructor(scope: CostScope, operation: OperationDefinitionNode) {
    const root = scope.schema.getRootType(operation.operation);
    if (!root) throw new Error(`The schema has no ${operation.operation}; the operation was not validated`);
    const { formula } = scope;
    const extra = operation.operation === OperationTypeNode.MUTATION ? mutationWeight : 0;
    const costs = new SelectionCosts(scope);
    const fixed: Term[] = [];
    const roots: { readonly extra: Term; readonly field: FieldCost }[] = [];
    for (const { nodes } of collectFields(scope, [{ selectionSet: operation.selectionSet, declared: root }], root)) {
      const name = nodes[0]?.name.value ?? "";
      const selectionSet = { kind: Kind.SELECTION_SET, selections: nodes } as const;
      const { own, fields } = costs.compile(root, [{ selectionSet, declared: root }]);
      const [field] = fields;
      if (field) roots.push({ extra: formula.sum([own, extra]), field });
      else fixed.push(formula.max([1, isIntrospection(name) ? introspectionWeight : formula.sum([own, extra])]));
    }
    this.#formula = formula;
    this.#fixed = formula.sum(fixed);
    this.#roots = roots;
    const estimates = new Map<ObjectCost, Term>();
    const rootTerms = roots.map((one) => formula.max([1, formula.sum([one.extra, estimateField(formula, one.field, estimates)])]));
    this.#estimate = formula.max([1, formula.sum([this.#fixed, ...rootTerms])]);
  }

  estimate(variables: Variables): number {
    return typeof this.#estimate === "number" ? this.#estimate : workedValue(this.#estimate, this.#formula.work(variables));
  }

  actual(variables: Variables, data: Data): number {
    const worked = this.#formula.work(variables);
    let points = workedValue(this.#fixed, worked);
    for (const { extra, field } of this.#roots) points += Math.max(1, workedValue(extra, worked) + countField(field, data, worked));
    return Math.max(1, points);
  }
}

function estimateField(formula: Formula, { size, byType }: FieldCost, known: Map<ObjectCost, Term>): Term {
  const entries = [...byType.values()].map(({ weight, object }) => formula.sum([weight, estimateObject(formula, object, known)]));
  return formula.product(size, formula.max([0, ...entries]));
}

function estimateObject(formula: Formula, object: ObjectCost, known: Map<ObjectCost, Term>): Term {
  let term = known.get(object);
  if (term === undefined) {
    term = formula.sum([object.own, ...object.fields.map((field) => estimateField(formula, field, known))]);
    known.set(object, term);
  }
  return term;
}

function countField(field: FieldCost, data: Data, worked: Worked): number {
  return countValue(field, field.isInherited ? own(data, field.responseName) : data[field.responseName], worked);
}

function countValue(field: FieldCost, value: unknown, worked: Worked): number {
  if (Array.isArray(value)) {
    let points = 0;
    for (let index = 0; index < value.length; index++) points += countValue(field, value[index], worked);
    return points;
  }
  if (typeof value !== "object" || value === null) return 0;
  const entry = field.only ?? field.byType.get(String((value as Data).__typename));
  // An object that does not say which type it is of counts as an object.
  if (!entry) return 1;
  const { own, fields } = entry.object;
  let points = entry.weight + workedValue(own, worked);
  for (let index = 0; index < fields.length; index++) points += countField(fields[index] as FieldCost, value as Data, worked);
  return points;
}

function isIntrospection(name: string): boolean {
  return name === "__schema" || name === "__type";
}
