/** Readers of request bodies, for both protocols' ways to write dates, times and decimals. */
import { thousandthsOf } from "./edm.ts";
import { secondsOf } from "./filter.ts";
import { badRequest } from "./odata-error.ts";

type Body = Readonly<Record<string, unknown>>;

/** Refuses a body that has a property other than `allowed`; annotations (`@...`, `__metadata`) may always be there. */
export function assertOnly(body: Body, type: string, allowed: readonly string[]): void {
  for (const name of Object.keys(body)) {
    if (name.startsWith("@") || name === "__metadata" || allowed.includes(name)) continue;
    throw badRequest(`Property ${name} of type ${type} cannot be changed`, name);
  }
}

/** The text of a property; `otherwise` when it is missing. Without `otherwise` it is mandatory. */
export function readText(body: Body, name: string, otherwise?: string): string {
  const value = body[name] ?? otherwise;
  if (value === undefined) throw badRequest(`Property ${name} is mandatory`, name);
  if (typeof value !== "string") throw badRequest(`Property ${name} has invalid value '${String(value)}'`, name);
  return value;
}

/** A day as `/Date(ms)/`, `2026-12-01T00:00:00` or `2026-12-01`, as the milliseconds of its midnight in UTC. */
export function readDay(body: Body, name: string, otherwise?: number): number {
  const value = body[name];
  if (value === undefined && otherwise !== undefined) return otherwise;
  const source = readText(body, name);
  const milliseconds = /^\/Date\((-?\d+)(?:[+-]\d{4})?\)\/$/.exec(source)?.[1];
  const date =
    milliseconds === undefined ? Date.parse(`${/^(\d{4}-\d\d-\d\d)(?:T[\d:.]+Z?)?$/.exec(source)?.[1]}T00:00Z`) : Number(milliseconds);
  if (Number.isNaN(date)) throw badRequest(`Property ${name} has invalid value '${source}'`, name);
  return Math.floor(date / 86_400_000) * 86_400_000;
}

/** A time of day as `PT06H00M00S` or `06:00:00`, in seconds. */
export function readTime(body: Body, name: string, otherwise: number): number {
  if (body[name] === undefined) return otherwise;
  const seconds = secondsOf(readText(body, name));
  if (seconds === null || seconds >= 86_400) throw badRequest(`Property ${name} has invalid value '${String(body[name])}'`, name);
  return seconds;
}

/** A quantity as decimal string or number, in thousandths; zero only when `otherwise` is. */
export function readQuantity(body: Body, name: string, otherwise?: number): number {
  const value = body[name];
  if (value === undefined && otherwise !== undefined) return otherwise;
  const quantity = thousandthsOf(value);
  if (quantity === null || quantity <= 0) throw badRequest(`Property ${name} has invalid value '${String(value)}'`, name);
  return quantity;
}

/** The entities of a deep insert: an array, or V2's `{"results": [...]}`. */
export function readMany(body: Body, name: string): Body[] {
  const value = body[name];
  const list = typeof value === "object" && value !== null && "results" in value ? value.results : value;
  if (!Array.isArray(list) || list.length === 0) throw badRequest(`Property ${name} needs at least one entity`, name);
  return list.map((item) => {
    if (typeof item !== "object" || item === null) throw badRequest(`Property ${name} has invalid value '${String(item)}'`, name);
    return item as Body;
  });
}
