/**
 * Limits on the form of an operation: of its text before it is parsed, and of the document before anything walks its fragments,
 * since validation and planning take a time that grows with the fields as they are answered, not with the text that came.
 */
import {
  type DirectiveNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  GraphQLError,
  Kind,
  Lexer,
  type SelectionSetNode,
  Source,
  TokenKind,
} from "graphql";

/** Most of each that an operation may have. Fragments count as often as they are spread. */
export interface RequestLimits {
  /** Lexical tokens of the text. */
  readonly tokens: number;
  /** Brackets of any kind within each other: the parser calls itself for each. */
  readonly nesting: number;
  /** Fields below each other. */
  readonly depth: number;
  /** Fields on the operation's root. */
  readonly rootFields: number;
  readonly fields: number;
  /** Fields that are answered under another name. */
  readonly aliases: number;
  readonly directives: number;
}

/** Room for any screen or report, and for the introspection of the tools: that one is 15 deep. */
export const usualLimits: RequestLimits = {
  tokens: 5_000,
  nesting: 100,
  depth: 20,
  rootFields: 100,
  fields: 1_000,
  aliases: 300,
  directives: 300,
};

type Measure = Readonly<Record<Exclude<keyof RequestLimits, "tokens" | "nesting">, number>>;

const nothing: Measure = { depth: 0, rootFields: 0, fields: 0, aliases: 0, directives: 0 };

/** What a client is told when there is more of something than its limit: `extensions.code`, what is counted, the remedy. */
const refusals: Readonly<Record<keyof RequestLimits, readonly [code: string, counted: string, remedy: string]>> = {
  tokens: ["TOO_MANY_TOKENS", "tokens", "put long values into variables, or send it as several operations"],
  nesting: [
    "QUERY_TOO_DEEP",
    "brackets within each other",
    "put deep values into variables, or ask for the inner objects by an operation of their own",
  ],
  depth: ["QUERY_TOO_DEEP", "levels of fields", "ask for the inner objects by an operation of their own"],
  rootFields: ["TOO_MANY_ROOT_FIELDS", "fields on its root", "send it as several operations"],
  fields: [
    "TOO_MANY_FIELDS",
    "fields, fragments counted each time they are spread",
    "select fewer fields, or send it as several operations",
  ],
  aliases: ["TOO_MANY_ALIASES", "aliases", "ask for a list instead of one object at a time, or send it as several operations"],
  directives: ["TOO_MANY_DIRECTIVES", "directives", "leave out those that are not needed"],
};

/** Codes of the refusals: part of what clients may rely on. */
export const requestLimitCodes: readonly string[] = [...new Set(Object.values(refusals).map(([code]) => code))];

/** The limit that a text exceeds, else null; to be asked before it is parsed. What is no GraphQL at all is left to the parser to tell. */
export function checkText(text: string, limits: RequestLimits): GraphQLError | null {
  const lexer = new Lexer(new Source(text));
  let tokens = 0;
  let nesting = 0;
  try {
    for (let { kind } = lexer.advance(); kind !== TokenKind.EOF; { kind } = lexer.advance()) {
      tokens += 1;
      if (opening.has(kind)) nesting += 1;
      else if (closing.has(kind)) nesting -= 1;
      if (tokens > limits.tokens) return refuse("tokens", "more", limits);
      if (nesting > limits.nesting) return refuse("nesting", "more", limits);
    }
  } catch (fault) {
    if (!(fault instanceof GraphQLError)) throw fault;
  }
  return null;
}

const opening: ReadonlySet<string> = new Set([TokenKind.BRACE_L, TokenKind.BRACKET_L, TokenKind.PAREN_L]);
const closing: ReadonlySet<string> = new Set([TokenKind.BRACE_R, TokenKind.BRACKET_R, TokenKind.PAREN_R]);

/**
 * The first limit that a document exceeds, else null. The document need not be valid: a fragment that is unknown or spreads
 * itself counts as nothing here, and is left to validation.
 */
export function checkRequestLimits(document: DocumentNode, limits: RequestLimits): GraphQLError | null {
  const measures = measureDefinitions(document);
  for (const name of Object.keys(nothing) as (keyof Measure)[]) {
    const found = Math.max(0, ...measures.map((measure) => measure[name]));
    if (found > limits[name]) return refuse(name, Number.isSafeInteger(found) ? found : "countless", limits);
  }
  return null;
}

function refuse(name: keyof RequestLimits, found: number | "more" | "countless", limits: RequestLimits): GraphQLError {
  const [code, counted, remedy] = refusals[name];
  const told = found === "more" ? `more than ${limits[name]} ${counted}` : `${found} ${counted}, and ${limits[name]} are allowed`;
  return new GraphQLError(`The operation has ${told}; ${remedy}`, { extensions: { code } });
}

/** One measure for each operation and fragment of the document. */
function measureDefinitions({ definitions }: DocumentNode): readonly Measure[] {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const one of definitions) if (one.kind === Kind.FRAGMENT_DEFINITION) fragments.set(one.name.value, one);
  const measureSelection = createMeasurement(fragments);
  return definitions.flatMap((one) => {
    if (one.kind !== Kind.OPERATION_DEFINITION && one.kind !== Kind.FRAGMENT_DEFINITION) return [];
    const variables = one.variableDefinitions ?? [];
    const own = count(one.directives) + variables.reduce((sum, { directives }) => sum + count(directives), 0);
    const measure = measureSelection(one.selectionSet);
    const rootFields = one.kind === Kind.OPERATION_DEFINITION ? measure.rootFields : 0;
    return [{ ...measure, rootFields, directives: measure.directives + own }];
  });
}

/** Measures selections; each fragment is walked once and its measure used wherever it is spread. */
function createMeasurement(fragments: ReadonlyMap<string, FragmentDefinitionNode>): (set: SelectionSetNode) => Measure {
  const known = new Map<string, Measure>();
  const ofFragment = (name: string): Measure => {
    let measure = known.get(name);
    if (!measure) {
      // Whoever spreads the fragment while it is walked is part of a cycle.
      known.set(name, nothing);
      const fragment = fragments.get(name);
      measure = fragment ? ofSet(fragment.selectionSet) : nothing;
      known.set(name, measure);
    }
    return measure;
  };
  const ofSet = (set: SelectionSetNode): Measure => {
    const sum = { ...nothing };
    for (const selection of set.selections) {
      sum.directives += count(selection.directives);
      if (selection.kind === Kind.FIELD) {
        sum.rootFields += 1;
        sum.fields += 1;
        if (selection.alias && selection.alias.value !== selection.name.value) sum.aliases += 1;
      }
      const inner =
        selection.kind === Kind.FRAGMENT_SPREAD
          ? ofFragment(selection.name.value)
          : selection.selectionSet && ofSet(selection.selectionSet);
      sum.fields += inner?.fields ?? 0;
      sum.aliases += inner?.aliases ?? 0;
      sum.directives += inner?.directives ?? 0;
      if (selection.kind !== Kind.FIELD) sum.rootFields += inner?.rootFields ?? 0;
      sum.depth = Math.max(sum.depth, (inner?.depth ?? 0) + (selection.kind === Kind.FIELD ? 1 : 0));
    }
    return sum;
  };
  return ofSet;
}

function count(directives: readonly DirectiveNode[] | undefined): number {
  return directives?.length ?? 0;
}
