/** MATMAS: a material's number, base unit and description. */
import type { CatalogMaterial } from "../../catalog.ts";
import { materialKey, unitCode } from "../codes.ts";
import type { DocumentNumbers } from "../document-numbers.ts";
import { type IDoc, segment } from "../idoc/idoc.ts";

/** The IDoc of a material. */
export function materialMessage(numbers: DocumentNumbers, material: CatalogMaterial): IDoc {
  const text = segment("E1MAKTM", { MSGFN: "005", SPRAS: "E", MAKTX: material.description, SPRAS_ISO: "EN" });
  const fields = {
    MSGFN: "005",
    MATNR: materialKey(material.number),
    MTART: material.kind === "finished" ? "FERT" : "ROH",
    MBRSH: "M",
    MEINS: unitCode(material.unit).iso,
  };
  return { control: numbers.control("MATMAS", "MATMAS05"), segments: [segment("E1MARAM", fields, [text])] };
}
