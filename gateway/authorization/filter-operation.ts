/**
 * Takes out of an operation what its caller may not see. A field is refused when its rule is, or the rule of what it gives;
 * where several types of object could answer, when that is so of any of them. What becomes empty goes with what was in it.
 */
import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type FragmentSpreadNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  type InlineFragmentNode,
  isAbstractType,
  isCompositeType,
  isListType,
  isNonNullType,
  Kind,
  type OperationDefinitionNode,
  SchemaMetaFieldDef,
  type SelectionNode,
  type SelectionSetNode,
  TypeMetaFieldDef,
  TypeNameMetaFieldDef,
} from "graphql";
import { assembleDocument, type FragmentVariant } from "./assemble-document.ts";
import { type PossibleTypes, PossibleTypesOf } from "./possible-types.ts";
import { below, distinct, type Refusal } from "./refusal.ts";
import { refusedField } from "./refused-field.ts";
import type { AccessRules, Rule } from "./rule.ts";

/** What the rules are about. */
export interface Guarded {
  readonly schema: GraphQLSchema;
  readonly rules: AccessRules;
  readonly possibleTypes: PossibleTypesOf;
}

/** A rule where an operation meets it. */
export interface Meeting {
  readonly rule: Rule;
  /** `Type` or `Type.field` that the rule stands on. */
  readonly coordinate: string;
  /** The field that was asked for, where the rule stands on a field. */
  readonly field: { readonly node: FieldNode; readonly definition: GraphQLField<unknown, unknown> } | null;
}

export interface FilteredOperation {
  /** What may be run: the document that was given when nothing of it is refused, null when nothing of it is left. */
  readonly document: DocumentNode | null;
  /** The operation as it was asked for, each refused field marked: the form of the answer. See refused-field.ts. */
  readonly answerDocument: DocumentNode;
  readonly refusals: readonly Refusal[];
}

export function guard(schema: GraphQLSchema, rules: AccessRules): Guarded {
  return { schema, rules, possibleTypes: new PossibleTypesOf(schema) };
}

/** The document must be valid for the schema. `permits` is asked of each rule that the operation meets, of one rule maybe often. */
export function filterOperation(
  guarded: Guarded,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  permits: (meeting: Meeting) => boolean,
): FilteredOperation {
  const rootType = guarded.schema.getRootType(operation.operation);
  if (!rootType) throw new Error(`The schema has no ${operation.operation}; the operation was not validated`);
  const filter = new Filter(guarded, document, permits);
  const filtered = filter.root(operation.selectionSet, rootType);
  if (filtered.kept === operation.selectionSet) return { document, answerDocument: document, refusals: [] };
  const variants = filter.variants();
  return {
    document: filtered.kept && assembleDocument(document, { ...operation, selectionSet: filtered.kept }, variants, "kept"),
    answerDocument: assembleDocument(document, { ...operation, selectionSet: filtered.shown }, variants, "shown"),
    refusals: filtered.refusals,
  };
}

/** What became of a part of the operation. A part of which nothing is refused is given back as it was. */
interface Filtered<Node> {
  /** Null when nothing is left of it. */
  readonly kept: Node | null;
  readonly shown: Node;
  readonly refusals: readonly Refusal[];
}

/** Where a selection stands. */
interface Place {
  readonly type: GraphQLCompositeType;
  readonly possible: PossibleTypes;
  /** Everything here is refused already, and is only walked to be marked. */
  readonly isRefused: boolean;
}

const here: Refusal = { path: [], pointer: "" };

class Filter {
  readonly #guarded: Guarded;
  readonly #permits: (meeting: Meeting) => boolean;
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** What each fragment becomes, by its name and by what it is spread on. */
  readonly #variants = new Map<string, FragmentVariant & { readonly refusals: readonly Refusal[] }>();

  constructor(guarded: Guarded, document: DocumentNode, permits: (meeting: Meeting) => boolean) {
    this.#guarded = guarded;
    this.#permits = permits;
    const fragments = document.definitions.filter((one): one is FragmentDefinitionNode => one.kind === Kind.FRAGMENT_DEFINITION);
    this.#fragments = new Map(fragments.map((fragment) => [fragment.name.value, fragment]));
  }

  variants(): readonly FragmentVariant[] {
    return [...this.#variants.values()];
  }

  root(selectionSet: SelectionSetNode, type: GraphQLCompositeType): Filtered<SelectionSetNode> {
    const place: Place = { type, possible: this.#guarded.possibleTypes.of(type), isRefused: false };
    if (this.#permitsType(type.name)) return this.#selections(selectionSet, place);
    return { kept: null, shown: this.#selections(selectionSet, { ...place, isRefused: true }).shown, refusals: [here] };
  }

  #selections(selectionSet: SelectionSetNode, place: Place): Filtered<SelectionSetNode> {
    const filtered = selectionSet.selections.map((selection) => this.#selection(selection, place));
    if (filtered.every(({ kept }, index) => kept === selectionSet.selections[index])) {
      return { kept: selectionSet, shown: selectionSet, refusals: [] };
    }
    const kept = filtered.flatMap((one) => one.kept ?? []);
    return {
      kept: kept.length > 0 ? { kind: Kind.SELECTION_SET, selections: kept } : null,
      shown: { kind: Kind.SELECTION_SET, selections: filtered.map(({ shown }) => shown) },
      refusals: distinct(filtered.flatMap(({ refusals }) => refusals)),
    };
  }

  #selection(selection: SelectionNode, place: Place): Filtered<SelectionNode> {
    switch (selection.kind) {
      case Kind.FIELD:
        return this.#field(selection, place);
      case Kind.INLINE_FRAGMENT:
        return this.#inlineFragment(selection, place);
      case Kind.FRAGMENT_SPREAD:
        return this.#spread(selection, place);
    }
  }

  #field(node: FieldNode, place: Place): Filtered<FieldNode> {
    if (place.isRefused) return { kept: null, shown: refusedField(node), refusals: [] };
    const definition = fieldOf(place.type, node.name.value);
    if (!definition) throw new Error(`${place.type.name} has no field ${node.name.value}; the operation was not validated`);
    const step = stepOf(node, definition);
    const type = getNamedType(definition.type);
    const isPermitted =
      this.#permitsField(node, definition, place) && this.#permitsType(type.name) && this.#permitsOwnFields(node.selectionSet, type);
    if (!isPermitted) return { kept: null, shown: refusedField(node), refusals: [step] };
    if (!node.selectionSet || !isCompositeType(type)) return { kept: node, shown: node, refusals: [] };
    const inner = this.#selections(node.selectionSet, { type, possible: this.#guarded.possibleTypes.of(type), isRefused: false });
    if (inner.kept === node.selectionSet) return { kept: node, shown: node, refusals: [] };
    return {
      kept: inner.kept && { ...node, selectionSet: inner.kept },
      // Nothing of the object will be read, so nothing but null can stand for it.
      shown: inner.kept ? { ...node, selectionSet: inner.shown } : refusedField(node),
      refusals: below(step, inner.refusals),
    };
  }

  #inlineFragment(node: InlineFragmentNode, place: Place): Filtered<InlineFragmentNode> {
    const step: Refusal = { path: [], pointer: `/... on ${node.typeCondition?.name.value ?? ""}` };
    const inside = this.#inside(node, place);
    const inner = this.#selections(node.selectionSet, inside);
    if (inner.kept === node.selectionSet) return { kept: node, shown: node, refusals: [] };
    const isRefusedHere = inside.isRefused && !place.isRefused;
    return {
      kept: inner.kept && { ...node, selectionSet: inner.kept },
      shown: { ...node, selectionSet: inner.shown },
      refusals: isRefusedHere ? [step] : below(step, inner.refusals),
    };
  }

  #spread(node: FragmentSpreadNode, place: Place): Filtered<FragmentSpreadNode> {
    const fragment = this.#fragments.get(node.name.value);
    if (!fragment) throw new Error(`There is no fragment ${node.name.value}; the operation was not validated`);
    const inside = this.#inside(fragment, place);
    const variant = this.#variant(fragment, inside);
    const isRefusedHere = inside.isRefused && !place.isRefused;
    if (variant.kept === fragment.selectionSet) return { kept: node, shown: node, refusals: [] };
    const spread = { ...node, name: variant.name };
    return { kept: variant.kept && spread, shown: spread, refusals: isRefusedHere ? [here] : variant.refusals };
  }

  /** A fragment is filtered once for all places where the same types may answer; its cost is in the text's size, not in its expansion. */
  #variant(fragment: FragmentDefinitionNode, inside: Place): FragmentVariant & { readonly refusals: readonly Refusal[] } {
    const key = `${fragment.name.value} ${inside.isRefused ? "" : inside.possible.join(" ")}`;
    let variant = this.#variants.get(key);
    if (!variant) {
      variant = { fragment, name: { ...fragment.name }, ...this.#selections(fragment.selectionSet, inside) };
      this.#variants.set(key, variant);
    }
    return variant;
  }

  /** What a fragment's selections stand on; refused when its condition is, or when types that could answer them are. */
  #inside(fragment: FragmentDefinitionNode | InlineFragmentNode, place: Place): Place {
    const condition = fragment.typeCondition ? this.#guarded.schema.getType(fragment.typeCondition.name.value) : place.type;
    if (!isCompositeType(condition)) throw new Error("A fragment is on no type that has fields; the operation was not validated");
    const possible = this.#guarded.possibleTypes.narrow(place.possible, condition);
    const isRefused =
      place.isRefused ||
      !this.#permitsType(condition.name) ||
      (isAbstractType(condition) && hasOwnFields(fragment.selectionSet) && !this.#permitsAll(possible));
    return { type: condition, possible, isRefused };
  }

  #permitsField(node: FieldNode, definition: GraphQLField<unknown, unknown>, { type, possible }: Place): boolean {
    // Nothing can answer a fragment whose condition excludes the outer one; its own type then speaks for it.
    const answering = possible.length > 0 ? possible : [type.name];
    return forAll(answering, (name) => {
      const coordinate = `${name}.${node.name.value}`;
      const rule = this.#guarded.rules.fields.get(coordinate);
      return !rule || this.#permits({ rule, coordinate, field: { node, definition } });
    });
  }

  #permitsType(name: string): boolean {
    const rule = this.#guarded.rules.types.get(name);
    return !rule || this.#permits({ rule, coordinate: name, field: null });
  }

  #permitsAll(names: PossibleTypes): boolean {
    return forAll(names, (name) => this.#permitsType(name));
  }

  /** Fields that are selected of an interface or union itself are answered by any of its types. */
  #permitsOwnFields(selectionSet: SelectionSetNode | undefined, type: unknown): boolean {
    if (!selectionSet || !isCompositeType(type) || !isAbstractType(type) || !hasOwnFields(selectionSet)) return true;
    return this.#permitsAll(this.#guarded.possibleTypes.of(type));
  }
}

/** Asks of every one, also after the first refusal: who only notes what is asked must see it all. */
function forAll<T>(all: readonly T[], holds: (one: T) => boolean): boolean {
  let result = true;
  for (const one of all) if (!holds(one)) result = false;
  return result;
}

function hasOwnFields(selectionSet: SelectionSetNode): boolean {
  return selectionSet.selections.some(({ kind }) => kind === Kind.FIELD);
}

function fieldOf(type: GraphQLCompositeType, name: string): GraphQLField<unknown, unknown> | undefined {
  if (name === TypeNameMetaFieldDef.name) return TypeNameMetaFieldDef;
  if (name === SchemaMetaFieldDef.name) return SchemaMetaFieldDef;
  if (name === TypeMetaFieldDef.name) return TypeMetaFieldDef;
  return "getFields" in type ? type.getFields()[name] : undefined;
}

function stepOf({ name, alias }: FieldNode, { type }: GraphQLField<unknown, unknown>): Refusal {
  const lists: string[] = [];
  for (let outer: unknown = type; isNonNullType(outer) || isListType(outer); outer = outer.ofType) if (isListType(outer)) lists.push("@");
  return { path: [alias?.value ?? name.value, ...lists], pointer: ["", name.value, ...lists].join("/") };
}
