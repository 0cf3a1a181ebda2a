/** The features that a supergraph links (link specification v1.0), and the names by which it calls their directives. */
import { type ConstDirectiveNode, type ConstValueNode, type DocumentNode, Kind } from "graphql";

export interface LinkedFeature {
  /** Such as `https://specs.apollo.dev/authenticated/v0.1`. */
  readonly url: string;
  /** The URL without its version. */
  readonly identity: string;
  /** Last part of the identity, such as `authenticated`. */
  readonly name: string;
  /** Such as `v0.1`; null when the URL ends in none. */
  readonly version: string | null;
  /** `for:`, as it stands there: who does not know the feature must not serve the schema. Null when anybody may. */
  readonly purpose: string | null;
  /** Prefix of what is not imported. */
  readonly namespace: string;
  /** Imported directives by the feature's own name, without `@`: the names that they have here. */
  readonly imports: ReadonlyMap<string, string>;
  /** The link itself, as it stands in the document. */
  readonly node: ConstDirectiveNode;
}

/** Where Apollo publishes the features of a supergraph. */
export const apolloSpecs = "https://specs.apollo.dev/";

const bootstrap = [`${apolloSpecs}link`, `${apolloSpecs}core`];

/** Every feature that the schema links, the link specification itself included; none when the document is no supergraph. */
export function readLinkedFeatures(document: DocumentNode): readonly LinkedFeature[] {
  const applied = document.definitions.flatMap((definition) =>
    definition.kind === Kind.SCHEMA_DEFINITION || definition.kind === Kind.SCHEMA_EXTENSION ? (definition.directives ?? []) : [],
  );
  // The specification links itself, under the name that all the other links then use.
  const linkNames = new Set(applied.filter((node) => bootstrap.includes(splitUrl(urlOf(node)).identity)).map((node) => node.name.value));
  return applied.filter((node) => linkNames.has(node.name.value)).map(readFeature);
}

/**
 * Names by which a directive of the feature may be applied: the imported one, else the namespace's. A feature's directive of
 * the feature's own name stands alone (`@authenticated`), and is known by its full name as well.
 */
export function directiveNames(feature: LinkedFeature, directive: string): readonly string[] {
  const imported = feature.imports.get(directive);
  const plain = imported ?? (directive === feature.name ? feature.namespace : null);
  return [...(plain === null ? [] : [plain]), `${feature.namespace}__${directive}`];
}

/** The value of an argument; undefined where it is not given. */
export function argumentOf(node: ConstDirectiveNode, name: string): ConstValueNode | undefined {
  return node.arguments?.find((argument) => argument.name.value === name)?.value;
}

function readFeature(node: ConstDirectiveNode): LinkedFeature {
  const url = urlOf(node);
  const { identity, version } = splitUrl(url);
  const name = identity.slice(identity.lastIndexOf("/") + 1);
  return {
    url,
    identity,
    name,
    version,
    purpose: textOf(argumentOf(node, "for")),
    namespace: textOf(argumentOf(node, "as")) ?? name,
    imports: readImports(argumentOf(node, "import")),
    node,
  };
}

/** `core`, from before `link`, calls the URL a feature. */
function urlOf(node: ConstDirectiveNode): string {
  return textOf(argumentOf(node, "url") ?? argumentOf(node, "feature")) ?? "";
}

function splitUrl(url: string): { readonly identity: string; readonly version: string | null } {
  const [, identity, version] = /^(.+)\/(v\d+\.\d+)\/?$/.exec(url) ?? [];
  return { identity: identity ?? url, version: version ?? null };
}

function readImports(list: ConstValueNode | undefined): ReadonlyMap<string, string> {
  const imports = new Map<string, string>();
  for (const entry of list?.kind === Kind.LIST ? list.values : []) {
    const field = (key: string): string | null =>
      entry.kind === Kind.OBJECT ? textOf(entry.fields.find(({ name }) => name.value === key)?.value) : null;
    const name = entry.kind === Kind.STRING ? entry.value : field("name");
    if (name?.startsWith("@")) imports.set(name.slice(1), (field("as") ?? name).replace(/^@/, ""));
  }
  return imports;
}

function textOf(value: ConstValueNode | undefined): string | null {
  return value?.kind === Kind.STRING || value?.kind === Kind.ENUM ? value.value : null;
}
