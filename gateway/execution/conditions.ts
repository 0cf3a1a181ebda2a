/** `@skip` and `@include`: which selections are in, for the variables of one request (GraphQL specification, 3.13.1 and 3.13.2). */
import {
  type DirectiveNode,
  type DocumentNode,
  type OperationDefinitionNode,
  type SelectionNode,
  valueFromASTUntyped,
  visit,
} from "graphql";

type Variables = Readonly<Record<string, unknown>>;

/** One combination of what an operation's conditions can be; `key` is equal for equal combinations. */
export interface Choice {
  readonly key: string;
  readonly isIncluded: (selection: SelectionNode) => boolean;
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
    const only: Choice = { key: "", isIncluded: (selection) => isIncluded(selection, () => false) };
    return () => only;
  }
  return (variables) => {
    const chosen = new Map(names.map((name) => [name, (variables[name] ?? defaults[name]) === true]));
    const key = names.map((name) => (chosen.get(name) ? "1" : "0")).join("");
    return { key, isIncluded: (selection) => isIncluded(selection, (name) => chosen.get(name) === true) };
  };
}

function conditionVariables(document: DocumentNode): readonly string[] {
  const names = new Set<string>();
  visit(document, {
    Directive: (directive) => {
      const value = conditionOf(directive);
      if (value?.kind === "Variable") names.add(value.name.value);
    },
  });
  return [...names].sort();
}

function conditionOf(directive: DirectiveNode) {
  if (directive.name.value !== "skip" && directive.name.value !== "include") return undefined;
  return directive.arguments?.find(({ name }) => name.value === "if")?.value;
}

function isIncluded({ directives = [] }: SelectionNode, isTrue: (variable: string) => boolean): boolean {
  return directives.every((directive) => {
    const value = conditionOf(directive);
    if (!value) return true;
    const holds = value.kind === "Variable" ? isTrue(value.name.value) : value.kind === "BooleanValue" && value.value;
    return holds === (directive.name.value === "include");
  });
}
