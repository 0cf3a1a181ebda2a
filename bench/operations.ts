/** What is asked: the same of every system. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

export interface Operation {
  readonly name: string;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /**
   * How requests differ: not at all, so that a kept answer may be given again; by a variable that nothing uses, so that each is
   * answered anew; or by the text, so that each is an operation that was never seen.
   */
  readonly varies: "no" | "variables" | "text";
}

/** An order's number and plant that exist in the data. */
export interface KnownOrder {
  readonly plant: string;
  readonly number: string;
}

export function operationsOf({ plant, number }: KnownOrder): readonly Operation[] {
  const big = readFileSync(join(root, "schema/operations/planner-orders-of-three-plants.graphql"), "utf8");
  const small =
    "query Small($plant: String!, $number: String!) { productionOrder(plant: $plant, number: $number) { number state material { number availability(plants: [$plant]) { availableNow { value unit } } } } }";
  const order = { plant, number };
  return [
    { name: "big", query: big, variables: {}, varies: "variables" },
    { name: "small", query: small, variables: order, varies: "variables" },
    { name: "big, the same again", query: big, variables: {}, varies: "no" },
    { name: "small, the same again", query: small, variables: order, varies: "no" },
    { name: "cold, never seen before", query: small, variables: order, varies: "text" },
  ];
}

/** The body of one request. */
export function bodyOf({ query, variables, varies }: Operation, count: number): string {
  if (varies === "no") return JSON.stringify({ query, variables });
  if (varies === "variables") return JSON.stringify({ query, variables: { ...variables, count } });
  return JSON.stringify({ query: query.replace("number state", `number n${count}: number state`), variables });
}
