/** The variables of a fetch: those of the operation that its document uses and that were given. */

type Variables = Readonly<Record<string, unknown>>;

const none: Variables = Object.freeze(Object.create(null));

/** Picks the named variables; one that was not given is left to its default. */
export function compileVariables(names: readonly string[]): (given: Variables) => Variables {
  if (names.length === 0) return () => none;
  return (given) => {
    const picked: Record<string, unknown> = Object.create(null);
    for (const name of names) if (Object.hasOwn(given, name) && given[name] !== undefined) picked[name] = given[name];
    return picked;
  };
}
