/** The data of an event, put together from cells: members by their paths, in the types that the contract asks for. */
import { cloudEventType, eventContracts, type Part } from "#schema/events/contracts.ts";

export type Member = string | number | boolean | Members | Member[];
export interface Members {
  [name: string]: Member;
}

/** Puts a value to its place; `path` such as `data.quantity.value`, or `data.orders.0.order` for an entry of a list. */
export function place(data: Members, path: string, value: Member): void {
  const [last = "", ...outer] = path.split(".").slice(1).reverse();
  let inner = data;
  const names = outer.reverse();
  for (const [index, name] of names.entries()) {
    const isList = /^\d+$/.test(names[index + 1] ?? "");
    const known = Object.hasOwn(inner, name) ? inner[name] : undefined;
    // An array takes members by the names of its places.
    const next = (typeof known === "object" ? known : isList ? [] : {}) as Members;
    inner[name] = next;
    inner = next;
  }
  inner[last] = value;
}

/** A cell as the contract has it at this place: whole numbers and flags are no text there. What does not fit stays, and is refused by it. */
export function typed(type: string, target: string, cell: string): Member {
  const kinds = [partAt(type, target)?.type].flat();
  if (kinds.includes("integer") && /^-?\d{1,15}$/.test(cell)) return Number(cell);
  if (kinds.includes("boolean") && (cell === "true" || cell === "false")) return cell === "true";
  return cell;
}

function partAt(type: string, target: string): Part | undefined {
  const contract = eventContracts.find((each) => cloudEventType(each) === type);
  return target
    .split(".")
    .slice(1)
    .reduce<Part | undefined>((part, name) => {
      const member = part?.properties?.[name.replace("[]", "")];
      return name.endsWith("[]") ? member?.items : member;
    }, contract?.data);
}
