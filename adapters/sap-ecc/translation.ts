/** From messages to canonical changes: which translation applies, and what a failed one leaves behind. Pure; a kept message goes the same way again. */
import { hash } from "node:crypto";
import type { CanonicalChange, EntityKind } from "#schema/canonical/change.ts";
import { keyOf, withoutPadding } from "#schema/canonical/keys.ts";
import { atPlant, toPlantClock } from "../local-time.ts";
import { MappingError } from "../mapping.ts";
import type { MappingFailure, MappingFailureReason, SourceMessage, Translation } from "../port.ts";
import { parseFlatFile } from "../protocols/idoc/flat-file.ts";
import { type Idoc, type IdocPart, type Segment, segmentsOf } from "../protocols/idoc/idoc.ts";
import type { Layouts } from "../protocols/idoc/layout.ts";
import { parseXmlFile } from "../protocols/idoc/xml-file.ts";
import type { EccCodes } from "./codes.ts";
import { contentTypeOf, documentOf, purchaseOrderOf, versionOf } from "./idoc-identity.ts";
import { subjectOf, type TableFacts, tableMessages } from "./table-messages.ts";
import { translateBatch } from "./translate/batch.ts";
import type { Draft, TranslationContext } from "./translate/draft.ts";
import { translateMaterial } from "./translate/material.ts";
import { translateProductionOrder } from "./translate/production-order.ts";
import { type PurchaseOrderFacts, translatePurchaseOrder } from "./translate/purchase-order.ts";

export interface TranslatorOptions {
  readonly system: string;
  readonly plants: readonly { readonly code: string; readonly timeZone: string }[];
  /** Zone of ECC's own clock, by which its messages are stamped. */
  readonly timeZone: string;
  readonly codes: EccCodes;
  /** Read when the first flat file needs them. */
  readonly layouts: () => Layouts;
}

/** The rows that belong to a purchase order's message, as they are kept with it. */
type ScheduleRows = Pick<PurchaseOrderFacts, "schedule" | "confirmations">;

/** Type of a purchase order's message that is kept with its rows. */
const purchaseType = "ORDERS+EKET+EKES";
/** Kinds that messages tell too, whose versions follow the sender's clock. */
const told: ReadonlySet<EntityKind> = new Set(["production-order", "supplier-commitment", "supplier", "material", "batch"]);

/** A translation without changes or failures. */
export const nothing: Translation = { changes: [], failures: [] };

export class Translator {
  readonly #options: TranslatorOptions;

  constructor(options: TranslatorOptions) {
    this.#options = options;
  }

  /** The IDocs of a file, flat or XML, each read or failed on its own; an empty file is one that failed. */
  parse(text: string): readonly IdocPart[] {
    if (text.trim() === "") return [{ raw: text, fault: "the file is empty", documentNumber: "" }];
    return text.trimStart().startsWith("<") ? parseXmlFile(text) : parseFlatFile(text, this.#options.layouts());
  }

  /** An order, a material or a batch; message types that carry no entity give nothing. */
  idoc(part: IdocPart, observedAt: string): Translation {
    const message: SourceMessage = { type: "IDOC", contentType: contentTypeOf(part.raw), raw: part.raw, observedAt };
    if ("fault" in part) return { changes: [], failures: [this.#unreadable(part, message)] };
    return this.#translate(message, part.idoc, () => this.#drafts(part.idoc));
  }

  /** A purchase order with the rows that its message does not carry. */
  purchaseOrder(part: IdocPart & { readonly idoc: Idoc }, rows: ScheduleRows, observedAt: string): Translation {
    const number = purchaseOrderOf(part.idoc);
    const own: ScheduleRows = {
      schedule: rows.schedule.filter(({ EBELN }) => EBELN === number),
      confirmations: rows.confirmations.filter(({ EBELN }) => EBELN === number),
    };
    const raw = JSON.stringify({ idoc: part.raw, ...own });
    const message: SourceMessage = { type: purchaseType, contentType: "application/json", raw, observedAt };
    return this.#translate(message, part.idoc, () =>
      this.#options.plants.flatMap(({ code }) => this.#at(code, translatePurchaseOrder({ idoc: part.idoc, ...own }, this.#context(code)))),
    );
  }

  /** What tables hold of a subject in a plant. */
  table<Subject extends keyof TableFacts>(subject: Subject, plant: string, facts: TableFacts[Subject], observedAt: string): Translation {
    const { type, drafts } = tableMessages[subject];
    const message: SourceMessage = { type, contentType: "application/json", raw: JSON.stringify({ plant, facts }), observedAt };
    return this.#translate(message, null, () => this.#at(plant, drafts(facts, this.#context(plant))));
  }

  supplier(plant: string, { LIFNR = "", NAME1 = "" }: Readonly<Record<string, string>>, observedAt: string): CanonicalChange {
    const number = withoutPadding(LIFNR);
    const body = { number, name: NAME1 || null };
    return this.#toChange(
      plant,
      { kind: "supplier", key: keyOf.supplier(number), body, sourceKey: LIFNR, sourceStatuses: [] },
      null,
      observedAt,
    );
  }

  /** What was asked for by key and is not there any more. */
  gone(kind: EntityKind, plant: string, key: string, observedAt: string): CanonicalChange {
    return this.#toChange(plant, { kind, key, body: null, sourceKey: key, sourceStatuses: [] } as Draft, null, observedAt);
  }

  /** A kept message once more. */
  again({ type, raw, observedAt }: SourceMessage): Translation {
    const subject = subjectOf(type);
    if (subject) {
      // Kept by `table`: the facts are those of its subject.
      const { plant, facts } = JSON.parse(raw) as { plant: string; facts: never };
      return this.table(subject, plant, facts, observedAt);
    }
    if (type === purchaseType) {
      const { idoc, ...rows } = JSON.parse(raw) as ScheduleRows & { idoc: string };
      const [part] = this.parse(idoc);
      return part && "idoc" in part ? this.purchaseOrder(part, rows, observedAt) : nothing;
    }
    return joined(this.parse(raw).map((part) => this.idoc(part, observedAt)));
  }

  #drafts(idoc: Idoc): { plant: string; draft: Draft }[] {
    const type = idoc.control.MESTYP;
    if (type === "LOIPRO") {
      return segmentsOf(idoc.segments, "E1AFKOL").flatMap((order) => {
        const plant = order.fields.WERKS ?? "";
        return this.#serves(plant) ? this.#at(plant, [translateProductionOrder(order, this.#context(plant))]) : [];
      });
    }
    if (type === "MATMAS") {
      const materials: readonly Segment[] = segmentsOf(idoc.segments, "E1MARAM");
      return this.#options.plants.flatMap(({ code }) =>
        this.#at(
          code,
          materials.map((material) => translateMaterial(material, this.#context(code))),
        ),
      );
    }
    if (type === "BATMAS") {
      return segmentsOf(idoc.segments, "E1BATMAS").flatMap((batch) => {
        const plant = batch.fields.PLANT ?? "";
        return this.#serves(plant) ? this.#at(plant, [translateBatch(batch, this.#context(plant))]) : [];
      });
    }
    return [];
  }

  #translate(message: SourceMessage, idoc: Idoc | null, drafts: () => { plant: string; draft: Draft }[]): Translation {
    try {
      return { changes: drafts().map(({ plant, draft }) => this.#toChange(plant, draft, idoc, message.observedAt)), failures: [] };
    } catch (fault) {
      if (!(fault instanceof MappingError)) throw fault;
      return { changes: [], failures: [this.#failure(message, idoc, fault.reason)] };
    }
  }

  #toChange(plant: string, draft: Draft, idoc: Idoc | null, observedAt: string): CanonicalChange {
    const { system } = this.#options;
    const version = idoc ? versionOf(idoc) : told.has(draft.kind) ? this.#versionAt(observedAt) : stampOf(observedAt);
    const id = idoc ? `${documentOf(idoc)}/${draft.kind}/${plant}/${draft.key}` : `${draft.kind}/${plant}/${draft.key}/${version}`;
    const changedAt = idoc ? this.#createdAt(idoc) : null;
    // The pairing of kind and body is the draft's.
    return { id, source: `/systems/${system}`, system, plant, version, changedAt, observedAt, ...draft } as CanonicalChange;
  }

  /** As `versionOf` has it: by ECC's clock, and before any message of the same second. */
  #versionAt(observedAt: string): string {
    const { date, time } = toPlantClock(observedAt, this.#options.timeZone);
    return `${date}${time}`.replaceAll(/\D/g, "");
  }

  #failure(message: SourceMessage, idoc: Idoc | null, reason: MappingFailureReason): MappingFailure {
    const id = `${this.#options.system}/${idoc ? documentOf(idoc) : hash("sha256", message.raw, "hex").slice(0, 24)}`;
    const plant = (idoc && segmentsOf(idoc.segments, "E1AFKOL")[0]?.fields.WERKS) ?? this.#options.plants[0]?.code ?? "";
    const sourceKey = (idoc && (segmentsOf(idoc.segments, "E1AFKOL")[0]?.fields.AUFNR ?? purchaseOrderOf(idoc))) ?? "";
    return { id, plant, sourceKey, reason, message };
  }

  #unreadable(
    part: { readonly raw: string; readonly fault: string; readonly documentNumber: string },
    message: SourceMessage,
  ): MappingFailure {
    const key = part.documentNumber || hash("sha256", part.raw, "hex").slice(0, 24);
    return {
      id: `${this.#options.system}/unreadable/${key}`,
      plant: this.#options.plants[0]?.code ?? "",
      sourceKey: part.documentNumber,
      reason: {
        code: "MESSAGE_UNREADABLE",
        field: "IDoc",
        value: part.documentNumber,
        text: `The IDoc cannot be read: ${part.fault}. Have SAP send it again (transaction WE19 or BD87)`,
      },
      message,
    };
  }

  #context(plant: string): TranslationContext {
    const timeZone = this.#options.plants.find(({ code }) => code === plant)?.timeZone ?? "UTC";
    return { codes: this.#options.codes, plant, timeZone };
  }

  #at(plant: string, drafts: readonly Draft[]): { plant: string; draft: Draft }[] {
    return drafts.map((draft) => ({ plant, draft }));
  }

  #serves(plant: string): boolean {
    return this.#options.plants.some(({ code }) => code === plant);
  }

  #createdAt({ control }: Idoc): string | null {
    const { CREDAT = "", CRETIM = "" } = control;
    const date = `${CREDAT.slice(0, 4)}-${CREDAT.slice(4, 6)}-${CREDAT.slice(6)}`;
    return atPlant(date, `${CRETIM.slice(0, 2)}:${CRETIM.slice(2, 4)}:${CRETIM.slice(4, 6)}`, this.#options.timeZone);
  }
}

/** Several translations as one. */
export function joined(translations: readonly Translation[]): Translation {
  return { changes: translations.flatMap(({ changes }) => changes), failures: translations.flatMap(({ failures }) => failures) };
}

/** A moment as the digits by which versions are compared: `20261123081500123`. */
function stampOf(moment: string): string {
  return moment.replaceAll(/\D/g, "");
}
