/** Sums and products of which some parts hang on the variables of a request, written down once and worked out in one pass. */

export type Variables = Readonly<Record<string, unknown>>;

/** A number, or the place of one that is known when the variables are. */
export type Term = number | Step;

interface Step {
  readonly at: number;
}

/** The numbers of one request, by the place of their step. */
export type Worked = readonly number[];

/** Steps only look back, so that each is worked out once however many parts it is used in. */
export class Formula {
  readonly #steps: ((variables: Variables, worked: Worked) => number)[] = [];

  fromVariables(read: (variables: Variables) => number): Term {
    return this.#add(read);
  }

  sum(terms: readonly Term[]): Term {
    return this.#fold(terms, 0, (a, b) => a + b);
  }

  max(terms: readonly Term[]): Term {
    return this.#fold(terms, Number.NEGATIVE_INFINITY, Math.max);
  }

  product(a: Term, b: Term): Term {
    if (a === 0 || b === 0) return 0;
    return this.#fold([a, b], 1, (one, other) => one * other);
  }

  work(variables: Variables): Worked {
    const worked: number[] = [];
    for (const step of this.#steps) worked.push(step(variables, worked));
    return worked;
  }

  #fold(terms: readonly Term[], start: number, join: (a: number, b: number) => number): Term {
    let known = start;
    const open: Step[] = [];
    for (const term of terms) {
      if (typeof term === "number") known = join(known, term);
      else open.push(term);
    }
    const [first] = open;
    if (!first) return known;
    if (open.length === 1 && known === start) return first;
    return this.#add((_, worked) => open.reduce((value, { at }) => join(value, worked[at] ?? 0), known));
  }

  #add(step: (variables: Variables, worked: Worked) => number): Step {
    return { at: this.#steps.push(step) - 1 };
  }
}

/** The number that a term stands for in one request. */
export function workedValue(term: Term, worked: Worked): number {
  return typeof term === "number" ? term : (worked[term.at] ?? 0);
}
