/** What each of the systems around the ERPs is: its own records, what it makes of what it is told, and what it can be made to tell. */

/** A CloudEvent's type without its version, what it is about, and its data. */
export interface Told {
  readonly type: string;
  /** 1 where nothing is said. */
  readonly version?: number;
  readonly plant: string;
  readonly subject: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** An event that the system received. */
export interface Received {
  readonly type: string;
  readonly plant: string;
  readonly subject: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** The system does not do what it was told, for a reason of its own. */
export class Refusal extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** Asks the graph, as the system would with its own token. */
export type Ask = <T>(query: string, variables: Readonly<Record<string, unknown>>) => Promise<T>;

export interface Role {
  /** Its records, in its own words. */
  readonly records: Readonly<Record<string, unknown>>;
  /** How it sends CloudEvents: products differ. */
  readonly contentMode: "binary" | "structured" | "batch";
  /** Takes an event in; gives the number of its own record. Throws Refusal. */
  receive(event: Received): string;
  /** Things that its users do. Each gives what it tells. Throws RangeError that names what is wrong with its parameters. */
  readonly actions: Readonly<Record<string, (parameters: Parameters, ask: Ask) => Promise<readonly Told[]> | readonly Told[]>>;
}

export type Parameters = Readonly<Record<string, unknown>>;

/** A parameter as text. */
export function text(parameters: Parameters, name: string): string {
  const value = parameters[name];
  if (typeof value !== "string" || value === "") throw new RangeError(`${name} is missing; give it as text`);
  return value;
}

/** A parameter as a number, or else what is usual. */
export function number(parameters: Parameters, name: string, usual: number): number {
  const value = parameters[name] ?? usual;
  if (typeof value !== "number") throw new RangeError(`${name} is no number`);
  return value;
}

/** What an event says under a name; the system's records are of texts. */
export function said({ data }: Received, name: string): string {
  const value = data[name];
  return value === null || value === undefined ? "" : String(value);
}
