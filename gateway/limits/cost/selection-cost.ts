/**
 * What a selection costs, by the types of object that it may be answered with. Selections are compiled once for each of them,
 * wherever they are spread.
 */
import {
  type FieldNode,
  type GraphQLField,
  type GraphQLObjectType,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isListType,
  isNonNullType,
  isObjectType,
} from "graphql";
import { isInherited } from "../../execution/data.ts";
import { type CollectedField, collectFields, type OperationScope, type TypedSelection } from "../../execution/response/collect-fields.ts";
import type { Formula, Term } from "./formula.ts";
import type { CostRules, ListSize } from "./rules.ts";
import { sizeOf, unknownListSize } from "./sizes.ts";
import { weighArguments } from "./weights.ts";

/** Objects of one type under one selection. */
export interface ObjectCost {
  /** Of the fields without objects below, and of all arguments: once for each object. */
  readonly own: Term;
  readonly fields: readonly FieldCost[];
}

/** A field that is answered with objects. */
export interface FieldCost {
  readonly responseName: string;
  /** Whether the response name is one that every object inherits. */
  readonly isInherited: boolean;
  /** Objects to expect. */
  readonly size: Term;
  /** The object of the only type that is possible; null when there are several. */
  readonly only: EntryCost | null;
  /** By the type of the object. */
  readonly byType: ReadonlyMap<string, EntryCost>;
}

/** An object in its place: what it weighs there, and what it selects. */
interface EntryCost {
  readonly weight: number;
  readonly object: ObjectCost;
}

export interface CostScope extends OperationScope {
  readonly rules: CostRules;
  readonly formula: Formula;
}

/** Lists below that are as long as a field above them says. */
interface Sized {
  readonly fields: readonly string[];
  readonly size: Term;
}

/** Compiles selections of an operation; `compile` gives what one of them costs on objects of a type. */
export class SelectionCosts {
  readonly #scope: CostScope;
  readonly #known = new Map<string, ObjectCost>();
  readonly #numbers = new Map<object, number>();

  constructor(scope: CostScope) {
    this.#scope = scope;
  }

  compile(runtime: GraphQLObjectType, typed: readonly TypedSelection[], sized: Sized | null = null): ObjectCost {
    const selections = new Map(typed.map((one) => [`${one.declared.name}#${this.#numberOf(one.selectionSet)}`, one]));
    const key = `${runtime.name} ${[...selections.keys()].join()} ${sized ? this.#sizedKey(sized) : ""}`;
    const known = this.#known.get(key);
    if (known) return known;
    const own: Term[] = [];
    const fields: FieldCost[] = [];
    for (const collected of collectFields(this.#scope, [...selections.values()], runtime)) {
      const [node] = collected.nodes;
      const definition = node && runtime.getFields()[node.name.value];
      // Introspection is looked after where the root is; __typename costs nothing.
      if (!definition) continue;
      const compiled = this.#compileField(runtime, collected, node, definition, sized);
      own.push(compiled.own);
      if (compiled.field) fields.push(compiled.field);
    }
    const cost = { own: this.#scope.formula.sum(own), fields };
    this.#known.set(key, cost);
    return cost;
  }

  #compileField(
    runtime: GraphQLObjectType,
    { responseName, selections, definedOn }: CollectedField,
    node: FieldNode,
    definition: GraphQLField<unknown, unknown>,
    sized: Sized | null,
  ): { readonly own: Term; readonly field: FieldCost | null } {
    const { rules, formula, schema } = this.#scope;
    const path = `${runtime.name}.${definition.name}`;
    const listSize = rules.listSizes.get(path) ?? rules.listSizes.get(`${definedOn.name}.${definition.name}`) ?? null;
    const size = this.#sizeOf(definition, node, listSize, sized);
    const weighedArguments = weighArguments(formula, rules, path, definition, node);
    const fieldWeight = rules.weights.get(path) ?? null;
    const type = getNamedType(definition.type);
    if (!isCompositeType(type)) {
      const weight = fieldWeight ?? rules.weights.get(type.name) ?? 0;
      return { own: atLeastNothing(formula, formula.sum([formula.product(size, weight), weighedArguments])), field: null };
    }
    const inner =
      listSize && listSize.sizedFields.length > 0
        ? { fields: listSize.sizedFields, size: sizeOf(formula, listSize, definition, node) }
        : null;
    const possible = isAbstractType(type) ? schema.getPossibleTypes(type) : [type];
    const byType = new Map<string, EntryCost>();
    for (const possibleType of possible.filter(isObjectType)) {
      const weight = Math.max(0, fieldWeight ?? rules.weights.get(possibleType.name) ?? 1);
      byType.set(possibleType.name, { weight, object: this.compile(possibleType, selections, inner) });
    }
    const only = isAbstractType(type) ? null : (byType.get(type.name) ?? null);
    return {
      own: atLeastNothing(formula, weighedArguments),
      field: { responseName, isInherited: isInherited(responseName), size, only, byType },
    };
  }

  #sizeOf(definition: GraphQLField<unknown, unknown>, node: FieldNode, listSize: ListSize | null, sized: Sized | null): Term {
    const type = isNonNullType(definition.type) ? definition.type.ofType : definition.type;
    if (!isListType(type)) return 1;
    if (sized?.fields.includes(definition.name)) return sized.size;
    return listSize && listSize.sizedFields.length === 0 ? sizeOf(this.#scope.formula, listSize, definition, node) : unknownListSize;
  }

  #sizedKey({ fields, size }: Sized): string {
    return `${fields.join()}=${typeof size === "number" ? size : `#${this.#numberOf(size)}`}`;
  }

  #numberOf(one: object): number {
    const number = this.#numbers.get(one) ?? this.#numbers.size;
    this.#numbers.set(one, number);
    return number;
  }
}

/** Weights may be negative to take from another, but nothing is earned by asking. */
function atLeastNothing(formula: Formula, term: Term): Term {
  return formula.max([term, 0]);
}
