/** Where in a client's files something of a document is written. */
import { type GraphQLError, getLocation, type Source } from "graphql";

/** `file:line:column`, as editors take it. */
export function placeOf(source: Source, position: number): string {
  const { line, column } = getLocation(source, position);
  const { locationOffset: first } = source;
  return `${source.name}:${line + first.line - 1}:${line === 1 ? column + first.column - 1 : column}`;
}

/** The error as one line, with its place where it has one. */
export function tellError({ message, source, positions }: GraphQLError): string {
  const position = positions?.[0];
  return source && position !== undefined ? `${placeOf(source, position)}: ${message}` : message;
}
