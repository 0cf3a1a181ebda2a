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
   * answered anew; by the key of what is asked for, so that each is done; or by the text, so that each is an operation that was never seen.
   */
  readonly varies: "no" | "variables" | "key" | "text";
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
  // Of an order that there is none of: what is asked for is kept and decided on, and no ERP has anything to do.
  const mutation =
    'mutation Move($plant: String!, $key: ID!) { rescheduleProductionOrder(input: { plant: $plant, order: "0", priority: 1, idempotencyKey: $key }) { commands { id } userErrors { code field } } }';
  const order = { plant, number };
  return [
    { name: "big", query: big, variables: {}, varies: "variables" },
    { name: "small", query: small, variables: order, varies: "variables" },
    { name: "big, the same again", query: big, variables: {}, varies: "no" },
    { name: "small, the same again", query: small, variables: order, varies: "no" },
    { name: "mutation: an order is asked to be moved", query: mutation, variables: { plant }, varies: "key" },
    { name: "cold, never seen before", query: small, variables: order, varies: "text" },
  ];
}

/** The body of one request. */
export function bodyOf({ query, variables, varies }: Operation, count: number): string {
  if (varies === "no") return JSON.stringify({ query, variables });
  if (varies === "key") return JSON.stringify({ query, variables: { ...variables, key: `${process.pid}-${count}` } });
  if (varies === "variables") return JSON.stringify({ query, variables: { ...variables, count } });
  return JSON.stringify({ query: query.replace("number state", `number n${count}: number state`), variables });
}
