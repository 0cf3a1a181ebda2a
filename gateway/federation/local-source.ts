/** A subgraph in this process, as a data source of the gateway: documents are parsed and checked once, then only executed. */
import type { GraphQLDataSource } from "@apollo/gateway";
import { type DocumentNode, execute, type GraphQLSchema, parse, validate } from "graphql";

type ProcessOptions = Parameters<GraphQLDataSource["process"]>[0];

/** The planner makes as many documents as there are shapes of operations; old ones go first. */
const keptDocuments = 2_000;

/** An event that a subscription document is answered from: the value of its root field. */
export const subscriptionEvent = Symbol("subscriptionEvent");

export function createLocalSource(schema: GraphQLSchema): GraphQLDataSource {
  const documents = new Map<string, DocumentNode>();
  const prepare = (query: string): DocumentNode => {
    const known = documents.get(query);
    if (known) return known;
    const document = parse(query, { noLocation: true });
    const faults = validate(schema, document);
    // The planner writes these documents from the same SDL; a fault is ours, not the client's.
    if (faults.length > 0) throw new Error(`The planner wrote a document that the subgraph refuses: ${faults[0]?.message}`);
    if (documents.size >= keptDocuments) documents.delete(documents.keys().next().value ?? "");
    documents.set(query, document);
    return document;
  };
  return {
    async process({ request, context }: ProcessOptions) {
      const result = await execute({
        schema,
        document: prepare(request.query ?? ""),
        rootValue: (context as Record<symbol, unknown>)[subscriptionEvent] ?? {},
        contextValue: context,
        variableValues: request.variables ?? {},
      });
      // Apollo's type asks for formatted errors; GraphQLError is what they are formatted from.
      return { data: result.data ?? null, ...(result.errors ? { errors: result.errors.map((error) => error.toJSON()) } : {}) };
    },
  };
}
