/** What every adapter's factory is given: its part of the landscape, checked, with secrets resolved. */

import type { Notice } from "#schema/canonical/command.ts";
import type { CodeMappings } from "./mapping.ts";
import type { CommandTarget, ErpAdapter } from "./port.ts";

export interface AdapterConfig<Connection> {
  readonly system: string;
  /** Plants served, with the zone of their clocks. */
  readonly plants: readonly { readonly code: string; readonly timeZone: string }[];
  /** Address, credentials and habits of the system; shape declared by the adapter's JSON Schema. */
  readonly connection: Connection;
  readonly mappings: CodeMappings;
  /** Milliseconds between two polls for changes. */
  readonly pollMs: number;
  /** Where the adapter says what it does; lines are for operators. */
  readonly log: (level: "info" | "warn", message: string, details?: Readonly<Record<string, unknown>>) => void;
}

/** What an adapter's folder exports: one line of the register. */
export interface AdapterManifest<Connection> {
  /** Name in the landscape's `adapter:`. */
  readonly name: string;
  /** JSON Schema (draft-07) of `connection:` in the landscape. String properties may hold `${ENV}` references. */
  readonly connectionSchema: object;
  /** The tables of codes that the landscape's `mappings` may add to, by name, and the canonical values that a code of each can stand for. */
  readonly codeTables: Readonly<Record<string, readonly string[]>>;
  /** Whether its adapters have `notify`, so that `notifications:` in the landscape means something. */
  readonly takesNotifications?: boolean;
  create(config: AdapterConfig<Connection>): ErpAdapter;
}

/** What the factory of a neighbour of the ERPs is given. */
export interface NeighbourConfig<Connection> {
  readonly system: string;
  readonly connection: Connection;
}

/** As `AdapterManifest`, for a system that is told, and not read. */
export interface NeighbourManifest<Connection> {
  readonly name: string;
  readonly connectionSchema: object;
  create(config: NeighbourConfig<Connection>): CommandTarget<Notice>;
}
