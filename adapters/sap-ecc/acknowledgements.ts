/** ALEAUD: what ECC made of the IDocs that we sent, by our own document numbers. */
import { type Idoc, segmentsOf } from "../protocols/idoc/idoc.ts";

export type Acknowledgement = { readonly outcome: "APPLIED" } | { readonly outcome: "REJECTED"; readonly reason: string };

const kept = 10_000;

/** Inbound statuses that end well, and those that an operator would have to take up (SAP table TEDS1). */
const applied: ReadonlySet<string> = new Set(["53", "41"]);
const failed: ReadonlySet<string> = new Set(["40", "51", "56", "60", "63", "65", "68"]);

export class Acknowledgements {
  readonly #byDocument = new Map<string, Acknowledgement>();

  take(idoc: Idoc): void {
    for (const { fields } of segmentsOf(idoc.segments, "E1STATE")) {
      const { DOCNUM = "", STATUS = "", STATXT = "" } = fields;
      if (applied.has(STATUS)) this.#byDocument.set(DOCNUM, { outcome: "APPLIED" });
      else if (failed.has(STATUS)) this.#byDocument.set(DOCNUM, { outcome: "REJECTED", reason: STATXT || `IDoc status ${STATUS}` });
      const oldest = this.#byDocument.size > kept ? this.#byDocument.keys().next().value : undefined;
      if (oldest !== undefined) this.#byDocument.delete(oldest);
    }
  }

  /** Null while ECC has not said anything. */
  of(documentNumber: string): Acknowledgement | null {
    return this.#byDocument.get(documentNumber) ?? null;
  }
}
