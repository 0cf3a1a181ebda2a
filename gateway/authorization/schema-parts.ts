/** A schema's SDL taken apart into what can be hidden piece by piece. */
import {
  type DirectiveDefinitionNode,
  type DocumentNode,
  type EnumTypeDefinitionNode,
  type FieldDefinitionNode,
  type InputObjectTypeDefinitionNode,
  type InterfaceTypeDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  type OperationTypeDefinitionNode,
  type ScalarTypeDefinitionNode,
  type SchemaDefinitionNode,
  type UnionTypeDefinitionNode,
} from "graphql";

/** A type that only comes out. */
export type OutputNode = ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode | UnionTypeDefinitionNode;
/** A type that may come in. */
export type InputNode = ScalarTypeDefinitionNode | EnumTypeDefinitionNode | InputObjectTypeDefinitionNode;

export class SchemaParts {
  readonly outputs = new Map<string, OutputNode>();
  readonly inputs: InputNode[] = [];
  readonly directives: DirectiveDefinitionNode[] = [];
  /** Fields of objects and interfaces, by type and by name; what is hidden is deleted here. */
  readonly fields = new Map<string, Map<string, FieldDefinitionNode>>();
  readonly #implementations = new Map<string, string[]>();
  readonly #operations = new Map<string, OperationTypeDefinitionNode>();

  constructor(document: DocumentNode) {
    for (const one of document.definitions) {
      if (one.kind === Kind.DIRECTIVE_DEFINITION) this.directives.push(one);
      else if (one.kind === Kind.SCHEMA_DEFINITION) for (const type of one.operationTypes) this.#operations.set(type.type.name.value, type);
      else if (one.kind === Kind.UNION_TYPE_DEFINITION) this.outputs.set(one.name.value, one);
      else if (one.kind === Kind.OBJECT_TYPE_DEFINITION || one.kind === Kind.INTERFACE_TYPE_DEFINITION) this.#addFields(one);
      else if (
        one.kind === Kind.SCALAR_TYPE_DEFINITION ||
        one.kind === Kind.ENUM_TYPE_DEFINITION ||
        one.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION
      )
        this.inputs.push(one);
    }
  }

  /** Names of the scalars and enums. */
  get leaves(): readonly string[] {
    return this.inputs.filter(({ kind }) => kind !== Kind.INPUT_OBJECT_TYPE_DEFINITION).map(({ name }) => name.value);
  }

  /** Names of the types that implement an interface; none for anything else. */
  implementations(name: string): readonly string[] {
    return this.#implementations.get(name) ?? [];
  }

  /** The schema's definition with only these roots; nothing when their names say what they are. */
  rootDefinition(roots: readonly string[]): readonly SchemaDefinitionNode[] {
    if (this.#operations.size === 0) return [];
    return [{ kind: Kind.SCHEMA_DEFINITION, operationTypes: roots.flatMap((name) => this.#operations.get(name) ?? []) }];
  }

  #addFields(node: ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode): void {
    this.outputs.set(node.name.value, node);
    this.fields.set(node.name.value, new Map(node.fields?.map((field) => [field.name.value, field])));
    for (const { name } of node.interfaces ?? []) {
      const known = this.#implementations.get(name.value) ?? [];
      this.#implementations.set(name.value, [...known, node.name.value]);
    }
  }
}
