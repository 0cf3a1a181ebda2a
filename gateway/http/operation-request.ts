/** The operation in an HTTP request: GraphQL over HTTP, section 5, for GET and for POST. */
import type { OperationRequest } from "../engine/preparation.ts";
import { HttpRefusal } from "./body.ts";

/** Reads a POST's body. Throws HttpRefusal 400 that names the field that is wrong. */
export function readOperation(body: unknown): OperationRequest {
  if (Array.isArray(body)) throw new HttpRefusal(400, "Several operations in one request are not taken; send each by itself");
  if (typeof body !== "object" || body === null)
    throw new HttpRefusal(400, "The body is not an object; send query, variables and operationName");
  const { query, documentId, operationName, variables, extensions } = body as Record<string, unknown>;
  if (query !== undefined && query !== null && typeof query !== "string")
    throw new HttpRefusal(400, "query is not a text; send the GraphQL document");
  if (documentId !== undefined && documentId !== null && typeof documentId !== "string") {
    throw new HttpRefusal(400, "documentId is not a text; send the id of a stored document or leave it out");
  }
  if (operationName !== undefined && operationName !== null && typeof operationName !== "string") {
    throw new HttpRefusal(400, "operationName is not a text; send a name or leave it out");
  }
  return {
    query: query ?? "",
    documentId: documentId ? documentId : null,
    operationName: operationName ? operationName : null,
    variables: readObject("variables", variables),
    extensions: readObject("extensions", extensions),
  };
}

/** Reads a GET's parameters. Throws HttpRefusal 400 that names the parameter that is wrong. */
export function readOperationOfSearch(parameters: URLSearchParams): OperationRequest {
  const parse = (name: string): unknown => {
    const text = parameters.get(name);
    if (text === null || text === "") return undefined;
    try {
      return JSON.parse(text);
    } catch {
      throw new HttpRefusal(400, `${name} is not JSON; send an object`);
    }
  };
  return readOperation({
    query: parameters.get("query") ?? "",
    documentId: parameters.get("documentId"),
    operationName: parameters.get("operationName"),
    variables: parse("variables"),
    extensions: parse("extensions"),
  });
}

function readObject(name: string, value: unknown): Readonly<Record<string, unknown>> {
  if (value === undefined || value === null) return {};
  if (typeof value !== "object" || Array.isArray(value)) throw new HttpRefusal(400, `${name} is not an object; send one or leave it out`);
  return value as Record<string, unknown>;
}
