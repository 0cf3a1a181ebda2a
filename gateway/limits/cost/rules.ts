/**
 * What the supergraph says of cost: `@cost` and `@listSize` (GraphQL Cost Directives, IBM 2021; cost v0.1 of Apollo's
 * specifications, which composition carries over from subgraphs of Federation 2.9).
 */
import { type ConstDirectiveNode, type DocumentNode, Kind, valueFromASTUntyped } from "graphql";
import { apolloSpecs, directiveNames, readLinkedFeatures } from "../../authorization/linked-features.ts";

/** How long a list is taken to be. */
export interface ListSize {
  /** Entries when no slicing argument is given. */
  readonly assumedSize: number | null;
  /** Arguments that say how many entries are wanted. */
  readonly slicingArguments: readonly string[];
  /** Fields of the answered object that are the lists, such as `edges`; none when the field itself is the list. */
  readonly sizedFields: readonly string[];
  /** Whether an operation that gives none or several of the slicing arguments is invalid. */
  readonly requireOneSlicingArgument: boolean;
}

export interface CostRules {
  /** By type, `Type.field`, or `Type.field(argument)`; input fields as fields. */
  readonly weights: ReadonlyMap<string, number>;
  /** By `Type.field`. */
  readonly listSizes: ReadonlyMap<string, ListSize>;
}

interface Annotated {
  readonly directives?: readonly ConstDirectiveNode[];
}

/** Reads the rules of a supergraph; there are none when it does not link the cost specification. */
export function readCostRules(supergraph: DocumentNode): CostRules {
  const weights = new Map<string, number>();
  const listSizes = new Map<string, ListSize>();
  const feature = readLinkedFeatures(supergraph).find(({ identity }) => identity === `${apolloSpecs}cost`);
  if (!feature) return { weights, listSizes };
  const costNames = directiveNames(feature, "cost");
  const sizeNames = directiveNames(feature, "listSize");
  const note = (path: string, { directives = [] }: Annotated): void => {
    for (const directive of directives) {
      if (costNames.includes(directive.name.value)) weights.set(path, Number(argumentsOf(directive).weight));
      if (sizeNames.includes(directive.name.value)) listSizes.set(path, readListSize(directive));
    }
  };
  for (const type of supergraph.definitions) {
    if (!("fields" in type || type.kind === Kind.ENUM_TYPE_DEFINITION || type.kind === Kind.SCALAR_TYPE_DEFINITION)) continue;
    note(type.name.value, type);
    for (const field of ("fields" in type && type.fields) || []) {
      const path = `${type.name.value}.${field.name.value}`;
      note(path, field);
      for (const argument of ("arguments" in field && field.arguments) || []) note(`${path}(${argument.name.value})`, argument);
    }
  }
  return { weights, listSizes };
}

function readListSize(directive: ConstDirectiveNode): ListSize {
  const { assumedSize, slicingArguments, sizedFields, requireOneSlicingArgument } = argumentsOf(directive);
  return {
    assumedSize: typeof assumedSize === "number" ? assumedSize : null,
    slicingArguments: (slicingArguments as readonly string[] | null | undefined) ?? [],
    sizedFields: (sizedFields as readonly string[] | null | undefined) ?? [],
    requireOneSlicingArgument: requireOneSlicingArgument !== false,
  };
}

function argumentsOf({ arguments: given = [] }: ConstDirectiveNode): Readonly<Record<string, unknown>> {
  return Object.fromEntries(given.map(({ name, value }) => [name.value, valueFromASTUntyped(value)]));
}
