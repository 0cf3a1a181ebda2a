/**
 * Global ids: base64url of `ProductionOrder:1010/1000123`, so that an id tells its type and business key without a
 * read. One thing has one id, however it is reached.
 */
import { LRUCache } from "lru-cache";
import type { EntityKey } from "./change.ts";

/** How many parts the business key of a type has within its plant. */
const keyLengths = {
  ProductionOrder: 1,
  MaterialAvailability: 1,
  SupplierCommitment: 3,
  PurchaseOrderLine: 2,
  InspectionLot: 1,
  Batch: 2,
  QualityDisposition: 2,
  Command: 1,
  WorkflowRun: 1,
} as const;

/** Types whose number, or code, is the same in the whole company. */
const companyWide = ["Material", "Supplier", "Plant"] as const;

export type PlantNodeType = keyof typeof keyLengths;
export type CompanyNodeType = (typeof companyWide)[number];
export type NodeType = PlantNodeType | CompanyNodeType;

/** What an id says, by the type that it names. */
export type GlobalId = { readonly type: CompanyNodeType; readonly number: string } | ({ readonly type: PlantNodeType } & EntityKey);

/** The global id of an entity: by its number where that is company-wide, else by its plant and key. */
export function encodeGlobalId(type: CompanyNodeType, number: string): string;
export function encodeGlobalId(type: PlantNodeType, key: EntityKey): string;
export function encodeGlobalId(type: NodeType, key: string | EntityKey): string {
  const path = typeof key === "string" ? key : `${key.plant}/${key.key}`;
  return Buffer.from(`${type}:${path}`, "utf8").toString("base64url");
}

/** Ids that one answer gives another subgraph come again at once, and in the next answer: they are taken apart once. */
const decoded = new LRUCache<string, GlobalId>({ max: 20_000 });
/** Longer than any that an ERP's keys make; what is longer is no id, and not worth remembering. */
const longestKept = 200;

/** What a global id says; null when it is none of ours. */
export function decodeGlobalId(id: string): GlobalId | null {
  const known = decoded.get(id);
  if (known) return known;
  const says = takeApart(id);
  if (says && id.length <= longestKept) decoded.set(id, says);
  return says;
}

function takeApart(id: string): GlobalId | null {
  const bytes = Buffer.from(id, "base64url");
  const [, type = "", path = ""] = /^([A-Za-z]+):(.+)$/su.exec(bytes.toString("utf8")) ?? [];
  // Node's decoder skips what is no base64url, so that many texts would be the same id.
  if (bytes.toString("base64url") !== id || Buffer.from(`${type}:${path}`, "utf8").compare(bytes) !== 0) return null;
  const parts = path.split("/");
  if (parts.some((part) => part === "")) return null;
  const number = companyWide.find((candidate) => candidate === type);
  if (number) return parts.length === 1 ? { type: number, number: path } : null;
  if (!isPlantNodeType(type) || parts.length !== keyLengths[type] + 1) return null;
  const [plant = "", ...key] = parts;
  return { type, plant, key: key.join("/") };
}

/** The number that an id of this type says; null when it is malformed or of another type. */
export function decodeNumber(type: CompanyNodeType, id: string): string | null {
  const says = decodeGlobalId(id);
  return says?.type === type ? says.number : null;
}

/** The plant and key that an id of this type says; null when it is malformed or of another type. */
export function decodeKey(type: PlantNodeType, id: string): EntityKey | null {
  const says = decodeGlobalId(id);
  return says?.type === type ? { plant: says.plant, key: says.key } : null;
}

function isPlantNodeType(type: string): type is PlantNodeType {
  return Object.hasOwn(keyLengths, type);
}
