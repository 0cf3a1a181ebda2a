/** A run of which parts are answered later: what is written now, and each part as soon as what it needs is there. */
import type { GraphQLError } from "graphql";
import { answeredName } from "../own-names.ts";
import { placesAt } from "../plan/flatten.ts";
import type { DeferralScope, DeferredStep, PlanRun, SubselectionWriter } from "../plan/run.ts";
import { Writing } from "../response/writing.ts";

const conditionPrefix = "... on ";

/** One object's deferred part, as the incremental delivery that Apollo Client asks for has it. */
export interface DeferredPart {
  readonly label: string | undefined;
  readonly path: readonly (string | number)[];
  /** JSON of the part. */
  readonly data: string;
  readonly errors: readonly GraphQLError[];
}

export class Deferral implements DeferralScope {
  /** Writes what is answered now; null when the plan defers nothing. */
  now: SubselectionWriter | null = null;
  readonly #fetched = new Map<string, { readonly done: Promise<void>; readonly tell: () => void }>();
  readonly #waiting: (() => void)[] = [];
  readonly #ready: (readonly DeferredPart[])[] = [];
  #open = 0;
  #run: PlanRun | null = null;

  /** The run of the plan, with this deferral in it. */
  watch(run: PlanRun): PlanRun {
    this.#run = { ...run, deferral: this, onFetched: (id) => this.#fetch(id).tell() };
    return this.#run;
  }

  begin(now: SubselectionWriter | null, later: readonly DeferredStep[]): void {
    this.now = now;
    for (const part of later) this.#start(part);
  }

  /** Whether anything is answered later than now. */
  get isUnfinished(): boolean {
    return this.#open > 0 || this.#ready.length > 0;
  }

  /** The parts, each group as soon as it is there; the last one ends it. */
  async *parts(): AsyncGenerator<readonly DeferredPart[], undefined> {
    while (this.isUnfinished) {
      const next = this.#ready.shift();
      if (next) yield next;
      else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
    return undefined;
  }

  #start(part: DeferredStep): void {
    this.#open += 1;
    void this.#answer(part)
      .then((written) => {
        if (written.length > 0) this.#ready.push(written);
      })
      .finally(() => {
        this.#open -= 1;
        for (const wake of this.#waiting.splice(0)) wake();
      });
  }

  async #answer(part: DeferredStep): Promise<readonly DeferredPart[]> {
    await Promise.all(part.depends.map((id) => this.#fetch(id).done));
    const whole = this.#run;
    if (!whole) return [];
    let writer = part.write;
    const scope: DeferralScope = {
      begin: (now, later) => {
        writer = now;
        for (const inner of later) this.#start(inner);
      },
    };
    const run: PlanRun = { ...whole, errors: [], deferral: scope };
    await part.step(run);
    return writer ? writePart(part, writer, run) : [];
  }

  #fetch(id: string): { readonly done: Promise<void>; readonly tell: () => void } {
    const known = this.#fetched.get(id);
    if (known) return known;
    let tell = (): void => undefined;
    const done = new Promise<void>((resolve) => {
      tell = resolve;
    });
    const fetch = { done, tell };
    this.#fetched.set(id, fetch);
    return fetch;
  }
}

function writePart(part: DeferredStep, writer: SubselectionWriter, run: PlanRun): readonly DeferredPart[] {
  const write = writer(run);
  const names = part.path.filter((element) => !element.startsWith(conditionPrefix));
  const places = placesAt(run.data, names).filter(({ data }) => part.covers(data));
  return places.map(({ data, path }, index) => {
    const writing = new Writing(run, path);
    const text = write(data, writing, path.length - 1);
    // What failed belongs to every object of the part; it is told once, with the first.
    const errors = index === 0 ? run.errors : [];
    return {
      label: part.label,
      path: path.map((element) => (typeof element === "string" ? answeredName(element) : element)),
      data: text,
      errors: errors.length > 0 || run.errors.length > 0 ? errors : writing.errors,
    };
  });
}
