/** An answer as it goes out: the response of the GraphQL specification (7.1) as JSON text, and its HTTP status. */
import type { GraphQLFormattedError } from "graphql";

export interface WrittenAnswer {
  /** JSON of the whole response. */
  readonly text: string;
  /** The same as it goes over the wire, for answers that go out again and again. */
  readonly bytes?: Buffer;
  /** 200, or the status of a request that became no operation. */
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Whether the response has errors. */
  readonly isFaulty: boolean;
  /** Points that it cost; absent where nobody counts. */
  readonly cost?: number;
  /** Whether it has nothing but errors: the request never became an operation that was run. */
  readonly isRefusal: boolean;
}

/** What is told beside the data. */
export type Extensions = Readonly<Record<string, unknown>>;

/** `data` is JSON already; null for a response that has no data entry. */
export function writeAnswer(
  data: string | null,
  errors: readonly GraphQLFormattedError[],
  extensions: Extensions | null,
  http: Pick<WrittenAnswer, "status" | "headers"> = { status: 200 },
): WrittenAnswer {
  const parts: string[] = [];
  if (errors.length > 0) parts.push(`"errors":${JSON.stringify(errors)}`);
  if (data !== null) parts.push(`"data":${data}`);
  if (extensions !== null) parts.push(`"extensions":${JSON.stringify(extensions)}`);
  return { text: `{${parts.join(",")}}`, isFaulty: errors.length > 0, isRefusal: data === null, ...http };
}

/** The answer with more extensions. */
export function extendAnswer({ bytes: _, ...answer }: WrittenAnswer, extensions: Extensions): WrittenAnswer {
  const { extensions: own, ...rest } = JSON.parse(answer.text) as { readonly extensions?: Extensions };
  return { ...answer, text: JSON.stringify({ ...rest, extensions: { ...own, ...extensions } }) };
}
