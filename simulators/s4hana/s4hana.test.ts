import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createInterface } from "node:readline";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";

// biome-ignore lint/suspicious/noExplicitAny: answers are read as a client without a model would read them
type Json = any;

const orders = "/sap/opu/odata/sap/API_PRODUCTION_ORDER_2_SRV/";
const balances = "/sap/opu/odata/sap/API_MATERIAL_STOCK_SRV/A_MatlStkInAcctMod";
const documents = "/sap/opu/odata/sap/API_MATERIAL_DOCUMENT_SRV/A_MaterialDocumentHeader";
const lots = "/sap/opu/odata/sap/API_INSPECTIONLOT_SRV/";
const purchasing = "/sap/opu/odata4/sap/api_purchaseorder_2/srvd_a2x/sap/purchaseorder/0001/";
const confirmations = "/sap/opu/odata4/sap/api_supplierconfirmation/srvd_a2x/sap/supplierconfirmation/0001/";

let simulator: ChildProcess;
let environment: Record<string, string>;
let token = "";
let csrf: Record<string, string> = {};
const received: { url: string | undefined; headers: Json; body: Json }[] = [];
/** What the webhook answers a delivery before it takes one. */
const refusals: { status: number; retryAfter?: string }[] = [];
let welcomes = "";
let webhook: Server;

before(async () => {
  const program = fileURLToPath(new URL("run.ts", import.meta.url));
  simulator = spawn(process.execPath, [program, "--plant", "1010", "--seed", "3"], { stdio: ["pipe", "pipe", "inherit"] });
  assert.ok(simulator.stdout);
  const [line] = (await once(createInterface({ input: simulator.stdout }), "line")) as [string];
  environment = JSON.parse(line.replace(/^ready /, ""));
  webhook = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    if (request.method === "OPTIONS") {
      response.writeHead(200, welcomes === "" ? {} : { "webhook-allowed-origin": welcomes, "webhook-allowed-rate": "*" }).end();
      return;
    }
    received.push({ url: request.url, headers: request.headers, body: JSON.parse(Buffer.concat(chunks).toString()) });
    const { status, retryAfter } = refusals.shift() ?? { status: 204 };
    response.writeHead(status, retryAfter === undefined ? {} : { "retry-after": retryAfter }).end();
  });
  await once(webhook.listen(0, "127.0.0.1"), "listening");
});

after(async () => {
  webhook?.close();
  webhook?.closeAllConnections();
  if (simulator?.exitCode === null) {
    simulator.kill("SIGTERM");
    await once(simulator, "exit");
  }
});

async function call(path: string, options: { method?: string; headers?: Record<string, string>; body?: unknown } = {}) {
  const response = await fetch(new URL(path, environment.S4HANA_URL), {
    method: options.method ?? "GET",
    headers: { authorization: `Bearer ${token}`, ...options.headers },
    ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, json: (text.startsWith("{") ? JSON.parse(text) : text) as Json };
}

const write = (method: string, path: string, body?: unknown, etag?: string) =>
  call(path, { method, body, headers: { ...csrf, ...(etag === undefined ? {} : { "if-match": etag }) } });
const control = (path: string, body: unknown) => call(path, { method: "POST", body });
const filtered = (path: string, filter: string, more = "") => call(`${path}?$filter=${encodeURIComponent(filter)}${more}`);

async function subscribe(path: string, options: object = {}): Promise<Json> {
  const { port } = webhook.address() as AddressInfo;
  const { status, json } = await control("/events/subscriptions", { url: `http://127.0.0.1:${port}${path}`, ...options });
  assert.equal(status, 201);
  return json;
}

async function logOn(): Promise<void> {
  const response = await fetch(environment.S4HANA_TOKEN_URL ?? "", {
    method: "POST",
    headers: { authorization: `Basic ${btoa(`${environment.S4HANA_CLIENT_ID}:${environment.S4HANA_CLIENT_SECRET}`)}` },
    body: new URLSearchParams({ grant_type: "client_credentials" }),
  });
  const grant = (await response.json()) as Json;
  assert.equal(grant.expires_in, 3600);
  token = grant.access_token;
  const root = await call(orders, { headers: { "x-csrf-token": "Fetch" } });
  const cookie = root.headers
    .getSetCookie()
    .map((line) => line.split(";")[0])
    .join("; ");
  csrf = { "x-csrf-token": root.headers.get("x-csrf-token") ?? "", cookie, "content-type": "application/json" };
}

async function orderWith(flag: string): Promise<Json> {
  const { json } = await filtered(`${orders}A_ProductionOrder_2`, `${flag} eq 'X' and OrderIsLocked eq ''`, "&$top=1");
  assert.equal(json.d.results.length, 1, `no order has ${flag}`);
  return json.d.results[0];
}

async function eventually<Value>(look: () => Value | undefined): Promise<Value> {
  const deadline = Date.now() + 5_000;
  for (;;) {
    const value = look();
    if (value !== undefined) return value;
    assert.ok(Date.now() < deadline, "it did not happen within 5 s");
    await new Promise((resolve) => setImmediate(resolve));
  }
}

describe("S/4HANA simulator", () => {
  it("lets nobody in without a token and refuses a wrong secret as OAuth says", async () => {
    assert.equal((await call(`${orders}A_ProductionOrder_2`)).status, 401);
    const body = new URLSearchParams({ grant_type: "client_credentials", client_id: "andon-1010", client_secret: "guess" });
    const refused = await fetch(environment.S4HANA_TOKEN_URL ?? "", { method: "POST", body });
    assert.equal(refused.status, 401);
    assert.equal(((await refused.json()) as Json).error, "invalid_client");
    await logOn();
  });

  it("pages expanded orders by __next and sends V2's own notations", async () => {
    const seen = new Set<string>();
    let next: string | undefined =
      `${orders}A_ProductionOrder_2?$expand=to_ProductionOrderComponent,to_ProductionOrderOperation,to_ProductionOrderStatus,to_ProductionOrderItem&$inlinecount=allpages`;
    let pages = 0;
    while (next) {
      const { json }: Json = await call(next);
      assert.equal(json.d.__count, "200");
      for (const order of json.d.results) seen.add(order.ManufacturingOrder);
      const [order] = json.d.results;
      assert.match(order.MfgOrderPlannedStartDate, /^\/Date\(\d+\)\/$/);
      assert.equal(order.MfgOrderPlannedStartTime, "PT06H00M00S");
      assert.match(order.LastChangeDateTime, /^\d{14}$/);
      assert.match(order.TotalQuantity, /^\d+$/);
      assert.equal(order.__metadata.type, "API_PRODUCTION_ORDER_2_SRV.A_ProductionOrder_2Type");
      assert.equal(order.__metadata.etag, `W/"'${order.LastChangeDateTime}'"`);
      assert.ok(order.to_ProductionOrderComponent.results.length >= 3);
      assert.ok(order.to_ProductionOrderStatus.results.every((status: Json) => /^I\d{4}$/.test(status.StatusCode)));
      assert.equal(order.to_ProductionOrderItem.results[0].Material, order.Material);
      assert.match(order.to_ProductionOrderComponentExt4.__deferred.uri, /to_ProductionOrderComponentExt4$/);
      next = json.d.__next;
      pages += 1;
    }
    assert.equal(seen.size, 200);
    assert.equal(pages, 2);
  });

  it("filters, selects, sorts and reads by key", async () => {
    const sorted = await filtered(
      `${orders}A_ProductionOrder_2`,
      "(MfgOrderPlannedStartDate ge datetime'2020-01-01T00:00:00' and TotalQuantity gt 100M) or ManufacturingOrder eq 'x'",
      "&$select=ManufacturingOrder,LastChangeDateTime&$orderby=LastChangeDateTime%20desc&$top=5",
    );
    const stamps = sorted.json.d.results.map((order: Json) => order.LastChangeDateTime);
    assert.deepEqual(stamps, [...stamps].sort().reverse());
    assert.deepEqual(Object.keys(sorted.json.d.results[0]), ["__metadata", "ManufacturingOrder", "LastChangeDateTime"]);
    const { ManufacturingOrder: number } = sorted.json.d.results[0];
    assert.equal((await call(`${orders}A_ProductionOrder_2('${number}')`)).json.d.ManufacturingOrder, number);
    assert.ok((await call(`${orders}A_ProductionOrder_2('${number}')/to_ProductionOrderOperation`)).json.d.results.length >= 2);
    assert.equal((await call(`${orders}A_ProductionOrder_2('1')`)).status, 404);
    const wrong = await filtered(`${orders}A_ProductionOrder_2`, "Nothing eq 'x'");
    assert.equal(wrong.status, 400);
    assert.match(wrong.json.error.message.value, /Property Nothing not found/);
  });

  it("releases an order only with CSRF token and current ETag, and only once", async () => {
    const order = await orderWith("OrderIsCreated");
    const etag = order.__metadata.etag;
    const release = `${orders}ReleaseOrder?ManufacturingOrder='${order.ManufacturingOrder}'`;
    const unprotected = await call(release, { method: "POST", headers: { "if-match": etag } });
    assert.deepEqual([unprotected.status, unprotected.headers.get("x-csrf-token")], [403, "Required"]);
    assert.equal((await write("POST", release)).status, 428);
    assert.equal((await write("POST", release, undefined, `W/"'20200101000000'"`)).status, 412);
    const released = await write("POST", release, undefined, etag);
    assert.equal(released.json.d.ReleaseOrder.SystemMessageType, "S");
    const again = await write("POST", release, undefined, "*");
    assert.equal(again.status, 400);
    assert.equal(again.json.error.code, "BS/007");
    assert.match(again.json.error.innererror.errordetails[0].message, /REL is active/);
  });

  it("reschedules an order, and refuses what its state, its dates or a user forbid", async () => {
    const order = await orderWith("OrderIsReleased");
    const path = `${orders}A_ProductionOrder_2('${order.ManufacturingOrder}')`;
    const change = {
      MfgOrderPlannedStartDate: "/Date(1800000000000)/",
      MfgOrderPlannedEndDate: "2027-01-20T00:00:00",
      ManufacturingOrderImportance: "1",
    };
    assert.equal((await write("PATCH", path, change, order.__metadata.etag)).status, 204);
    const { d: changed } = (await call(path)).json;
    assert.equal(changed.MfgOrderPlannedStartDate, "/Date(1799971200000)/");
    assert.equal(changed.ManufacturingOrderImportance, "1");
    assert.notEqual(changed.LastChangeDateTime, order.LastChangeDateTime);
    assert.match(
      (await write("MERGE", path, { MfgOrderPlannedEndDate: "2026-01-01T00:00:00" }, "*")).json.error.message.value,
      /finish date/,
    );
    assert.equal((await write("PATCH", path, { OrderIsClosed: "X" }, "*")).status, 400);

    await control("/fault", { name: "user-lock", order: order.ManufacturingOrder });
    assert.equal((await write("PATCH", path, change, "*")).json.error.code, "CO/469");
    await control("/fault", { name: "user-lock", order: order.ManufacturingOrder, off: true });
    const closed = await orderWith("OrderIsTechnicallyCompleted");
    assert.match(
      (await write("PATCH", `${orders}A_ProductionOrder_2('${closed.ManufacturingOrder}')`, change, "*")).json.error.message.value,
      /TECO is active/,
    );
  });

  it("does the change sets of a $batch each for itself, and answers part for part", async () => {
    const order = await orderWith("OrderIsCreated");
    const number = order.ManufacturingOrder;
    const operation = (contentId: string, line: string, headers: string, body = ""): string =>
      `Content-Type: application/http\r\nContent-Transfer-Encoding: binary\r\nContent-ID: ${contentId}\r\n\r\n${line} HTTP/1.1\r\nContent-Type: application/json\r\n${headers}Content-Length: ${body.length}\r\n\r\n${body}\r\n`;
    const changeset = (...operations: string[]): string =>
      `--b\r\nContent-Type: multipart/mixed; boundary=c\r\n\r\n${operations.map((each) => `--c\r\n${each}`).join("")}--c--\r\n\r\n`;
    const change = operation("7", `PATCH A_ProductionOrder_2('${number}')`, "If-Match: *\r\n", '{"ManufacturingOrderImportance":"7"}');
    const stale = operation("8", `PATCH A_ProductionOrder_2('${number}')`, 'If-Match: W/"old"\r\n', '{"ManufacturingOrderImportance":"8"}');
    const retrieve = `--b\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\nGET A_ProductionOrder_2('${number}')?$select=ManufacturingOrderImportance HTTP/1.1\r\nAccept: application/json\r\n\r\n\r\n`;
    const batch = (body: string) =>
      fetch(new URL(`${orders}$batch`, environment.S4HANA_URL), {
        method: "POST",
        headers: { authorization: `Bearer ${token}`, ...csrf, "content-type": "multipart/mixed; boundary=b" },
        body,
      });

    const response = await batch(`${changeset(stale)}${changeset(change)}${changeset(change, change)}${retrieve}--b--\r\n`);
    assert.equal(response.status, 202);
    const boundary = /^multipart\/mixed; boundary=(\w+)$/.exec(response.headers.get("content-type") ?? "")?.[1];
    const parts = (await response.text()).split(`--${boundary}`).slice(1);
    assert.equal(parts.pop(), "--\r\n");
    assert.deepEqual(
      parts.map((part) => /HTTP\/1\.1 (\d+)/.exec(part)?.[1]),
      ["412", "204", "400", "200"],
    );
    assert.match(parts[1] ?? "", /^\r\nContent-Type: multipart\/mixed; boundary=\w+\r\n[\s\S]*\r\ncontent-id: 7\r\n/);
    assert.match(parts[2] ?? "", /allows only one operation/);
    assert.match(parts[3] ?? "", /"ManufacturingOrderImportance":"7"/);

    assert.equal((await batch(changeset(change).replaceAll("\r\n", "\n"))).status, 400);
    assert.equal((await batch(`${changeset(change)}`)).status, 400, "it has no end");
    await control("/fault", { name: "batch-breaks", after: 1 });
    const last = operation("9", `PATCH A_ProductionOrder_2('${number}')`, "If-Match: *\r\n", '{"ManufacturingOrderImportance":"9"}');
    await assert.rejects(batch(`${changeset(change)}${changeset(last)}--b--\r\n`));
    const after = await call(`${orders}A_ProductionOrder_2('${number}')`);
    assert.equal(after.json.d.ManufacturingOrderImportance, "7");
  });

  it("blocks stock by a material document that can be found by its reference, and never more than there is", async () => {
    const { json } = await filtered(balances, "Plant eq '1010' and InventoryStockType eq '01' and MatlWrhsStkQtyInMatlBaseUnit gt 100");
    const [row] = json.d.results;
    const { Material, Plant, StorageLocation, Batch, MaterialBaseUnit: EntryUnit } = row;
    const post = (QuantityInEntryUnit: string) =>
      write("POST", documents, {
        GoodsMovementCode: "04",
        ReferenceDocument: "HOLD-1",
        to_MaterialDocumentItem: {
          results: [{ Material, Plant, StorageLocation, Batch, GoodsMovementType: "344", QuantityInEntryUnit, EntryUnit }],
        },
      });
    const created = await post("12.5");
    assert.equal(created.status, 201);
    assert.equal(created.json.d.to_MaterialDocumentItem.results.length, 2);
    const found = await filtered(documents, "ReferenceDocument eq 'HOLD-1'");
    assert.equal(found.json.d.results[0].MaterialDocument, created.json.d.MaterialDocument);
    const blocked = await filtered(balances, `Material eq '${Material}' and Batch eq '${Batch}' and InventoryStockType eq '07'`);
    assert.equal(blocked.json.d.results[0].MatlWrhsStkQtyInMatlBaseUnit, "12.5");

    const tooMuch = await post("999999999");
    assert.deepEqual([tooMuch.status, tooMuch.json.error.code], [400, "M7/021"]);

    await control("/fault", { name: "drop-response" });
    await assert.rejects(post("1"));
    assert.equal((await filtered(documents, "ReferenceDocument eq 'HOLD-1'")).json.d.results.length, 2);
  });

  it("decides an inspection lot once", async () => {
    const { json } = await filtered(
      `${lots}A_InspectionLot`,
      "InspectionLotHasUsageDecision eq false",
      "&$expand=to_InspectionLotWithStatus",
    );
    const [lot] = json.d.results;
    assert.equal(lot.to_InspectionLotWithStatus.InspLotStatusInspCompleted, "");
    assert.match(lot.ChangedDateTime, /^\/Date\(\d+\+0000\)\/$/);
    const decision = { InspectionLot: lot.InspectionLot, InspLotUsageDecisionCatalog: "3", SelectedCodeSetPlant: "1010" };
    const coded = {
      ...decision,
      InspLotUsgeDcsnSelectedSet: "04",
      InspLotUsageDecisionCodeGroup: "04",
      InspectionLotUsageDecisionCode: "R",
    };
    assert.equal((await write("POST", `${lots}A_InspLotUsageDecision`, coded)).status, 201);
    assert.equal((await call(`${lots}A_InspLotUsageDecision('${lot.InspectionLot}')`)).json.d.InspLotUsageDecisionValuation, "R");
    assert.equal((await write("POST", `${lots}A_InspLotUsageDecision`, coded)).json.error.code, "QV/102");
    const changed = await filtered(
      `${lots}A_InspectionLot`,
      `ChangedDateTime ge datetimeoffset'${new Date(Date.now() - 30_000).toISOString()}'`,
    );
    assert.deepEqual(
      changed.json.d.results.map((row: Json) => row.InspectionLot),
      [lot.InspectionLot],
    );
  });

  it("speaks V4 for purchase orders: nested $expand, nextLink, exact decimals on request", async () => {
    const expand = "$expand=_SupplierAddress($select=AddresseeFullName),_PurchaseOrderItem($expand=_PurchaseOrderScheduleLineTP)";
    const all = await call(`${purchasing}PurchaseOrder?${expand}&$count=true`, { headers: { prefer: "odata.maxpagesize=25" } });
    assert.equal(all.json["@odata.count"], 40);
    assert.equal(all.json.value.length, 25);
    const next = new URL(all.json["@odata.nextLink"], `${environment.S4HANA_URL}${purchasing}PurchaseOrder`);
    assert.equal((await call(next.href)).json.value.length, 15);
    const [order] = all.json.value;
    assert.match(order.LastChangeDateTime, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}Z$/);
    assert.match(order["@odata.etag"], /^W\/"SADL-/);
    assert.ok(order._SupplierAddress.AddresseeFullName);
    const [line] = order._PurchaseOrderItem[0]._PurchaseOrderScheduleLineTP;
    assert.equal(typeof line.ScheduleLineOrderQuantity, "number");
    assert.match(line.ScheduleLineDeliveryDate, /^\d{4}-\d\d-\d\d$/);
    const exact = await call(`${purchasing}PurchaseOrderScheduleLine/${line.PurchaseOrder}/${line.PurchaseOrderItem}/0001`, {
      headers: { accept: "application/json;IEEE754Compatible=true" },
    });
    assert.equal(exact.json.ScheduleLineOrderQuantity, String(line.ScheduleLineOrderQuantity));
  });

  it("keeps what suppliers confirm in the supplier confirmation service", async () => {
    const expand = "$expand=_SupplierConfirmationItemTP($expand=_SupplierConfirmationLineTP)";
    const { json } = await call(`${confirmations}Confirmation?${expand}&$top=1`);
    const item = json.value[0]._SupplierConfirmationItemTP[0];
    const [line] = item._SupplierConfirmationLineTP;
    const path = `${confirmations}ConfirmationLine(SupplierConfirmation='${line.SupplierConfirmation}',SupplierConfirmationItem='${line.SupplierConfirmationItem}',SupplierConfirmationLine='0001')`;
    assert.equal((await write("PATCH", path, { DeliveryDate: "2027-03-01" }, line["@odata.etag"])).status, 204);
    assert.equal((await write("PATCH", path, { DeliveryDate: "2027-03-02" }, line["@odata.etag"])).status, 412);
    assert.equal((await call(path)).json.DeliveryDate, "2027-03-01");
    const since = new Date(Date.now() - 30_000).toISOString();
    const changed = await filtered(`${purchasing}PurchaseOrder`, `LastChangeDateTime ge ${since}`);
    assert.deepEqual(
      changed.json.value.map((order: Json) => order.PurchaseOrder),
      [item.SuplrConfRefPurchaseOrder],
    );
    const tooMuch = await write("PATCH", path, { ConfirmedQuantity: 99999 }, "*");
    assert.equal(tooMuch.status, 400);
    assert.match(tooMuch.json.error.message, /exceeds the order quantity/);

    const deep = {
      SuplrConfRefPurchaseOrder: item.SuplrConfRefPurchaseOrder,
      _SupplierConfirmationItemTP: [
        { SuplrConfRefPurchaseOrderItem: "00099", _SupplierConfirmationLineTP: [{ DeliveryDate: "2027-03-01", ConfirmedQuantity: 1 }] },
      ],
    };
    assert.equal((await write("POST", `${confirmations}Confirmation`, deep)).json.error.target, "SuplrConfRefPurchaseOrderItem");
    assert.equal((await write("DELETE", path, undefined, "*")).status, 204);
    deep._SupplierConfirmationItemTP = [
      {
        SuplrConfRefPurchaseOrderItem: item.SuplrConfRefPurchaseOrderItem,
        _SupplierConfirmationLineTP: [{ DeliveryDate: "2027-03-05", ConfirmedQuantity: 10 }],
      },
    ];
    const confirmed = await write("POST", `${confirmations}Confirmation`, deep);
    assert.equal(confirmed.status, 201);
    assert.equal(confirmed.json._SupplierConfirmationItemTP[0]._SupplierConfirmationLineTP[0].DeliveryDate, "2027-03-05");
  });

  it("subscribes only a webhook that agrees", async () => {
    const { port } = webhook.address() as AddressInfo;
    const url = `http://127.0.0.1:${port}/unwilling`;
    const refused = await control("/events/subscriptions", { url });
    assert.equal(refused.status, 400);
    assert.match(refused.json.error, /did not agree in the handshake/);
    const { json } = await control("/events/subscriptions", { url, exemptHandshake: true });
    assert.equal((await call(`/events/subscriptions/${json.id}`, { method: "DELETE" })).status, 204);
    welcomes = "s4h.example.com";
  });

  it("delivers again what was not taken, not before it is asked to, and in sequence", async () => {
    const { id } = await subscribe("/again", { secret: "s3cret" });
    refusals.push({ status: 500 }, { status: 503, retryAfter: "1" });
    await control("/life", { event: "move-stock" });
    await control("/life", { event: "move-stock" });
    await eventually(() => received[1]);
    const asked = Date.now();
    await eventually(() => received[3]);
    assert.ok(Date.now() - asked >= 900, "it was asked to wait a second");
    const ids = received.map(({ headers }) => headers["ce-id"]);
    assert.equal(new Set(ids.slice(0, 3)).size, 1);
    assert.notEqual(ids[3], ids[0]);
    assert.equal(received[0]?.headers["webhook-request-origin"], "s4h.example.com");
    assert.equal((await call(`/events/subscriptions/${id}`, { method: "DELETE" })).status, 204);
  });

  it("delivers whole events in the structured mode, and nothing more to a webhook that is gone", async () => {
    received.length = 0;
    refusals.push({ status: 410 });
    const { id } = await subscribe("/structured", { mode: "structured" });
    await control("/life", { event: "move-stock" });
    const { headers, body } = await eventually(() => received[0]);
    assert.equal(headers["content-type"], "application/cloudevents+json");
    assert.deepEqual([body.specversion, body.datacontenttype], ["1.0", "application/json"]);
    assert.deepEqual(Object.keys(body.data).sort(), ["MaterialDocument", "MaterialDocumentYear"]);
    const { id: later } = await subscribe("/later");
    await control("/life", { event: "move-stock" });
    await eventually(() => received[1]);
    assert.deepEqual(
      received.map(({ url }) => url),
      ["/structured", "/later"],
    );
    assert.equal((await call(`/events/subscriptions/${id}`, { method: "DELETE" })).status, 404);
    assert.equal((await call(`/events/subscriptions/${later}`, { method: "DELETE" })).status, 204);
  });

  it("lives, and tells its subscribers the key of what changed", async () => {
    await subscribe("/", { secret: "s3cret" });
    const expected: Record<string, string> = {
      "release-order": "sap.s4.beh.productionorder.v1.ProductionOrder.Changed.v1",
      "confirm-operation": "sap.s4.beh.productionorder.v1.ProductionOrder.Changed.v1",
      "move-stock": "sap.s4.beh.materialdocument.v1.MaterialDocument.Created.v1",
      "slip-supplier-date": "sap.s4.beh.purchaseorder.v1.PurchaseOrder.Changed.v1",
      "decide-lot": "sap.s4.beh.inspectionlot.v1.InspectionLot.Changed.v1",
      "hold-lot": "sap.s4.beh.materialdocument.v1.MaterialDocument.Created.v1",
      "free-lot": "sap.s4.beh.materialdocument.v1.MaterialDocument.Created.v1",
    };
    for (const [event, type] of Object.entries(expected)) {
      received.length = 0;
      const { json } = await control("/life", { event });
      assert.ok(json.happened, `nothing happened for ${event}`);
      const notification = await eventually(() => received.find(({ headers }) => headers["ce-type"] === type));
      assert.equal(notification.headers.authorization, "Bearer s3cret");
      assert.ok(
        Object.values(notification.body).every((value) => json.happened.includes(value) || /^\d{4}$/.test(String(value))),
        json.happened,
      );
    }
    for (let step = 0; step < 300; step++) await control("/life", {});
    const delivered = await filtered(`${orders}A_ProductionOrder_2`, "OrderIsDelivered eq 'X'", "&$top=1");
    assert.equal(delivered.json.d.results.length, 1);
  });

  it("has the faults that a client must live with", async () => {
    const read = `${orders}A_ProductionOrder_2?$expand=to_ProductionOrderStatus`;
    const [first, second, third] = (await call(read)).json.d.results.map((order: Json) => order.ManufacturingOrder);

    await control("/fault", { name: "throttle", count: 1, retryAfterSeconds: 2 });
    const throttled = await call(read);
    assert.deepEqual([throttled.status, throttled.headers.get("retry-after")], [429, "2"]);

    await control("/fault", { name: "page-fails", page: 2 });
    const next = (await call(read)).json.d.__next;
    assert.equal((await call(next)).status, 500);
    assert.equal((await call(next)).status, 200);

    await control("/fault", { name: "unknown-status", order: first });
    await control("/fault", { name: "unknown-unit", order: first });
    const odd = (await call(`${orders}A_ProductionOrder_2('${first}')?$expand=to_ProductionOrderStatus`)).json.d;
    assert.deepEqual(
      [odd.to_ProductionOrderStatus.results[0].StatusCode, odd.ProductionUnit, odd.ProductionUnitISOCode],
      ["I9001", "KAN", ""],
    );

    await control("/fault", { name: "same-second", orders: [second, third] });
    const stampOf = async (number: string) => (await call(`${orders}A_ProductionOrder_2('${number}')`)).json.d.LastChangeDateTime;
    const before = await stampOf(third);
    const seen = await stampOf(second);
    assert.notEqual(before, seen);
    assert.equal(await stampOf(third), seen);

    await control("/fault", { name: "down" });
    assert.equal((await call(read)).status, 503);
    await control("/fault", { name: "down", off: true });
    await control("/fault", { name: "expire-tokens" });
    assert.equal((await call(read)).status, 401);
    await logOn();
    assert.equal((await call(read)).status, 200);
    assert.match((await control("/fault", { name: "flood" })).json.error, /name is "flood"; give one of/);
  });
});
