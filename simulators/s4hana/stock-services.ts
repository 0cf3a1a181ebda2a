/** API_MATERIAL_STOCK_SRV and API_MATERIAL_DOCUMENT_SRV (both OData V2). */
import type { CatalogMaterial } from "../catalog.ts";
import type { Erp } from "./erp.ts";
import { readDay, readMany, readQuantity, readText } from "./odata/body.ts";
import { day, type EntitySet, empty, quantity, text, time } from "./odata/edm.ts";
import { badRequest, ODataError } from "./odata/odata-error.ts";
import type { Service, WriteInput } from "./service.ts";
import type { DocumentItem, MaterialDocument, Movement, StockRow } from "./stock.ts";
import { unitCode } from "./units.ts";

/** Balances by material, location, batch and stock type. They carry no change date: S/4 has none to give. */
export function materialStockService(erp: Erp): Service {
  const balances: EntitySet<StockRow> = {
    name: "A_MatlStkInAcctMod",
    type: "A_MatlStkInAcctModType",
    keys: [
      "Material",
      "Plant",
      "StorageLocation",
      "Batch",
      "Supplier",
      "Customer",
      "WBSElementInternalID",
      "SDDocument",
      "SDDocumentItem",
      "InventorySpecialStockType",
      "InventoryStockType",
    ],
    fields: {
      Material: text(({ material }) => material.number),
      Plant: text(() => erp.plant),
      StorageLocation: text(({ location }) => location),
      Batch: text(({ batch }) => batch),
      ...empty("Supplier", "Customer", "WBSElementInternalID", "SDDocument", "SDDocumentItem", "InventorySpecialStockType"),
      InventoryStockType: text(({ type }) => type),
      ...empty("WBSElementExternalID"),
      MaterialBaseUnit: text(({ material }) => unitCode(material.unit).external),
      MatlWrhsStkQtyInMatlBaseUnit: quantity((row) => row.quantity),
    },
    navigations: {},
    rows: () => erp.stock.rows(),
  };
  const materials: EntitySet<CatalogMaterial> = {
    name: "A_MaterialStock",
    type: "A_MaterialStockType",
    keys: ["Material"],
    fields: { Material: text(({ number }) => number), MaterialBaseUnit: text(({ unit }) => unitCode(unit).external) },
    navigations: {
      to_MatlStkInAcctMod: {
        many: true,
        target: () => balances,
        follow: (material) => [...erp.stock.rows()].filter((row) => row.material === material),
      },
    },
    rows: () => new Set(Array.from(erp.stock.rows(), ({ material }) => material)),
  };
  return {
    root: "/sap/opu/odata/sap/API_MATERIAL_STOCK_SRV/",
    version: 2,
    namespace: "API_MATERIAL_STOCK_SRV",
    sets: [materials, balances],
    writes: {},
  };
}

/**
 * Material documents: read, and posted by a deep insert. `ReferenceDocument` (16 characters) and
 * `MaterialDocumentHeaderText` (25) are kept and can be filtered, so a client can find whether a posting landed.
 */
export function materialDocumentService(erp: Erp): Service {
  const { items, headers } = documentSets(erp);
  return {
    root: "/sap/opu/odata/sap/API_MATERIAL_DOCUMENT_SRV/",
    version: 2,
    namespace: "API_MATERIAL_DOCUMENT_SRV",
    sets: [headers, items],
    writes: {
      "POST A_MaterialDocumentHeader": {
        run: ({ body }) => ({ kind: "created", entity: { set: headers, row: postDocument(erp, body) }, expand: "to_MaterialDocumentItem" }),
      },
    },
  };
}

function documentSets(erp: Erp): { headers: EntitySet<MaterialDocument>; items: EntitySet<DocumentItem> } {
  const items: EntitySet<DocumentItem> = {
    name: "A_MaterialDocumentItem",
    type: "A_MaterialDocumentItemType",
    keys: ["MaterialDocumentYear", "MaterialDocument", "MaterialDocumentItem"],
    fields: {
      MaterialDocumentYear: text(({ document }) => document.year),
      MaterialDocument: text(({ document }) => document.number),
      MaterialDocumentItem: text(({ item }) => item),
      Material: text(({ movement }) => movement.material.number),
      Plant: text(() => erp.plant),
      StorageLocation: text(({ location }) => location),
      Batch: text(({ movement }) => movement.batch),
      GoodsMovementType: text(({ movement }) => movement.type),
      InventoryStockType: text(({ stockType }) => stockType),
      ...empty("InventorySpecialStockType", "Supplier", "Customer", "PurchaseOrder", "PurchaseOrderItem"),
      ManufacturingOrder: text(({ movement }) => movement.order ?? ""),
      DebitCreditCode: text(({ sign }) => sign),
      MaterialBaseUnit: text(({ movement }) => unitCode(movement.material.unit).external),
      QuantityInBaseUnit: quantity(({ movement }) => movement.quantity),
      EntryUnit: text(({ movement }) => unitCode(movement.material.unit).external),
      QuantityInEntryUnit: quantity(({ movement }) => movement.quantity),
      IssuingOrReceivingPlant: text(() => erp.plant),
      IssuingOrReceivingStorageLoc: text(({ movement }) => movement.to ?? ""),
      IsAutomaticallyCreated: text(({ automatic }) => (automatic ? "X" : "")),
    },
    navigations: { to_MaterialDocumentHeader: { many: false, target: () => headers, follow: ({ document }) => [document] } },
    rows: () => erp.stock.documents.flatMap((document) => document.items),
  };
  const headers: EntitySet<MaterialDocument> = {
    name: "A_MaterialDocumentHeader",
    type: "A_MaterialDocumentHeaderType",
    keys: ["MaterialDocumentYear", "MaterialDocument"],
    fields: {
      MaterialDocumentYear: text(({ year }) => year),
      MaterialDocument: text(({ number }) => number),
      InventoryTransactionType: text(() => "WA"),
      DocumentDate: day(({ documentDate }) => documentDate),
      PostingDate: day(({ postingDate }) => postingDate),
      CreationDate: day(({ posted }) => posted.date),
      CreationTime: time(({ posted }) => posted.seconds),
      CreatedByUser: text(({ user }) => user),
      MaterialDocumentHeaderText: text(({ headerText }) => headerText),
      ReferenceDocument: text(({ reference }) => reference),
      GoodsMovementCode: text(({ movementCode }) => movementCode),
    },
    navigations: { to_MaterialDocumentItem: { many: true, target: () => items, follow: (document) => document.items } },
    rows: () => erp.stock.documents,
  };
  return { headers, items };
}

function postDocument(erp: Erp, body: WriteInput["body"]): MaterialDocument {
  const movementCode = readText(body, "GoodsMovementCode");
  if (movementCode !== "04")
    throw badRequest(`GoodsMovementCode ${movementCode} is not open to this communication user; use 04`, "GoodsMovementCode");
  const today = erp.calendar.local(Date.now()).date;
  const header = {
    movementCode,
    reference: readText(body, "ReferenceDocument", ""),
    headerText: readText(body, "MaterialDocumentHeaderText", ""),
    documentDate: readDay(body, "DocumentDate", today),
    postingDate: readDay(body, "PostingDate", today),
    user: "COMM_USER",
  };
  return erp.stock.post(
    header,
    readMany(body, "to_MaterialDocumentItem").map((item) => movementOf(erp, item)),
  );
}

function movementOf(erp: Erp, item: WriteInput["body"]): Movement {
  const number = readText(item, "Material");
  const material = erp.stock.material(number);
  if (!material) throw new ODataError(400, "M3/305", `The material ${number} does not exist or is not activated`, "Material");
  const plant = readText(item, "Plant");
  if (plant !== erp.plant) throw new ODataError(400, "M3/351", `Material ${number} not maintained in plant ${plant}`, "Plant");
  const code = unitCode(material.unit);
  const unit = readText(item, "EntryUnit", code.external);
  if (unit !== code.external && unit !== code.sap)
    throw new ODataError(400, "M3/300", `Unit of measure ${unit} is not defined for material ${number}`, "EntryUnit");
  const to = readText(item, "IssuingOrReceivingStorageLoc", "");
  return {
    type: readText(item, "GoodsMovementType"),
    material,
    location: readText(item, "StorageLocation"),
    batch: readText(item, "Batch", ""),
    quantity: readQuantity(item, "QuantityInEntryUnit"),
    ...(to === "" ? {} : { to }),
  };
}
