/** Where in the data a fetch applies: the objects at a path, in which `@` stands for the items of a list. */
import { type Data, isData, own } from "../data.ts";

/** Appends the objects at the path below `value`. */
export type Collect = (value: unknown, into: Data[]) => void;

export function compilePath(path: readonly (string | number)[]): Collect {
  return path.reduceRight<Collect>((next, element) => step(element, next), end);
}

const end: Collect = (value, into) => {
  if (isData(value)) into.push(value);
  else if (Array.isArray(value)) for (const item of value) end(item, into);
};

function step(element: string | number, next: Collect): Collect {
  if (element === "@") {
    return (value, into) => {
      if (Array.isArray(value)) for (const item of value) next(item, into);
    };
  }
  const name = String(element);
  return (value, into) => {
    if (isData(value)) next(own(value, name), into);
  };
}

/** An object at a path, and where that is in the answer. */
export interface Place {
  readonly data: Data;
  readonly path: readonly (string | number)[];
}

/** The objects at a path with the place of each, an object that is shared with each of its places. Only errors need it. */
export function placesAt(root: unknown, path: readonly (string | number)[]): Place[] {
  const places: Place[] = [];
  const visit = (value: unknown, at: readonly (string | number)[], rest: readonly (string | number)[]): void => {
    if (Array.isArray(value)) {
      const left = rest[0] === "@" ? rest.slice(1) : rest;
      for (const [index, item] of value.entries()) visit(item, [...at, index], left);
      return;
    }
    if (!isData(value)) return;
    const [element, ...left] = rest;
    if (element === undefined) places.push({ data: value, path: at });
    else visit(own(value, String(element)), [...at, element], left);
  };
  visit(root, [], path);
  return places;
}
