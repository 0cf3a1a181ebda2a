/** Who asks in the isolation test, and how an answer is judged for each by the marks in it alone. */
import { type PlantCode, plantCodes, supplierNumber, suppliersOf } from "./marked-plants.ts";

export interface MarkedCaller {
  readonly name: string;
  readonly claims: Readonly<Record<string, unknown>>;
  readonly plants: readonly PlantCode[];
  readonly supplier: string | null;
  /** Marks that it may meet. */
  readonly own: ReadonlySet<string>;
}

const read = "production-order:read material-availability:read supplier-commitment:read quality-disposition:read";
const write = "production-order:write supplier-commitment:write quality-disposition:write";
const operate = `${read} ${write} sync:read sync:operate`;

function caller(name: string, plants: readonly PlantCode[] | "*", supplier: string | null, scope: string): MarkedCaller {
  const codes = plants === "*" ? plantCodes : plants;
  const suppliers = supplier === null ? [...codes.flatMap((plant) => suppliersOf[plant]), "in"] : [supplier];
  const row = supplier === null ? {} : { supplier: supplierNumber(supplier) };
  return { name, claims: { sub: name, plants, scope, ...row }, plants: codes, supplier, own: new Set([...codes, ...suppliers]) };
}

/** Sees everything: what it is shown proves that there is something to be seen. */
export const everybody = caller("planner of all plants", "*", null, operate);
/** Suppliers with a planner's scopes too: rows are bounded by whose they are, whatever else a token may do. */
export const callers: readonly MarkedCaller[] = [
  everybody,
  caller("planner of PA", ["PA"], null, read),
  caller("planner of PB", ["PB"], null, read),
  caller("planner of PA and PC", ["PA", "PC"], null, `${read} ${write}`),
  caller("operator of PB", ["PB"], null, operate),
  caller("operator of PC", ["PC"], null, operate),
  caller("supplier sJ", "*", "sJ", `supplier-commitment:read supplier-commitment:write`),
  caller("supplier sK", "*", "sK", `supplier-commitment:read supplier-commitment:write`),
  caller("supplier sL in PA", ["PA"], "sL", read),
  caller("supplier sM", "*", "sM", operate),
  caller("supplier sJ in PB", ["PB"], "sJ", operate),
  caller("planner of no plant", [], null, operate),
];

/** Marks in a text, those inside of ids and cursors (base64url) as well. */
export function marksIn(text: string): ReadonlySet<string> {
  const marks = new Set([...text.matchAll(/~(\w+)~/g)].map(([, mark = ""]) => mark));
  for (const [, encoded = ""] of text.matchAll(/["'`]([\w-]{12,})["'`.]/g)) {
    for (const [, mark = ""] of Buffer.from(encoded, "base64url")
      .toString("utf8")
      .matchAll(/~(\w+)~/g))
      marks.add(mark);
  }
  return marks;
}

/**
 * What of an answer is not the caller's, in words; empty when all is. Errors may say again what the request said, data may not.
 */
export function foreignIn(caller: MarkedCaller, answer: object, request: string): readonly string[] {
  const { errors, ...rest } = answer as { errors?: unknown };
  const text = JSON.stringify(rest);
  const said = marksIn(request);
  const inData = [...marksIn(text)].filter((mark) => !caller.own.has(mark));
  const inErrors = [...marksIn(JSON.stringify(errors ?? null))].filter((mark) => !caller.own.has(mark) && !said.has(mark));
  const amounts = [...text.matchAll(/"value":"(\d+)/g)].filter(([, value = ""]) => hasForeignDigits(caller, value));
  return [
    ...inData.map((mark) => `~${mark}~ in the data`),
    ...inErrors.map((mark) => `~${mark}~ in an error`),
    ...amounts.map(([, value]) => `an amount ${value}`),
  ];
}

/** Each plant's amounts are in four digits of their own. */
function hasForeignDigits({ plants }: MarkedCaller, value: string): boolean {
  return plantCodes.some((plant, index) => {
    const digits = value.slice(Math.max(0, value.length - 4 * (index + 1)), Math.max(0, value.length - 4 * index));
    return !plants.includes(plant) && Number(digits) > 0;
  });
}
