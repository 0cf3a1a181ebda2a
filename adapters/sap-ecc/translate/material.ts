/** MATMAS: what a material is called and in which unit it is kept. */
import { keyOf } from "#schema/canonical/keys.ts";
import { type Segment, segmentsOf } from "../../protocols/idoc/idoc.ts";
import { createReader } from "../reader.ts";
import type { Draft, TranslationContext } from "./draft.ts";

/** The material of an E1MARAM segment; its text in English, else in the first language that it has. */
export function translateMaterial(segment: Segment, context: TranslationContext): Draft<"material"> {
  const material = createReader("E1MARAM", segment.fields, context);
  const texts = segmentsOf(segment.children, "E1MAKTM");
  const text = texts.find(({ fields }) => fields.SPRAS_ISO === "EN") ?? texts[0];
  const unit = material.text("MEINS");
  const number = material.number("MATNR");
  return {
    kind: "material",
    key: keyOf.material(number),
    sourceKey: material.required("MATNR"),
    sourceStatuses: [],
    body: {
      number,
      description: text?.fields.MAKTX ?? null,
      baseUnit: unit === null ? null : context.codes.units.read("E1MARAM.MEINS", unit),
    },
  };
}
