/** `@skip` and `@include`: which selections are in, for the variables of one request (GraphQL specification, 3.13.1 and 3.13.2). */
import {
  type DirectiveNode,
  type DocumentNode,
  GraphQLError,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type ValueNode,
  valueFromASTUntyped,
  visit,
} from "graphql";
import { deferOf, ownLabel } from "./deferred/labelled-document.ts";

type Variables = Readonly<Record<string, unknown>>;

/** One combination of what an operation's conditions can be; `key` is equal for equal combinations. */
export interface Choice {
  readonly key: string;
  readonly isIncluded: (selection: SelectionNode) => boolean;
  /** The label of a selection of a labelled document that is deferred; null for any other. */
  readonly deferredAs: (selection: SelectionNode) => string | null;
}

/** The defaults of an operation's variables, by name. */
export function variableDefaults(operation: OperationDefinitionNode): Variables {
  const defaults: Record<string, unknown> = Object.create(null);
  for (const { variable, defaultValue } of operation.variableDefinitions ?? []) {
    if (defaultValue) defaults[variable.name.value] = valueFromASTUntyped(defaultValue);
  }
  return defaults;
}

/** Gives the choice that a request's variables make. */
export function compileConditions(document: DocumentNode, defaults: Variables): (variables: Variables) => Choice {
  const names = conditionVariables(document);
  if (names.length === 0) {
    const only = choiceOf("", () => false);
    return () => only;
  }
  return (variables) => {
    const chosen = new Map(names.map((name) => [name, variableValue(name, variables, defaults) === true]));
    const key = names.map((name) => (chosen.get(name) ? "1" : "0")).join("");
    return choiceOf(key, (name) => chosen.get(name) === true);
  };
}

/** The value of a variable: its default only where none was given, since null is a value (GraphQL specification, 6.1.2). */
export function variableValue(name: string, given: Variables, defaults: Variables): unknown {
  const value = Object.hasOwn(given, name) ? given[name] : undefined;
  return value === undefined ? defaults[name] : value;
}

/**
 * A variable with a default may be null and yet stand where a Boolean is needed, so that only a request shows that it cannot
 * (GraphQL specification, 6.4.1). Gives the errors of a request that says null, or null.
 */
export function compileConditionCheck(document: DocumentNode): (variables: Variables) => readonly GraphQLError[] | null {
  const conditions = new Map<string, ValueNode>();
  eachConditionVariable(document, (name, node) => conditions.set(name, node));
  if (conditions.size === 0) return () => null;
  return (variables) => {
    const nulls = [...conditions].filter(([name]) => Object.hasOwn(variables, name) && variables[name] === null);
    if (nulls.length === 0) return null;
    return nulls.map(([name, node]) => {
      const remedy = `give the variable "$${name}" a Boolean, or leave it to its default`;
      return new GraphQLError(`Argument "if" of non-null type "Boolean!" must not be null; ${remedy}`, {
        nodes: [node],
        extensions: { code: "BAD_USER_INPUT" },
      });
    });
  };
}

function choiceOf(key: string, isTrue: (variable: string) => boolean): Choice {
  return {
    key,
    isIncluded: (selection) => isIncluded(selection, isTrue),
    deferredAs: (selection) => {
      const defer = deferOf(selection);
      return defer && holds(conditionOf(defer), isTrue) ? ownLabel(defer) : null;
    },
  };
}

function conditionVariables(document: DocumentNode): readonly string[] {
  const names = new Set<string>();
  eachConditionVariable(document, (name) => names.add(name));
  return [...names].sort();
}

function eachConditionVariable(document: DocumentNode, note: (name: string, node: ValueNode) => void): void {
  visit(document, {
    Directive: (directive) => {
      const value = conditionOf(directive);
      if (value?.kind === Kind.VARIABLE) note(value.name.value, value);
    },
  });
}

const conditional: ReadonlySet<string> = new Set(["skip", "include", "defer"]);

function conditionOf(directive: DirectiveNode): ValueNode | undefined {
  if (!conditional.has(directive.name.value)) return undefined;
  return directive.arguments?.find(({ name }) => name.value === "if")?.value;
}

/** A condition that is not written is true: only `@defer` may leave it out. */
function holds(value: ValueNode | undefined, isTrue: (variable: string) => boolean): boolean {
  if (!value) return true;
  return value.kind === Kind.VARIABLE ? isTrue(value.name.value) : value.kind === Kind.BOOLEAN && value.value;
}

function isIncluded({ directives = [] }: SelectionNode, isTrue: (variable: string) => boolean): boolean {
  return directives.every((directive) => {
    const { value: name } = directive.name;
    if (name !== "skip" && name !== "include") return true;
    return holds(conditionOf(directive), isTrue) === (name === "include");
  });
}
