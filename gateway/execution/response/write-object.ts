/**
 * Objects and lists as JSON for exactly one selection: null where the API schema allows it, else the null goes up to the
 * nearest place that may have it (GraphQL specification, 6.4.4), and the fault is told.
 */
import {
  type GraphQLCompositeType,
  type GraphQLOutputType,
  isCompositeType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
} from "graphql";
import { isRefusedField } from "../../authorization/refused-field.ts";
import { type Data, isData, isInherited, own } from "../data.ts";
import { answeredName } from "../own-names.ts";
import { type CollectedField, collectFields, type OperationScope, type TypedSelection } from "./collect-fields.ts";
import { compileLeaf } from "./leaf.ts";
import { type DeferredPlace, nullText, type WriteValue, type Writing } from "./writing.ts";

interface FieldWriter {
  /** What stands before the value: the key and its colon. */
  readonly key: string;
  readonly responseName: string;
  readonly read: (data: Data) => unknown;
  readonly write: WriteValue;
  /** Told when a null cannot stay here; null where it can. */
  readonly missing: string | null;
}

/** What is written of an object of one type. */
interface ObjectFields {
  readonly fields: readonly FieldWriter[];
  /** What of it is answered later; null where nothing is. */
  readonly deferred: readonly Omit<DeferredPlace, "data" | "path">[] | null;
}

/** Writes the fields that introspection answers; gives JSON. */
export type Introspect = (field: CollectedField, writing: Writing) => string;

/** Writes objects of one declared type under one selection. What a type of object needs is compiled when the first one comes. */
export function compileSelection(
  scope: OperationScope,
  declared: GraphQLCompositeType,
  selections: readonly TypedSelection[],
  introspect: Introspect,
): WriteValue {
  const fieldsByType = new Map<string, ObjectFields>();
  const fieldsOf = (runtime: GraphQLCompositeType): ObjectFields => {
    const known = fieldsByType.get(runtime.name);
    if (known) return known;
    const compiled = compileFields(scope, declared, selections, runtime, introspect);
    fieldsByType.set(runtime.name, compiled);
    return compiled;
  };
  const declaredFields = isObjectType(declared) ? fieldsOf(declared) : null;

  return (value, writing, depth) => {
    if (!isData(value)) return invalid(writing, depth, `Invalid non-object value found for type ${declared.name}.`);
    const name = value.__typename;
    if (declaredFields && (name === declared.name || name === undefined)) return writeFields(declaredFields, value, writing, depth + 1);
    const named = name ? scope.schema.getType(name as string) : declared;
    if (!isCompositeType(named)) return invalid(writing, depth, `Invalid __typename found for object of type ${declared.name}.`);
    return writeFields(fieldsOf(named), value, writing, depth + 1);
  };
}

function invalid(writing: Writing, depth: number, message: string): string {
  writing.blame(message, depth);
  return nullText;
}

function compileFields(
  scope: OperationScope,
  declared: GraphQLCompositeType,
  selections: readonly TypedSelection[],
  runtime: GraphQLCompositeType,
  introspect: Introspect,
): ObjectFields {
  const deferred: { readonly label: string; readonly write: WriteValue }[] = [];
  const fields = collectFields(scope, selections, runtime, (label, selection) => {
    let compiled: ObjectFields | null = null;
    const write: WriteValue = (data, writing, depth) => {
      compiled ??= compileFields(scope, selection.declared, [selection], runtime, introspect);
      return writeFields(compiled, data as Data, writing, depth + 1);
    };
    deferred.push({ label, write });
  }).map((field) => compileField(scope, field, field.definedOn === declared ? runtime : field.definedOn, introspect));
  return { fields, deferred: deferred.length === 0 ? null : deferred };
}

function writeFields({ fields, deferred }: ObjectFields, data: Data, writing: Writing, depth: number): string {
  if (deferred !== null) {
    const path = writing.path.slice(0, depth);
    for (const part of deferred) writing.places.push({ ...part, data, path });
  }
  let text = "{";
  for (let index = 0; index < fields.length; index++) {
    const field = fields[index] as FieldWriter;
    writing.path[depth] = field.responseName;
    writing.blamed = false;
    const written = field.write(field.read(data), writing, depth);
    if (written === nullText && field.missing !== null) {
      if (!writing.blamed) writing.blame(field.missing, depth);
      writing.forget(depth);
      return nullText;
    }
    text += index === 0 ? field.key + written : `,${field.key}${written}`;
  }
  return `${text}}`;
}

function compileField(scope: OperationScope, field: CollectedField, label: GraphQLCompositeType, introspect: Introspect): FieldWriter {
  const { responseName: fetchedName, nodes, selections, definedOn } = field;
  const responseName = answeredName(fetchedName);
  const [node] = nodes;
  const name = node?.name.value ?? "";
  const key = `${JSON.stringify(responseName)}:`;
  const read = isInherited(fetchedName) ? (data: Data) => own(data, fetchedName) : (data: Data) => data[fetchedName];
  if (name === "__typename") return typenameWriter(scope, key, responseName, label, read);
  if (name === "__schema" || name === "__type") {
    return { key, responseName, read: () => null, write: (_, writing) => introspect(field, writing), missing: null };
  }
  const definition = "getFields" in definedOn ? definedOn.getFields()[name] : undefined;
  if (!definition) throw new Error(`${definedOn.name} has no field ${name}; the operation was not validated`);
  const isRequired = isNonNullType(definition.type);
  if (nodes.some(isRefusedField)) return { key, responseName, read: () => null, write: () => nullText, missing: isRequired ? "" : null };
  const described = `field ${label.name}.${responseName}`;
  return {
    key,
    responseName,
    read,
    write: compileType(scope, definition.type, selections, described, introspect),
    missing: isRequired ? `Cannot return null for non-nullable ${described}.` : null,
  };
}

/** The writer of a type, without what its outermost `!` demands: whoever asks looks after that. */
function compileType(
  scope: OperationScope,
  outer: GraphQLOutputType,
  selections: readonly TypedSelection[],
  described: string,
  introspect: Introspect,
): WriteValue {
  const type = isNonNullType(outer) ? outer.ofType : outer;
  if (isListType(type)) return compileList(type.ofType, compileType(scope, type.ofType, selections, described, introspect));
  if (isLeafType(type)) {
    const writeLeaf = compileLeaf(type);
    return (value, writing, depth) => {
      if (value === null || value === undefined) return nullText;
      return writeLeaf(value) ?? invalid(writing, depth, `Invalid value found for ${describeAt(writing.path[depth], type, described)}.`);
    };
  }
  const write = compileSelection(scope, type, selections, introspect);
  return (value, writing, depth) => (value === null || value === undefined ? nullText : write(value, writing, depth));
}

/** An item of a list is told of as such, anything else as its field. */
function describeAt(element: string | number | undefined, type: GraphQLOutputType, field: string): string {
  return typeof element === "number" ? `array element of type ${type} at index ${element}` : field;
}

function compileList(itemType: GraphQLOutputType, write: WriteValue): WriteValue {
  const isRequired = isNonNullType(itemType);
  return (value, writing, depth) => {
    if (value === null || value === undefined) return nullText;
    if (!Array.isArray(value)) return invalid(writing, depth, "Invalid non-list value found for a list.");
    let text = "[";
    let isBroken = false;
    for (let index = 0; index < value.length; index++) {
      writing.path[depth + 1] = index;
      writing.blamed = false;
      const written = write(value[index], writing, depth + 1);
      if (written === nullText && isRequired) {
        const type = String(itemType).replace(/!$/, "");
        if (!writing.blamed)
          writing.blame(`Cannot return null for non-nullable array element of type ${type} at index ${index}.`, depth + 1);
        isBroken = true;
      }
      text += index === 0 ? written : `,${written}`;
    }
    writing.blamed = isBroken;
    if (!isBroken) return `${text}]`;
    writing.forget(depth + 1);
    return nullText;
  };
}

/** `__typename`, also under an alias: what the object says it is, as far as clients may know that type. */
function typenameWriter(
  scope: OperationScope,
  key: string,
  responseName: string,
  label: GraphQLCompositeType,
  read: FieldWriter["read"],
): FieldWriter {
  const texts = new Map<unknown, string>();
  const textOf = (name: unknown): string => {
    const named = typeof name === "string" ? (scope.schema.getType(name) ?? label) : label;
    return isObjectType(named) ? JSON.stringify(named.name) : nullText;
  };
  return {
    key,
    responseName,
    read: (data) => read(data) ?? data.__typename,
    write: (name, writing) => {
      let text = texts.get(name);
      if (text === undefined) {
        text = textOf(name);
        if (text !== nullText) texts.set(name, text);
      }
      // Nobody told which object this is, so there is none that could be shown.
      writing.blamed = text === nullText;
      return text;
    },
    missing: "",
  };
}
