/**
 * A subgraph in this process. A document is parsed once; one that comes again and again is compiled by
 * graphql-jit, since compiling costs as much as some runs do.
 */
import { type DocumentNode, type ExecutionResult, execute, type GraphQLSchema, parse } from "graphql";
import { compileQuery, isCompiledQuery } from "graphql-jit";
import type { Fetch, FetchAnswer, FetchDocument, FetchSource } from "../../execution/plan/fetch-port.ts";
import type { RunRequest } from "../../execution/plan/run.ts";
import { isLeftInterpreted } from "./interpreted-documents.ts";

/** The planner makes as many documents as there are shapes of operations; old ones go first. */
const keptDocuments = 2_000;
const runsBeforeCompiling = 2;

type Variables = Readonly<Record<string, unknown>>;
type Run = (variables: Variables, request: RunRequest) => Promise<ExecutionResult> | ExecutionResult;

export function createLocalSource(schema: GraphQLSchema): FetchSource {
  const known = new Map<string, Fetch>();
  return {
    prepare(document) {
      const before = known.get(document.text);
      if (before) return before;
      const fetch = prepareDocument(schema, document);
      if (known.size >= keptDocuments) known.delete(known.keys().next().value ?? "");
      known.set(document.text, fetch);
      return fetch;
    },
  };
}

function prepareDocument(schema: GraphQLSchema, { text, kind }: FetchDocument): Fetch {
  const document = parse(text, { noLocation: true });
  // It is not validated: the planner wrote it from the same SDL for an operation that was, and checking costs more than running.
  const interpret = interpreter(schema, document);
  // Events come one at a time and each is shared, so compiling would not pay.
  if (kind === "subscription" || isLeftInterpreted(schema, document)) return answering(interpret);
  let runs = 0;
  let run: Run = (variables, request) => {
    if (++runs > runsBeforeCompiling) run = compile(schema, document) ?? interpret;
    return (runs > runsBeforeCompiling ? run : interpret)(variables, request);
  };
  return answering((variables, request) => run(variables, request));
}

function interpreter(schema: GraphQLSchema, document: DocumentNode): Run {
  return (variables, { context, event }) =>
    execute({ schema, document, rootValue: event ?? {}, contextValue: context, variableValues: variables }) as
      | Promise<ExecutionResult>
      | ExecutionResult;
}

function compile(schema: GraphQLSchema, document: DocumentNode): Run | null {
  const compiled = compileQuery(schema, document, undefined, { disablingCapturingStackErrors: true });
  if (!isCompiledQuery(compiled)) return null;
  return (variables, { context }) => compiled.query({}, context, variables);
}

function answering(run: Run): Fetch {
  return (variables, request) => {
    const result = run(variables, request);
    // The interpreter's data has no prototype and the compiled one's has; both are plain objects of own keys.
    return result as FetchAnswer | Promise<FetchAnswer>;
  };
}
