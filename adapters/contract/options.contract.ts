/** What an adapter's contract test gives: a way to start the simulated ERP, and what differs between ERPs. */
import type { EntityKind } from "#schema/canonical/change.ts";
import type { ProductionOrder } from "#schema/canonical/entities.generated.ts";
import type { CodeMappings } from "../mapping.ts";
import type { ErpAdapter } from "../port.ts";
import type { SimulatedFault } from "../simulator.contract.ts";

export interface SimulatedSystem extends AsyncDisposable {
  /** A new adapter of the running system, polling fast; the tests close it. */
  adapter(overrides?: { readonly mappings?: CodeMappings }): ErpAdapter;
  life(event: string): Promise<string | null>;
  fault(fault: SimulatedFault): Promise<void>;
  stop(): Promise<void>;
}

/** A code that nobody has mapped: how it comes into an order (and with `off: true` goes), and the mapping that heals it. */
export interface StrangeCode {
  fault(order: ProductionOrder): SimulatedFault;
  readonly mappings: CodeMappings;
}

export interface ContractOptions {
  readonly plant: string;
  start(): Promise<SimulatedSystem>;
  /** Kinds that the system tells of. */
  readonly kinds: readonly EntityKind[];
  /** Events of the plant's life, and the kind of thing that each changes. */
  readonly life: Readonly<Record<string, EntityKind>>;
  readonly unknownStatus: StrangeCode;
  readonly unknownUnit: StrangeCode;
  /** State in which an order is refused its release. CLOSED. */
  readonly refusedIn?: ProductionOrder["state"];
  /** False when the system has no posting for an order's priority. */
  readonly hasPriority?: boolean;
  /** Fault that does the next posting and loses its answer; null when the system's connection cannot lose it. */
  readonly lostAnswer: SimulatedFault | null;
  /** How its commands go together; left out where they only go one by one. `ONE_UNIT`: one lost answer leaves all of them in doubt. */
  readonly batch?: "UNITS" | "ONE_UNIT";
  /** Smallest part of a batch that can be held; null when it is held as a whole. `1`. */
  readonly partOfBatch?: string | null;
  /** Milliseconds in which a change must have been told. 15000. */
  readonly withinMs?: number;
}
