/** Requests of every kind that reads rows, written from the schema and the marked plants by a seeded chance. */
import {
  type GraphQLField,
  type GraphQLInputObjectType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isListType,
  isRequiredArgument,
} from "graphql";
import { selectDeep, selectField } from "../support/walk.ts";
import type { MarkedCaller } from "./callers.ts";
import {
  batchNumber,
  counts,
  linePath,
  materialNumber,
  orderNumber,
  type PlantCode,
  plantCodes,
  supplierNumber,
  suppliersOf,
} from "./marked-plants.ts";

export interface MixedRequest {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** Stands for the list, in its order, that a page is asked of. */
  readonly list?: string;
  /** How many rows there are, where the request counts and it is known. */
  readonly expected?: (caller: MarkedCaller) => { readonly field: string; readonly totalCount: number };
}

const lines = plantCodes.flatMap((plant) =>
  suppliersOf[plant].flatMap((supplier) => [0, 3].map((index) => [plant, ...linePath(plant, supplier, index).split("/")] as const)),
);
const inPlants = (count: number, key: (plant: PlantCode, index: number) => string): readonly (readonly [PlantCode, string])[] =>
  plantCodes.flatMap((plant) => Array.from({ length: count }, (_, index) => [plant, key(plant, index)] as const));
const orders = inPlants(counts.orders, orderNumber);
const batches = inPlants(counts.materials, (plant, index) => `${materialNumber(index)}/${batchNumber(plant, index)}`);
const materials = Array.from({ length: counts.materials }, (_, index) => materialNumber(index));
const suppliers = ["sJ", "sK", "sL", "sM"].map(supplierNumber);

/** What conditions of filters and arguments are drawn from, by their names. */
const known: Readonly<Record<string, readonly string[]>> = {
  plants: plantCodes,
  plant: plantCodes,
  code: plantCodes,
  materials,
  material: materials,
  components: materials,
  suppliers,
  numbers: orders.map(([, number]) => number),
  orders: orders.map(([, number]) => number),
  batches: batches.map(([, key]) => key.split("/")[1] ?? ""),
  purchaseOrders: lines.map(([, order]) => order ?? ""),
};

const idOf = (type: string, key: string): string => Buffer.from(`${type}:${key}`).toString("base64url");
/** Global ids of all that was told, by type. */
const ids: Readonly<Record<string, readonly string[]>> = {
  Plant: plantCodes.map((code) => idOf("Plant", code)),
  Material: materials.map((number) => idOf("Material", number)),
  Supplier: suppliers.map((number) => idOf("Supplier", number)),
  ProductionOrder: orders.map(([plant, number]) => idOf("ProductionOrder", `${plant}/${number}`)),
  MaterialAvailability: plantCodes.flatMap((plant) => materials.map((number) => idOf("MaterialAvailability", `${plant}/${number}`))),
  Batch: batches.map(([plant, key]) => idOf("Batch", `${plant}/${key}`)),
  QualityDisposition: batches.map(([plant, key]) => idOf("QualityDisposition", `${plant}/${key}`)),
  InspectionLot: inPlants(counts.materials, (plant, index) => `L~${plant}~~in~${index}`).map(([plant, key]) =>
    idOf("InspectionLot", `${plant}/${key}`),
  ),
  SupplierCommitment: lines.map((line) => idOf("SupplierCommitment", line.join("/"))),
  PurchaseOrderLine: lines.map(([plant, order, item]) => idOf("PurchaseOrderLine", `${plant}/${order}/${item}`)),
};

type Make = () => MixedRequest;

/** `more` are ids that came up when the graph was set up; `cursors` are those that any caller was given last, by `list`. */
export function createMixedRequests(
  schema: GraphQLSchema,
  chance: () => number,
  more: Readonly<Record<string, readonly string[]>>,
  cursors: ReadonlyMap<string, string>,
): Make {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(chance() * from.length)] as T;
  const some = <T>(from: readonly T[]): readonly T[] => Array.from({ length: 1 + Math.floor(chance() * 2) }, () => pick(from));
  const allIds = { ...ids, ...more };
  const query = schema.getQueryType() as GraphQLObjectType;
  const roots = Object.values(query.getFields()).filter((field) => field.name !== "partners");

  const list = (field: GraphQLField<unknown, unknown>): Make => {
    const [filter, order] = ["filter", "orderBy"].map((name) => getNamedType(field.args.find((one) => one.name === name)?.type));
    const node = getNamedType((getNamedType(field.type) as GraphQLObjectType).getFields().nodes?.type) as GraphQLObjectType;
    const text = `query ($filter: ${filter}, $orderBy: ${order}, $first: Int, $after: String) {
      ${field.name}(filter: $filter, orderBy: $orderBy, first: $first, after: $after) {
        totalCount pageInfo { startCursor endCursor hasNextPage } edges { cursor node { ${selectDeep(schema, node, 2)} } } } }`;
    const conditions = Object.values((filter as GraphQLInputObjectType).getFields());
    const fields = (order as GraphQLInputObjectType).getFields().field?.type;
    const sorts = isEnumType(getNamedType(fields)) ? getNamedType(fields) : null;
    const names = sorts && isEnumType(sorts) ? sorts.getValues().map(({ name }) => name) : [];
    return () => {
      const chosen = chance() < 0.4 ? { plants: some(plantCodes) } : Object.fromEntries(some(conditions).flatMap(condition));
      const orderBy = { field: pick(names), direction: pick(["ASC", "DESC"]) };
      const list = `${field.name} ${orderBy.field} ${orderBy.direction}`;
      const after = (chance() < 0.3 && cursors.get(list)) || null;
      const variables = { filter: chosen, first: pick([1, 3, 50]), orderBy, after };
      const isKnown = Object.keys(chosen).every((name) => name === "plants") && Object.hasOwn(rowsOf, field.name);
      const expected: MixedRequest["expected"] = (caller) => {
        const plants = caller.plants.filter((plant) => (chosen as { plants?: readonly string[] }).plants?.includes(plant) ?? true);
        return { field: field.name, totalCount: plants.reduce((sum, plant) => sum + (rowsOf[field.name]?.(caller, plant) ?? 0), 0) };
      };
      return { query: text, variables, list, ...(isKnown ? { expected } : {}) };
    };
  };
  const condition = ({ name, type }: { readonly name: string; readonly type: unknown }): readonly (readonly [string, unknown])[] => {
    const values = known[name];
    if (values) return [[name, isListType(type as never) ? some(values) : pick(values)]];
    const named = getNamedType(type as never) as unknown;
    if (isEnumType(named)) return [[name, some(named.getValues()).map((value) => value.name)]];
    return String(named) === "Boolean" ? [[name, chance() < 0.5]] : [];
  };

  const isList = (field: GraphQLField<unknown, unknown>): boolean => field.args.some(({ name }) => name === "filter");
  const walks = roots.filter((field) => !field.args.some(isRequiredArgument)).flatMap((field) => selectField(schema, field, 4, new Set()));
  const byId = Object.keys(allIds).map((type): Make => {
    const text = `query ($id: ID!) { node(id: $id) { ... on ${type} { ${selectDeep(schema, schema.getType(type) as GraphQLObjectType, 3)} } } }`;
    return () => ({ query: text, variables: { id: pick(allIds[chance() < 0.9 ? type : pick(Object.keys(allIds))] ?? []) } });
  });
  const kinds: readonly (readonly [number, readonly Make[]])[] = [
    [0.4, roots.filter(isList).map(list)],
    [0.1, walks.map((walk) => () => ({ query: `{ ${walk} }`, variables: {} }))],
    [0.25, byId],
    [0.15, byKey(schema, pick)],
    [0.1, faulty(pick)],
  ];
  return () => {
    let at = chance();
    for (const [share, makes] of kinds) {
      if (at < share) return pick(makes)();
      at -= share;
    }
    return pick(byId)();
  };
}

/** Rows of a plant that a caller may see, as they were told. */
const rowsOf: Readonly<Record<string, (caller: MarkedCaller, plant: PlantCode) => number>> = {
  productionOrders: ({ supplier }) => (supplier === null ? counts.orders : 0),
  materialAvailabilities: ({ supplier }) => (supplier === null ? counts.materials : 0),
  qualityDispositions: ({ supplier }) => (supplier === null ? counts.materials : 0),
  supplierCommitments: ({ supplier }, plant) =>
    counts.lines * suppliersOf[plant].filter((one) => supplier === null || supplier === one).length,
};

/** Each thing by its business key, whosever it is. */
function byKey(schema: GraphQLSchema, pick: <T>(from: readonly T[]) => T): readonly Make[] {
  const ask = (type: string, call: string, of: () => Readonly<Record<string, unknown>>): Make => {
    const named = schema.getType(type) as GraphQLObjectType;
    const variables = [...new Set([...call.matchAll(/\$(\w+)/g)].map(([, name]) => `$${name}: String!`))].join(", ");
    const query = `query (${variables}) { ${call} { ${selectDeep(schema, named, 3)} } }`;
    return () => ({ query, variables: of() });
  };
  return [
    ask("ProductionOrder", "productionOrder(plant: $p, number: $n)", () => {
      const [p, n] = pick(orders);
      return { p, n };
    }),
    ask("MaterialAvailability", "materialAvailability(plant: $p, material: $m)", () => ({ p: pick(plantCodes), m: pick(materials) })),
    ask("Material", "material(number: $n)", () => ({ n: pick(materials) })),
    ask("Supplier", "supplier(number: $n)", () => ({ n: pick(suppliers) })),
    ask("Plant", "plant(code: $c)", () => ({ c: pick(plantCodes) })),
    ask("PurchaseOrderLine", "purchaseOrderLine(plant: $p, purchaseOrder: $o, item: $i)", () => {
      const [p, o, i] = pick(lines);
      return { p, o, i };
    }),
    ask("Batch", "batch(plant: $p, material: $m, number: $n)", () => {
      const [p, key] = pick(batches);
      const [m, n] = key.split("/");
      return { p, m, n };
    }),
  ];
}

/** What ends in errors, each of which might say too much. */
function faulty(pick: <T>(from: readonly T[]) => T): readonly Make[] {
  return [
    () => ({
      query: `{ supplierCommitments(filter: { suppliers: ["${pick(suppliers)}"] }) { totalCount nodes { revison } } }`,
      variables: {},
    }),
    () => ({ query: "query ($n: Int!) { material(number: $n) { description } }", variables: { n: pick(suppliers) } }),
    () => ({ query: `{ productionOrders(after: "${pick(orders)[1]}") { nodes { number } } }`, variables: {} }),
    () => ({ query: "query ($id: ID!) { node(id: $id) { id } }", variables: { id: `${pick(Object.values(ids).flat())}x` } }),
    () => ({ query: `{ supplierCommitments(filter: { suppliers: ["${pick(suppliers)}"] }) { nodes { id } } }`, variables: {} }),
    () => ({ query: `{ productionOrders(first: 100000) { nodes { number } } plants { code `, variables: {} }),
  ];
}
