/**
 * Reads the canonical model out of the SDL. A type marked `@canonical` is an entity that adapters deliver; its
 * fields without `@derived` are what they must deliver. A field that refers to another entity is delivered as
 * that entity's business key (plant code, material number, ...), which the graph turns into the entity.
 */
import { type DocumentNode, type FieldDefinitionNode, Kind, type ObjectTypeDefinitionNode, parse, type TypeNode } from "graphql";
import { readSubgraphSdl, subgraphNames } from "./sdl.ts";

export interface ModelField {
  readonly name: string;
  readonly description: string;
  readonly required: boolean;
  readonly list: boolean;
  /** A scalar of JSON, an enum, a value object of the model, or a reference to an entity by its business key. */
  readonly type: { readonly of: "scalar" | "enum" | "object" | "reference"; readonly name: string };
}

interface ModelObject {
  readonly name: string;
  readonly description: string;
  /** Name of the kind in the change log; null for a value object. */
  readonly kind: string | null;
  readonly fields: readonly ModelField[];
}

export interface CanonicalModel {
  readonly enums: ReadonlyMap<string, readonly { readonly name: string; readonly description: string }[]>;
  /** Entities first, each value object after the first that uses it. */
  readonly objects: readonly ModelObject[];
}

const scalars = new Set(["ID", "String", "Int", "Float", "Boolean", "Decimal", "DateTime", "Date", "UnitCode"]);

export function readCanonicalModel(): CanonicalModel {
  const definitions = subgraphNames.flatMap((name) => (parse(readSubgraphSdl(name)) as DocumentNode).definitions);
  const types = new Map<string, ObjectTypeDefinitionNode>();
  const enums = new Map<string, { name: string; description: string }[]>();
  for (const definition of definitions) {
    if (definition.kind === Kind.ENUM_TYPE_DEFINITION) {
      const values = definition.values ?? [];
      enums.set(
        definition.name.value,
        values.map((value) => ({ name: value.name.value, description: value.description?.value ?? "" })),
      );
    }
    // A stub of another subgraph's entity has the same name; the marked type is the one that tells.
    if (definition.kind === Kind.OBJECT_TYPE_DEFINITION && (canonicalKind(definition) !== null || !types.has(definition.name.value))) {
      types.set(definition.name.value, definition);
    }
  }

  const objects = new Map<string, ModelObject>();
  const visit = (type: ObjectTypeDefinitionNode): void => {
    if (objects.has(type.name.value)) return;
    const fields = (type.fields ?? []).filter((field) => !hasDirective(field, "derived")).map((field) => readField(field, types, enums));
    objects.set(type.name.value, { name: type.name.value, description: type.description?.value ?? "", kind: canonicalKind(type), fields });
    for (const field of fields) {
      const next = field.type.of === "object" ? types.get(field.type.name) : undefined;
      if (next) visit(next);
    }
  };
  for (const type of types.values()) if (canonicalKind(type) !== null) visit(type);
  const used = new Set([...objects.values()].flatMap((object) => object.fields.map((field) => field.type.name)));
  return { objects: [...objects.values()], enums: new Map([...enums].filter(([name]) => used.has(name))) };
}

function readField(
  field: FieldDefinitionNode,
  types: ReadonlyMap<string, ObjectTypeDefinitionNode>,
  enums: ReadonlyMap<string, unknown>,
): ModelField {
  const { name, list } = unwrap(field.type);
  const type = types.get(name);
  const isEntity = type?.directives?.some((directive) => directive.name.value === "key") ?? false;
  const of = scalars.has(name) ? "scalar" : enums.has(name) ? "enum" : isEntity ? "reference" : "object";
  return {
    name: field.name.value,
    description: field.description?.value ?? "",
    required: field.type.kind === Kind.NON_NULL_TYPE,
    list,
    type: { of, name },
  };
}

function unwrap(type: TypeNode): { name: string; list: boolean } {
  if (type.kind === Kind.NAMED_TYPE) return { name: type.name.value, list: false };
  const inner = unwrap(type.type);
  return type.kind === Kind.LIST_TYPE ? { ...inner, list: true } : inner;
}

function hasDirective(node: FieldDefinitionNode, name: string): boolean {
  return node.directives?.some((directive) => directive.name.value === name) ?? false;
}

function canonicalKind(type: ObjectTypeDefinitionNode): string | null {
  const value = type.directives?.find((directive) => directive.name.value === "canonical")?.arguments?.[0]?.value;
  return value?.kind === Kind.STRING ? value.value : null;
}
