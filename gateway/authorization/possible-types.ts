/** Which types of object may stand at a place of an operation: what a fragment's condition leaves of what was possible outside. */
import { type GraphQLCompositeType, type GraphQLSchema, isAbstractType } from "graphql";

/** Names of object types. The same set is always the same array. */
export type PossibleTypes = readonly string[];

export class PossibleTypesOf {
  readonly #schema: GraphQLSchema;
  readonly #sets = new Map<string, PossibleTypes>();
  readonly #ofType = new Map<string, PossibleTypes>();
  readonly #narrowed = new WeakMap<PossibleTypes, Map<string, PossibleTypes>>();

  constructor(schema: GraphQLSchema) {
    this.#schema = schema;
  }

  /** The object types that a value of this type may be of. */
  of(type: GraphQLCompositeType): PossibleTypes {
    let possible = this.#ofType.get(type.name);
    if (!possible) {
      const names = isAbstractType(type) ? this.#schema.getPossibleTypes(type).map(({ name }) => name) : [type.name];
      possible = this.#intern(names.toSorted());
      this.#ofType.set(type.name, possible);
    }
    return possible;
  }

  /** Those of `possible` that a condition lets pass. */
  narrow(possible: PossibleTypes, condition: GraphQLCompositeType): PossibleTypes {
    const known = this.#narrowed.get(possible) ?? new Map<string, PossibleTypes>();
    this.#narrowed.set(possible, known);
    let narrowed = known.get(condition.name);
    if (!narrowed) {
      const passing = new Set(this.of(condition));
      narrowed = this.#intern(possible.filter((name) => passing.has(name)));
      known.set(condition.name, narrowed);
    }
    return narrowed;
  }

  #intern(names: PossibleTypes): PossibleTypes {
    const key = names.join(" ");
    const known = this.#sets.get(key);
    if (known) return known;
    this.#sets.set(key, names);
    return names;
  }
}
