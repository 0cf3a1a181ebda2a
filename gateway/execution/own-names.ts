/**
 * What a plan needs of an object beside what the client asked for, its keys and what fields require of it, comes under the names of
 * those fields. A client may have given such a name to another field, or may have asked for the same one with other arguments
 * than a subgraph requires it with (`@requires(fields: "price(currency: USD)")`). So whatever clients ask for that could be taken
 * for it is fetched under a name of its own, and answered under the one that they gave.
 */
import type { Supergraph } from "@apollo/federation-internals";
import { type DocumentNode, Kind, parse, print, visit } from "graphql";

const prefix = "_asked_";

/** Arguments that fields are required with, by their path from the object, such as `comments/author`; empty for none. */
type GivenArguments = ReadonlyMap<string, string>;

/** What the subgraphs of a supergraph need to be told of objects. */
export interface RequiredFields {
  /** Names of all fields of keys and requirements. */
  readonly names: ReadonlySet<string>;
  /** Those of them that take arguments, so that one name may stand for several values. */
  readonly withArguments: ReadonlySet<string>;
  /** What a field requires that takes arguments, by `Type.field`. */
  readonly of: ReadonlyMap<string, GivenArguments>;
}

/** Reads them from the supergraph's join directives. */
export function requiredFields({ schema }: Supergraph): RequiredFields {
  const takingArguments = new Set<string>();
  const names = new Set(["__typename"]);
  const all = new Map<string, GivenArguments>();
  for (const type of [...schema.objectTypes(), ...schema.interfaceTypes()]) {
    for (const key of selectionsOf(type.appliedDirectivesOf("join__type"), "key")) for (const name of fieldNames(key)) names.add(name);
    for (const field of type.fields()) {
      if (field.hasArguments()) takingArguments.add(field.name);
      const required = selectionsOf(field.appliedDirectivesOf("join__field"), "requires");
      if (required.length > 0) all.set(`${type.name}.${field.name}`, new Map(required.flatMap((one) => [...givenArguments(one)])));
      for (const selection of required) for (const name of fieldNames(selection)) names.add(name);
    }
  }
  const withArguments = new Set([...names].filter((name) => takingArguments.has(name)));
  const of = new Map<string, GivenArguments>();
  for (const [coordinate, given] of all) {
    const varying = [...given].filter(([path]) => withArguments.has(path.slice(path.lastIndexOf("/") + 1)));
    if (varying.length > 0) of.set(coordinate, new Map(varying));
  }
  return { names, withArguments, of };
}

function selectionsOf(directives: readonly { arguments(): object }[], argument: "key" | "requires"): readonly DocumentNode[] {
  return directives.flatMap((directive) => {
    const { [argument]: selection } = directive.arguments() as { readonly [name in typeof argument]?: string };
    return selection ? [parse(`{ ${selection} }`, { noLocation: true })] : [];
  });
}

function fieldNames(selection: DocumentNode): readonly string[] {
  return [...givenArguments(selection).keys()].map((path) => path.slice(path.lastIndexOf("/") + 1));
}

function givenArguments(selection: DocumentNode): GivenArguments {
  const given = new Map<string, string>();
  const path: string[] = [];
  visit(selection, {
    Field: {
      enter: ({ name, arguments: args = [] }) => {
        path.push(name.value);
        given.set(path.join("/"), args.map(print).sort().join(", "));
      },
      leave: () => void path.pop(),
    },
  });
  return given;
}

/** The document with such fields under names of their own; the same document when it has none of them. */
export function withOwnNames(document: DocumentNode, { names, withArguments }: RequiredFields): DocumentNode {
  return visit(document, {
    Field: (node) => {
      const responseName = (node.alias ?? node.name).value;
      const isTaken = responseName !== node.name.value && names.has(responseName);
      // A client that gives such a name itself gets it back too.
      if (!isTaken && !withArguments.has(node.name.value) && !responseName.startsWith(prefix)) return undefined;
      return { ...node, alias: { kind: Kind.NAME, value: prefix + responseName } };
    },
  });
}

/** The name that the client gave. */
export function answeredName(responseName: string): string {
  return responseName.startsWith(prefix) ? responseName.slice(prefix.length) : responseName;
}
