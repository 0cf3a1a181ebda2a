/** A request that becomes no operation: what the client is told, and the HTTP status that says so. */
import { GraphQLError } from "graphql";

export class OperationRefused extends Error {
  override readonly name = "OperationRefused";
  readonly errors: readonly GraphQLError[];
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;

  constructor(errors: readonly GraphQLError[], status = 400, headers: Readonly<Record<string, string>> = {}) {
    super(errors[0]?.message ?? "The operation is refused");
    this.errors = errors;
    this.status = status;
    this.headers = headers;
  }
}

/** A refusal with one error. */
export function refuse(message: string, code: string, status = 400, headers: Readonly<Record<string, string>> = {}): OperationRefused {
  return new OperationRefused([new GraphQLError(message, { extensions: { code } })], status, headers);
}
