/**
 * The schema as a caller may know it: the API schema without the types and fields whose rules refuse the caller, and without
 * what then leads nowhere. Values that come in, such as filters, stay for as long as a visible field takes them.
 */
import {
  buildASTSchema,
  type FieldDefinitionNode,
  type GraphQLSchema,
  isAbstractType,
  Kind,
  parse,
  printSchema,
  type TypeNode,
} from "graphql";
import type { Guarded } from "./filter-operation.ts";
import { reachableTypes } from "./reachable-types.ts";
import type { Rule } from "./rule.ts";
import { type OutputNode, SchemaParts } from "./schema-parts.ts";

/** Valid whenever the caller may use any root field of queries; the API schema itself when nothing is refused. */
export function visibleSchema({ schema, rules }: Guarded, permits: (rule: Rule) => boolean): GraphQLSchema {
  const isHidden = (rule: Rule | undefined): boolean => rule !== undefined && !permits(rule);
  if (![...rules.types.values(), ...rules.fields.values()].some(isHidden)) return schema;
  const parts = new SchemaParts(parse(printSchema(schema), { noLocation: true }));
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].flatMap((type) => type?.name ?? []);
  const hidden = new Set([...parts.outputs.keys(), ...parts.leaves].filter((name) => isHidden(rules.types.get(name))));
  const objectsOf = (name: string): readonly string[] => {
    const type = schema.getType(name);
    return isAbstractType(type) ? schema.getPossibleTypes(type).map((one) => one.name) : [name];
  };
  for (const [name, fields] of parts.fields) {
    // A field of an interface is as open as the one of every type that could answer it.
    for (const field of fields.keys())
      if (objectsOf(name).some((one) => isHidden(rules.fields.get(`${one}.${field}`)))) fields.delete(field);
    if (hidden.has(name)) fields.clear();
  }
  hideDeadEnds(parts, hidden, new Set(roots));
  return assemble(parts, hidden, roots, schema.getQueryType()?.name);
}

/** Hides what has nothing left to show, and with it the fields that would give it, until nothing more follows. */
function hideDeadEnds(parts: SchemaParts, hidden: Set<string>, roots: ReadonlySet<string>): void {
  for (let hasChanged = true; hasChanged; ) {
    hasChanged = false;
    for (const [name, fields] of parts.fields) {
      for (const [field, { type }] of fields) {
        if (
          !hidden.has(namedType(type)) &&
          parts.implementations(name).every((one) => hidden.has(one) || parts.fields.get(one)?.has(field))
        )
          continue;
        fields.delete(field);
        hasChanged = true;
      }
    }
    for (const [name, node] of parts.outputs) {
      if (hidden.has(name) || roots.has(name) || hasSomething(parts, hidden, node)) continue;
      hidden.add(name);
      parts.fields.get(name)?.clear();
      hasChanged = true;
    }
  }
}

function hasSomething(parts: SchemaParts, hidden: ReadonlySet<string>, node: OutputNode): boolean {
  const name = node.name.value;
  if (node.kind === Kind.UNION_TYPE_DEFINITION) return (node.types ?? []).some((member) => !hidden.has(member.name.value));
  if ((parts.fields.get(name)?.size ?? 0) === 0) return false;
  if (node.kind === Kind.OBJECT_TYPE_DEFINITION) return true;
  const objects = parts.implementations(name).filter((one) => parts.outputs.get(one)?.kind === Kind.OBJECT_TYPE_DEFINITION);
  return objects.length === 0 || objects.some((one) => !hidden.has(one));
}

function assemble(parts: SchemaParts, hidden: ReadonlySet<string>, roots: readonly string[], query: string | undefined): GraphQLSchema {
  const outputs = new Map(
    [...parts.outputs].flatMap(([name, node]) =>
      hidden.has(name) && name !== query ? [] : [[name, shownPart(parts, hidden, node)] as const],
    ),
  );
  const shownRoots = roots.filter((name) => name === query || (parts.fields.get(name)?.size ?? 0) > 0);
  for (const name of roots) if (!shownRoots.includes(name)) outputs.delete(name);
  const reachable = reachableTypes([...outputs.values(), ...parts.inputs], parts.directives, shownRoots);
  const types = [...outputs.values(), ...parts.inputs].filter(({ name }) => reachable.has(name.value));
  const definitions = [...parts.rootDefinition(shownRoots), ...parts.directives, ...types];
  return buildASTSchema({ kind: Kind.DOCUMENT, definitions }, { assumeValid: true, assumeValidSDL: true });
}

function shownPart(parts: SchemaParts, hidden: ReadonlySet<string>, node: OutputNode): OutputNode {
  if (node.kind === Kind.UNION_TYPE_DEFINITION) return { ...node, types: (node.types ?? []).filter(({ name }) => !hidden.has(name.value)) };
  const fields: readonly FieldDefinitionNode[] = [...(parts.fields.get(node.name.value)?.values() ?? [])];
  return { ...node, fields, interfaces: (node.interfaces ?? []).filter(({ name }) => !hidden.has(name.value)) };
}

function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}
