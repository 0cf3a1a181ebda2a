/** Messages that could not be translated: kept with their raw bytes until a replay succeeds. */
import type { MappingFailure } from "#adapters/port";

export interface KeptFailure extends MappingFailure {
  readonly system: string;
  /** When it was first kept (RFC 3339, UTC). */
  readonly keptAt: string;
  readonly attempts: number;
}

export interface Failures {
  /** Keeps failures; the same id again counts an attempt. In the same transaction as the batch that they came with. */
  list(options?: { readonly system?: string; readonly limit?: number }): readonly KeptFailure[];
  find(id: string): KeptFailure | null;
  count(): number;
}
