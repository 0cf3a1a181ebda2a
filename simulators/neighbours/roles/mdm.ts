/** Master data management: golden records of materials and suppliers, and what is worked out of them. It is told nothing. */
import { type Parameters, Refusal, type Role, text } from "../role.ts";

export function createMdm(): Role {
  /** By plant and number. */
  const materials: Record<string, object> = {};
  const suppliers: Record<string, object> = {};

  /** Keeps what its users enter, and tells only that. */
  const enrich =
    (type: string, word: "material" | "supplier", records: Record<string, object>, given: (parameters: Parameters) => object) =>
    (parameters: Parameters) => {
      const [plant, number] = [text(parameters, "plant"), text(parameters, word)];
      const entered = given(parameters);
      records[`${plant}/${number}`] = { ...records[`${plant}/${number}`], ...entered };
      return [{ type, plant, subject: number, data: { [word]: number, ...entered } }];
    };

  return {
    records: { materials, suppliers },
    contentMode: "batch",
    receive({ type }) {
      throw new Refusal("UNKNOWN_MESSAGE", `${type} is nothing for master data`);
    },
    actions: {
      "enrich-material": enrich(
        "andon.material.enriched",
        "material",
        materials,
        ({ cost, currency = "EUR", unit = "H87", description }) => ({
          ...(cost === undefined ? {} : { standardCost: { amount: String(cost), currency, per: { value: "1", unit } } }),
          ...(description === undefined ? {} : { description }),
        }),
      ),
      "enrich-supplier": enrich("andon.supplier.enriched", "supplier", suppliers, ({ rating, leadTimeDays }) => ({
        ...(rating === undefined ? {} : { rating }),
        ...(leadTimeDays === undefined ? {} : { leadTimeDays }),
      })),
    },
  };
}
