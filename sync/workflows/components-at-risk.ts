/** Which components an order will be short of when it starts: what is still required, less what is free in stock, less what comes by then. */
import { Big } from "big.js";
import type { Stored } from "#schema/canonical/change.ts";
import type { OrderComponent } from "#schema/canonical/entities.generated.ts";
import { confirmedDate } from "../views/facts/commitment.ts";
import type { World } from "./workflow.ts";

type Line = Stored<"supplier-commitment">;

/** A component that will be there on the day, or how much of it will be missing. */
export interface CheckedComponent {
  readonly material: string;
  /** Null when it is covered. */
  readonly shortage: string | null;
}

/**
 * Checks each material that the order still requires against the plant's stock and the deliveries that are still to come, as if no other
 * order wanted them: who gets what is the ERP's availability check to say. What is in another unit is not counted.
 */
export function checkComponents(order: Stored<"production-order">, day: string, world: World): readonly CheckedComponent[] {
  const wanted = Map.groupBy(order.components, ({ material, required }) => JSON.stringify([material, required.unit]));
  return [...wanted.values()].flatMap((components): readonly CheckedComponent[] => {
    const [
      {
        material,
        required: { unit },
      },
    ] = components as [OrderComponent, ...OrderComponent[]];
    const required = sum(components.map(stillRequired));
    if (required.lte(0)) return [];
    const lines = world.openCommitmentsOf(material).filter((line) => line.requested.quantity.unit === unit);
    const inStock = stockOf(components, unit, world);
    const coming = sum(lines.map((line) => comingBy(line, day)));
    if (inStock.plus(coming).gte(required)) return [{ material, shortage: null }];
    const next = lines.filter((line) => dueDay(line) > day).toSorted((a, b) => dueDay(a).localeCompare(dueDay(b)))[0];
    const amount = (value: Big): string => `${value.toFixed()} ${unit}`;
    const later = next ? `purchase order ${next.purchaseOrder}/${next.item} comes on ${dueDay(next)}` : "no later delivery is open";
    const shortage = `${amount(required)} of ${material} are still required, ${amount(inStock)} are free in stock, ${amount(coming)} come by then; ${later}`;
    return [{ material, shortage }];
  });
}

function stillRequired({ required, issued }: OrderComponent): Big {
  const open = issued?.unit === required.unit ? Big(required.value).minus(issued.value) : Big(required.value);
  return open.gt(0) ? open : Big(0);
}

/** Free own stock; of certain batches, where the order must be made of them. */
function stockOf(components: readonly OrderComponent[], unit: string, world: World): Big {
  const batches = components.map(({ batch }) => batch);
  const stock = world.availability(components[0]?.material ?? "")?.stock ?? [];
  const free = stock.filter(
    ({ status, specialStock, batch, quantity }) =>
      status === "UNRESTRICTED" && specialStock === null && quantity.unit === unit && (batches.includes(null) || batches.includes(batch)),
  );
  return sum(free.map(({ quantity }) => Big(quantity.value)));
}

/** How much of a line comes by a day: as the supplier has confirmed it, or else as it was asked for. */
function comingBy({ requested, confirmations, received }: Line, day: string): Big {
  const dated = confirmations.filter(({ date, quantity }) => date !== null && quantity.unit === requested.quantity.unit);
  const promised = dated.length > 0 ? dated : [requested];
  const due = sum(promised.filter(({ date }) => date !== null && date <= day).map(({ quantity }) => Big(quantity.value)));
  const open = due.minus(received?.unit === requested.quantity.unit ? received.value : 0);
  return open.gt(0) ? open : Big(0);
}

function dueDay(line: Line): string {
  return confirmedDate(line) ?? line.requested.date;
}

function sum(values: readonly Big[]): Big {
  return values.reduce((total, value) => total.plus(value), Big(0));
}
