/** The state of writing one response: where the writer is, and what was wrong with what subgraphs sent. */
import { GraphQLError, type GraphQLSchema } from "graphql";
import type { Data } from "../data.ts";

/** The request that is answered, as far as writing needs to know it. */
export interface AnsweredRequest {
  readonly variables: Readonly<Record<string, unknown>>;
  /** What introspection shows; the API schema unless the caller may see less. */
  readonly visibleSchema?: GraphQLSchema | undefined;
}

/** An object of which a part is answered later. */
export interface DeferredPlace {
  /** What the part is known by in the operation. */
  readonly label: string;
  readonly data: Data;
  readonly path: readonly (string | number)[];
  readonly write: WriteValue;
}

export class Writing {
  readonly request: AnsweredRequest;
  /** Response names and indices from the root; only as long as the writer is deep. */
  readonly path: (string | number)[];
  readonly errors: GraphQLError[] = [];
  /** The objects of which parts are answered later, each of them as it stands in what was written. */
  places: DeferredPlace[] = [];
  /** The null that was written last has been told of, so what it makes null further up is not told again. */
  blamed = false;

  constructor(request: AnsweredRequest, path: readonly (string | number)[] = []) {
    this.request = request;
    this.path = [...path];
  }

  /** Notes a value that breaks the schema; `depth` is the place of its last path element. */
  blame(message: string, depth: number): void {
    this.blamed = true;
    this.errors.push(new GraphQLError(message, { path: this.path.slice(0, depth + 1), extensions: { code: "INVALID_GRAPHQL" } }));
  }

  /** What is at the first `length` elements of the path has become null, and with it every object below. */
  forget(length: number): void {
    if (this.places.length === 0) return;
    this.places = this.places.filter(
      ({ path }) => path.length < length || this.path.slice(0, length).some((element, at) => element !== path[at]),
    );
  }
}

/** Text of a null, also of one that the value's parent may not have. */
export const nullText = "null";

/** Writes a value as JSON; `depth` is the place in the path of what the value is called. */
export type WriteValue = (value: unknown, writing: Writing, depth: number) => string;
