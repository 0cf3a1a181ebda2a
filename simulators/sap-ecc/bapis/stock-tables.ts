/** Tables of stock: by storage location (MARD), by batch (MCHB), and the batches themselves (MCHA). */
import { batchKey } from "../batch-master.ts";
import { padKey, quantityText } from "../notation.ts";
import type { BatchStock, State, StockType } from "../state.ts";
import type { Row } from "./table-condition.ts";
import type { Table } from "./tables.ts";

const quantity = 17;
const material = ["MATNR", 18, "C"] as const;
const plant = ["WERKS", 4, "C"] as const;
const location = ["LGORT", 4, "C"] as const;
const batch = ["CHARG", 10, "C"] as const;

export const stockTables: Readonly<Record<string, Table>> = {
  MARD: {
    columns: [
      material,
      plant,
      location,
      ["LABST", quantity, "P"],
      ["INSME", quantity, "P"],
      ["SPEME", quantity, "P"],
      ["EINME", quantity, "P"],
    ],
    rows: locationRows,
  },
  MCHB: {
    columns: [
      material,
      plant,
      location,
      batch,
      ["CLABS", quantity, "P"],
      ["CINSM", quantity, "P"],
      ["CSPEM", quantity, "P"],
      ["CEINM", quantity, "P"],
    ],
    rows: (state) =>
      [...state.stock.values()].map((row) => {
        const quantities = shownQuantities(state, row);
        return {
          MATNR: padKey(row.material.number, 18),
          WERKS: state.plant,
          LGORT: row.location,
          CHARG: row.batch,
          CLABS: quantityText(quantities.unrestricted),
          CINSM: quantityText(quantities.inspection),
          CSPEM: quantityText(quantities.blocked),
          CEINM: quantityText(quantities.restricted),
        };
      }),
  },
  MCHA: {
    columns: [material, plant, batch, ["ZUSTD", 1, "C"], ["VFDAT", 8, "D"]],
    rows: (state) =>
      [...state.batches.values()].map((one) => ({
        MATNR: padKey(one.material.number, 18),
        WERKS: state.plant,
        CHARG: one.number,
        ZUSTD: one.restricted ? "X" : "",
        VFDAT: one.expires || "00000000",
      })),
  },
};

type ShownQuantities = Record<StockType | "restricted", number>;

/** Of a restricted batch the unrestricted quantity counts as restricted; the other stock types know no batch status. */
function shownQuantities({ batches }: State, row: BatchStock): ShownQuantities {
  const { unrestricted, inspection, blocked } = row.quantities;
  const isRestricted = batches.get(batchKey(row.material, row.batch))?.restricted === true;
  return { inspection, blocked, unrestricted: isRestricted ? 0 : unrestricted, restricted: isRestricted ? unrestricted : 0 };
}

function locationRows(state: State): Row[] {
  const sums = new Map<string, { readonly row: BatchStock; readonly sum: ShownQuantities }>();
  for (const row of state.stock.values()) {
    const key = `${row.material.number}/${row.location}`;
    const { sum } = sums.get(key) ?? { sum: { unrestricted: 0, inspection: 0, blocked: 0, restricted: 0 } };
    sums.set(key, { row, sum });
    for (const [type, shown] of Object.entries(shownQuantities(state, row))) sum[type as keyof ShownQuantities] += shown;
  }
  return [...sums.values()].map(({ row, sum }) => ({
    MATNR: padKey(row.material.number, 18),
    WERKS: state.plant,
    LGORT: row.location,
    LABST: quantityText(sum.unrestricted),
    INSME: quantityText(sum.inspection),
    SPEME: quantityText(sum.blocked),
    EINME: quantityText(sum.restricted),
  }));
}
