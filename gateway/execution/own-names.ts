/**
 * Data that a subgraph requires with arguments of its own (`@requires(fields: "price(currency: USD)")`) comes under the name under
 * which a client may have asked for the same field with others. So what clients ask for of such fields is fetched under a
 * name of its own, and answered under the one that they gave.
 */
import type { Supergraph } from "@apollo/federation-internals";
import { type DocumentNode, Kind, parse, print, visit } from "graphql";

const prefix = "_asked_";

/** Arguments that fields are required with, by their path from the object, such as `comments/author`. */
type GivenArguments = ReadonlyMap<string, string>;

export interface RequiredArguments {
  /** Names of fields that some `@requires` gives arguments. */
  readonly names: ReadonlySet<string>;
  /** What a field requires, by `Type.field`. */
  readonly of: ReadonlyMap<string, GivenArguments>;
}

/** What the subgraphs of a supergraph require with arguments. */
export function requiredArguments({ schema }: Supergraph): RequiredArguments {
  const names = new Set<string>();
  const of = new Map<string, GivenArguments>();
  for (const type of [...schema.objectTypes(), ...schema.interfaceTypes()]) {
    for (const field of type.fields()) {
      const required = field.appliedDirectivesOf("join__field").flatMap((directive) => {
        const { requires } = directive.arguments() as { readonly requires?: string };
        return requires ? [...givenArguments(requires)] : [];
      });
      if (required.length > 0) of.set(`${type.name}.${field.name}`, new Map(required));
      for (const [path] of required) names.add(path.split("/").at(-1) ?? path);
    }
  }
  return { names, of };
}

function givenArguments(selection: string): GivenArguments {
  const given = new Map<string, string>();
  const path: string[] = [];
  visit(parse(`{ ${selection} }`, { noLocation: true }), {
    Field: {
      enter: ({ name, arguments: args = [] }) => {
        path.push(name.value);
        if (args.length > 0) given.set(path.join("/"), args.map(print).sort().join(", "));
      },
      leave: () => void path.pop(),
    },
  });
  return given;
}

/** The document with those fields under names of their own; the same document when it has none of them. */
export function withOwnNames(document: DocumentNode, required: ReadonlySet<string>): DocumentNode {
  if (required.size === 0) return document;
  return visit(document, {
    Field: (node) => {
      const responseName = (node.alias ?? node.name).value;
      // A client that gives such a name itself gets it back too.
      if (!required.has(node.name.value) && !responseName.startsWith(prefix)) return undefined;
      return { ...node, alias: { kind: Kind.NAME, value: prefix + responseName } };
    },
  });
}

/** The name that the client gave. */
export function answeredName(responseName: string): string {
  return responseName.startsWith(prefix) ? responseName.slice(prefix.length) : responseName;
}
