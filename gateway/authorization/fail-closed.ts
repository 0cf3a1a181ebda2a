/**
 * A supergraph that asks for something we do not enforce is refused, before it serves anything (core specification v0.2,
 * `for:`). Apollo's gateway refuses the very features that we enforce, so it is given a copy that asks for them of nobody.
 */
import { type ConstDirectiveNode, type DocumentNode, Kind, print, visit } from "graphql";
import { apolloSpecs, argumentOf, directiveNames, type LinkedFeature, readLinkedFeatures } from "./linked-features.ts";
import { enforcedFeatures } from "./rules.ts";

/** What of Apollo's specifications is executed or enforced here, by name and version. */
const knownVersions: Readonly<Record<string, readonly string[]>> = {
  link: ["v1.0"],
  core: ["v0.1", "v0.2"],
  join: ["v0.1", "v0.2", "v0.3", "v0.4", "v0.5"],
  tag: ["v0.1", "v0.2", "v0.3"],
  inaccessible: ["v0.1", "v0.2"],
  cost: ["v0.1"],
  authenticated: ["v0.1"],
  requiresScopes: ["v0.1"],
  policy: ["v0.1"],
};

/** Features that another version would be read wrongly of, whatever the supergraph says they are for. */
const alwaysChecked = new Set(["link", "core", "join", "inaccessible", ...Object.keys(enforcedFeatures)]);

/** Features that cannot be enforced here at all, with what to do without them. */
const refusedFeatures: Readonly<Record<string, string>> = {
  context: "take @context and @fromContext out of the subgraphs; pass the value as an argument or a @requires field instead",
  connect: "take @connect and @source out of the subgraphs; serve what they call from a subgraph of its own",
  source: "take the source directives out of the subgraphs; serve what they call from a subgraph of its own",
};

/** Throws an Error that names the feature and the remedy when the supergraph has one that is not executed or enforced here. */
export function refuseUnknownFeatures(supergraph: DocumentNode): void {
  const features = readLinkedFeatures(supergraph);
  if (!features.some(({ name }) => name === "join")) {
    throw new Error("The schema links no join specification, so it is no supergraph; compose one from the subgraphs with Federation 2");
  }
  for (const feature of features) refuseUnknown(feature);
  for (const join of features.filter(({ identity }) => identity === `${apolloSpecs}join`)) refuseHiddenUses(supergraph, join);
}

/** The supergraph's SDL for Apollo's gateway and planner, in which our security features are linked for no purpose. */
export function plannableSdl(supergraph: DocumentNode): string {
  const ours = readLinkedFeatures(supergraph).filter(({ identity, name }) => identity === apolloSpecs + name && name in enforcedFeatures);
  const links = new Set<ConstDirectiveNode>(ours.map(({ node }) => node));
  return print(
    visit(supergraph, {
      Directive: (node) =>
        links.has(node as ConstDirectiveNode)
          ? { ...node, arguments: node.arguments?.filter(({ name }) => name.value !== "for") }
          : undefined,
    }),
  );
}

function refuseUnknown({ url, identity, name, version, purpose }: LinkedFeature): void {
  const isApollos = identity === apolloSpecs + name;
  const refused = isApollos && Object.hasOwn(refusedFeatures, name) ? refusedFeatures[name] : undefined;
  if (refused) throw new Error(`The supergraph uses ${url}, which this gateway cannot enforce; ${refused}`);
  const known = (isApollos && Object.hasOwn(knownVersions, name) && knownVersions[name]) || [];
  if (version !== null && known.includes(version)) return;
  // A feature that says of itself that it is for nothing in particular may be ignored by whoever does not know it.
  if (purpose === null && !(isApollos && alwaysChecked.has(name))) return;
  const remedy =
    known.length > 0
      ? `compose it with one of the versions ${known.join(", ")}`
      : "compose it without the feature, or teach the gateway to enforce it first";
  throw new Error(`The supergraph uses ${url}${purpose ? ` for ${purpose}` : ""}, which this gateway does not know; ${remedy}`);
}

/** What join directives carry on behalf of a feature that the supergraph does not link. */
function refuseHiddenUses(supergraph: DocumentNode, join: LinkedFeature): void {
  const carriers = new Set(directiveNames(join, "directive"));
  const fields = new Set(directiveNames(join, "field"));
  visit(supergraph, {
    Directive(node) {
      const applied = node as ConstDirectiveNode;
      if (fields.has(applied.name.value) && argumentOf(applied, "contextArguments")) {
        throw new Error(
          `The supergraph uses ${apolloSpecs}context (contextArguments), which this gateway cannot enforce; ${refusedFeatures.context}`,
        );
      }
      if (!carriers.has(applied.name.value)) return;
      const carried = print(applied);
      for (const [name, remedy] of Object.entries(refusedFeatures)) {
        const carriedName = argumentOf(applied, "name");
        const isUse = carriedName?.kind === Kind.STRING && carriedName.value.split("__")[0] === name;
        if (isUse || carried.includes(`${apolloSpecs}${name}/`)) {
          throw new Error(`The supergraph uses ${apolloSpecs}${name}, which this gateway cannot enforce; ${remedy}`);
        }
      }
    },
  });
}
