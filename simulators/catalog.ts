/**
 * What the demo company makes, buys and from whom. Company-wide numbers: every plant's ERP knows the same
 * material and supplier numbers, each in its own format (SAP pads with zeros, EBS does not).
 */
import { createRandom } from "./random.ts";

/** Units in neutral words; each simulator writes its own ERP's code for them. */
export type Unit = "piece" | "kilogram" | "metre" | "litre";

export interface CatalogMaterial {
  /** Company-wide number without padding, such as `4711`. */
  readonly number: string;
  readonly description: string;
  readonly unit: Unit;
  readonly kind: "finished" | "component";
}

export interface CatalogSupplier {
  /** Company-wide number without padding, such as `100007`. */
  readonly number: string;
  readonly name: string;
}

const products = ["Gear pump", "Servo valve", "Axial fan", "Control cabinet", "Hydraulic motor", "Linear drive", "Coupling", "Filter unit"];
const sizes = ["DN15", "DN25", "DN40", "DN65", "DN80"];
const parts: readonly (readonly [string, Unit])[] = [
  ["Housing", "piece"],
  ["Shaft", "piece"],
  ["Bearing", "piece"],
  ["Seal ring", "piece"],
  ["Steel bar", "metre"],
  ["Casting resin", "kilogram"],
  ["Hydraulic oil", "litre"],
  ["Copper wire", "kilogram"],
  ["Circuit board", "piece"],
  ["Screw set", "piece"],
  ["Cable", "metre"],
  ["Paint", "litre"],
];
const grades = ["A", "B", "C", "D", "E", "F", "G", "H", "J", "K"];
const names = ["Adler", "Borealis", "Cascade", "Dorn", "Everest", "Falk", "Granit", "Halden", "Iberia", "Jansen", "Keller", "Lumen"];
const trades = ["Castings", "Bearings"];

/** 40 finished products, numbers 4700 to 4739. */
export const finishedMaterials: readonly CatalogMaterial[] = products.flatMap((product, row) =>
  sizes.map((size, column) => ({
    number: String(4700 + row * sizes.length + column),
    description: `${product} ${size}`,
    unit: "piece" as const,
    kind: "finished" as const,
  })),
);

/** 120 bought components, numbers 8000 to 8119. */
export const componentMaterials: readonly CatalogMaterial[] = parts.flatMap(([part, unit], row) =>
  grades.map((grade, column) => ({
    number: String(8000 + row * grades.length + column),
    description: `${part} ${grade}`,
    unit,
    kind: "component" as const,
  })),
);

/** 24 suppliers, numbers 100001 to 100024. */
export const suppliers: readonly CatalogSupplier[] = names.flatMap((name, row) =>
  trades.map((trade, column) => ({ number: String(100_001 + row * trades.length + column), name: `${name} ${trade}` })),
);

/** Each component has one regular supplier, the same in every plant. */
export function supplierOf(component: CatalogMaterial): CatalogSupplier {
  const supplier = suppliers[Number(component.number) % suppliers.length];
  if (!supplier) throw new RangeError(`no supplier for component ${component.number}`);
  return supplier;
}

/** The bill of material of a finished product: 3 to 6 components with a quantity for one piece. */
export function billOfMaterial(product: CatalogMaterial): readonly { material: CatalogMaterial; quantityPer: number }[] {
  const random = createRandom(Number(product.number) * 7919);
  const chosen = new Map<string, { material: CatalogMaterial; quantityPer: number }>();
  const count = random.between(3, 6);
  while (chosen.size < count) {
    const material = random.pick(componentMaterials);
    chosen.set(material.number, { material, quantityPer: material.unit === "piece" ? random.between(1, 4) : random.between(1, 40) / 8 });
  }
  return [...chosen.values()];
}
