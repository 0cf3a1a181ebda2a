/** A run of which parts are answered later: each as soon as what it needs is there, and never before what it is a part of. */
import { GraphQLError } from "graphql";
import type { DeferralScope, DeferredStep, PlanRun } from "../plan/run.ts";
import { type DeferredPlace, Writing } from "../response/writing.ts";
import { clientLabel } from "./labelled-document.ts";

type Path = readonly (string | number)[];

/** One object's deferred part, as the incremental delivery that Apollo Client asks for has it. */
export interface DeferredPart {
  readonly label: string | undefined;
  readonly path: Path;
  /** JSON of the part. */
  readonly data: string;
  readonly errors: readonly GraphQLError[];
}

/** What the plan of a part came to. It never fails: what went wrong is among the errors. */
interface Outcome {
  readonly errors: readonly GraphQLError[];
  readonly scope: Scope;
}

/** The answer that is sent at once, or a deferred part of it: what of it is deferred further is known by its label. */
class Scope implements DeferralScope {
  readonly begun = new Map<string, Promise<Outcome>>();
  /** Fulfilled when the plan of this, and of whatever it is a part of, has been run. */
  readonly ended: Promise<unknown>;
  readonly end: () => void;
  readonly #start: (step: DeferredStep, within: Scope) => Promise<Outcome>;

  constructor(parent: Scope | null, start: (step: DeferredStep, within: Scope) => Promise<Outcome>) {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.end = resolve;
    this.ended = parent ? Promise.all([promise, parent.ended]) : promise;
    this.#start = start;
  }

  begin(later: readonly DeferredStep[]): void {
    for (const step of later) this.begun.set(step.label, this.#start(step, this));
  }
}

export class Deferral {
  readonly #fetched = new Map<string, PromiseWithResolvers<void>>();
  readonly #ready: (readonly DeferredPart[])[] = [];
  readonly #root = this.#scopeWithin(null);
  readonly #run: PlanRun;
  /** What is written later, and the answer until it is written. */
  #open = 1;
  #running = 0;
  #wake: () => void = () => undefined;
  readonly #finished = Promise.withResolvers<void>();

  constructor(run: PlanRun) {
    this.#run = { ...run, deferral: this.#root, onFetched: (id) => this.#fetch(id).resolve() };
  }

  /** The run of the plan, with this deferral in it. */
  get run(): PlanRun {
    return this.#run;
  }

  /** To be called when the plan was run and the answer written; `places` are where parts of it are left out. */
  answered(places: readonly DeferredPlace[]): void {
    this.#root.end();
    this.#follow(this.#root, places);
    this.#close();
  }

  /** Whether anything is answered later than now. */
  get isUnfinished(): boolean {
    return this.#open > 0 || this.#ready.length > 0;
  }

  /** Fulfilled when nothing is fetched or written any more, whether anybody has taken the parts or not. */
  get finished(): Promise<void> {
    return this.#finished.promise;
  }

  /** The parts, each group as soon as it is there; the last one ends it. */
  async *parts(): AsyncGenerator<readonly DeferredPart[], undefined> {
    while (this.isUnfinished) {
      const next = this.#ready.shift();
      if (next) yield next;
      else
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
    }
    return undefined;
  }

  /** Answers the parts that are left out at some places of what has just been written. */
  #follow(scope: Scope, places: readonly DeferredPlace[]): void {
    for (const [label, at] of Map.groupBy(places, (place) => place.label)) {
      this.#open += 1;
      // The planner has no step for a part that needs no more than was fetched already.
      const outcome = scope.begun.get(label) ?? Promise.resolve({ errors: [], scope: this.#scopeWithin(scope) });
      void outcome.then(({ errors, scope: part }) => {
        const inner: DeferredPlace[] = [];
        this.#ready.push(this.#write(label, at, errors, inner));
        this.#follow(part, inner);
        this.#close();
        this.#wake();
      });
    }
  }

  async #runStep({ step, depends }: DeferredStep, within: Scope): Promise<Outcome> {
    const scope = this.#scopeWithin(within);
    const errors: GraphQLError[] = [];
    this.#running += 1;
    try {
      // A fetch that a condition left out is never done, so what waits for it waits no longer than for the fetches beside it.
      await Promise.race([Promise.all(depends.map((id) => this.#fetch(id).promise)), within.ended]);
      await step({ ...this.#run, errors, deferral: scope });
    } catch (fault) {
      errors.push(toError(fault));
    }
    scope.end();
    this.#running -= 1;
    this.#finishWhenDone();
    return { errors, scope };
  }

  #scopeWithin(parent: Scope | null): Scope {
    return new Scope(parent, (step, within) => this.#runStep(step, within));
  }

  /** Writes a part at each of its places, an error with the one that it is below. */
  #write(label: string, places: readonly DeferredPlace[], errors: readonly GraphQLError[], inner: DeferredPlace[]): DeferredPart[] {
    const errorsAt = Map.groupBy(errors, ({ path = [] }) =>
      Math.max(
        0,
        places.findIndex((place) => isBelow(path, place.path)),
      ),
    );
    return places.map(({ write, data, path }, index) => {
      const writing = new Writing(this.#run, path);
      const part = { label: clientLabel(label), path };
      try {
        const text = write(data, writing, path.length - 1);
        inner.push(...writing.places);
        return { ...part, data: text, errors: errors.length > 0 ? (errorsAt.get(index) ?? []) : writing.errors };
      } catch (fault) {
        return { ...part, data: "null", errors: [toError(fault)] };
      }
    });
  }

  #close(): void {
    this.#open -= 1;
    this.#finishWhenDone();
  }

  #finishWhenDone(): void {
    if (this.#open === 0 && this.#running === 0) this.#finished.resolve();
  }

  #fetch(id: string): PromiseWithResolvers<void> {
    const known = this.#fetched.get(id);
    if (known) return known;
    const fetch = Promise.withResolvers<void>();
    this.#fetched.set(id, fetch);
    return fetch;
  }
}

function isBelow(path: Path, place: Path): boolean {
  return path.length >= place.length && place.every((element, index) => path[index] === element);
}

function toError(fault: unknown): GraphQLError {
  if (fault instanceof GraphQLError) return fault;
  return new GraphQLError("A deferred part cannot be answered", {
    originalError: fault instanceof Error ? fault : new Error(String(fault)),
  });
}
