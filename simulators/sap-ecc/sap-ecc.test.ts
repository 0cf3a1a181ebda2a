import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { after, before, describe, it } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const folder = mkdtempSync(join(tmpdir(), "sap-ecc-test-"));
const outbound = join(folder, "outbound");
let simulator: ChildProcess;
let environment: Record<string, string>;
let authorization: string;

before(async () => {
  const program = fileURLToPath(new URL("run.ts", import.meta.url));
  simulator = spawn(process.execPath, [program, "--plant", "2010", "--seed", "3", "--folder", folder], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  assert.ok(simulator.stdout);
  const [line] = (await once(createInterface({ input: simulator.stdout }), "line")) as [string];
  environment = JSON.parse(line.replace(/^ready /, ""));
  authorization = `Basic ${Buffer.from(`${environment.ECC_USER}:${environment.ECC_PASSWORD}`).toString("base64")}`;
  await eventually(() => outboundFiles("ORDERS").length > 0);
});

after(async () => {
  if (simulator?.exitCode === null) {
    simulator.kill("SIGTERM");
    await once(simulator, "exit");
  }
  rmSync(folder, { recursive: true, force: true });
});

/** Polls until the condition holds; fails after five seconds. */
async function eventually(holds: () => boolean): Promise<void> {
  const deadline = Date.now() + 5000;
  while (!holds()) {
    assert.ok(Date.now() < deadline, "condition did not come true within 5 s");
    await delay(20);
  }
}

function outboundFiles(type: string): string[] {
  return readdirSync(outbound)
    .filter((name) => name.includes(`_${type}_`) && !name.endsWith(".tmp"))
    .sort();
}

function latest(type: string): string {
  const name = outboundFiles(type).at(-1) ?? "";
  return readFileSync(join(outbound, name), "utf8");
}

async function call(name: string, parameters: string, cookie = "") {
  const body = `<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:urn="urn:sap-com:document:sap:rfc:functions"><soapenv:Body><urn:${name}>${parameters}</urn:${name}></soapenv:Body></soapenv:Envelope>`;
  const response = await fetch(environment.ECC_SOAP_URL ?? "", { method: "POST", body, headers: { authorization, cookie } });
  return {
    status: response.status,
    text: await response.text(),
    cookie: (response.headers.get("set-cookie") ?? cookie).split(";")[0] ?? "",
  };
}

async function control(path: string, body: unknown): Promise<{ happened?: string }> {
  const response = await fetch(`${environment.ECC_CONTROL_URL}${path}`, { method: "POST", body: JSON.stringify(body) });
  assert.equal(response.status, 200);
  return (await response.json()) as { happened?: string };
}

const values = (text: string, element: string): string[] =>
  [...text.matchAll(new RegExp(`<${element}>([^<]*)</${element}>`, "g"))].map((match) => match[1] ?? "");

async function readTable(table: string, fields: string[], where: string): Promise<string[][]> {
  const names = fields.map((field) => `<item><FIELDNAME>${field}</FIELDNAME></item>`).join("");
  const reply = await call(
    "RFC_READ_TABLE",
    `<QUERY_TABLE>${table}</QUERY_TABLE><DELIMITER>|</DELIMITER><OPTIONS><item><TEXT>${where}</TEXT></item></OPTIONS><FIELDS>${names}</FIELDS>`,
  );
  assert.equal(reply.status, 200, reply.text);
  return values(reply.text, "WA").map((row) => row.split("|").map((cell) => cell.trim()));
}

describe("SAP ECC simulator", () => {
  it("writes control records of 524 characters and alternates flat and XML files", () => {
    const names = outboundFiles("LOIPRO");
    assert.ok(names[0]?.endsWith("_0000000001.idoc"));
    assert.ok(names[1]?.endsWith("_0000000002.xml"));
    const flat = readFileSync(join(outbound, names[0] ?? ""), "utf8").split("\n");
    const heads = flat.filter((line) => line.startsWith("EDI_DC40"));
    assert.equal(heads.length, 100);
    assert.ok(heads.every((line) => line.length === 524));
    assert.match(readFileSync(join(outbound, names[1] ?? ""), "utf8"), /<LOIPRO03><IDOC BEGIN="1"><EDI_DC40 SEGMENT="1">/);
  });

  it("releases an order only when the commit comes in the same session", async () => {
    const { happened } = await control("/life", { event: "release-order" });
    assert.match(happened ?? "", /released/);
    const order = [...readFileSync(join(outbound, outboundFiles("LOIPRO")[1] ?? ""), "utf8").matchAll(/<IDOC[\s\S]*?<\/IDOC>/g)]
      .map(([idoc]) => idoc)
      .find((idoc) => idoc.includes('<E1JSTKL SEGMENT="1"><STAT>I0001<') && !idoc.includes("I0043"));
    const number = values(order ?? "", "AUFNR")[0] ?? "";
    const release = `<RELEASE_CONTROL>1</RELEASE_CONTROL><ORDERS><item><ORDER_NUMBER>${number}</ORDER_NUMBER></item></ORDERS>`;
    const detail = `<NUMBER>${number}</NUMBER><ORDER_OBJECTS><HEADER>X</HEADER></ORDER_OBJECTS>`;

    const apart = await call("BAPI_PRODORD_RELEASE", release);
    await call("BAPI_TRANSACTION_COMMIT", "<WAIT>X</WAIT>");
    assert.match((await call("BAPI_PRODORD_GET_DETAIL", detail)).text, /CRTD/);

    await call("BAPI_TRANSACTION_COMMIT", "<WAIT>X</WAIT>", apart.cookie);
    assert.match((await call("BAPI_PRODORD_GET_DETAIL", detail)).text, /<SYSTEM_STATUS>REL/);
    const again = await call("BAPI_PRODORD_RELEASE", release);
    assert.deepEqual([values(again.text, "TYPE")[1], values(again.text, "NUMBER")[1]], ["E", "007"]);
  });

  it("answers CO 469 for a locked order and CO 017 for an unknown one", async () => {
    const known = "002010000001";
    await control("/fault", { name: "locked", order: known });
    const locked = await call("BAPI_PRODORD_CHANGE", `<NUMBER>${known}</NUMBER>`);
    assert.deepEqual([values(locked.text, "ID")[0], values(locked.text, "NUMBER")[0]], ["CO", "469"]);
    await control("/fault", { name: "locked", order: known, off: true });
    const unknown = await call("BAPI_PRODORD_CHANGE", "<NUMBER>000000000009</NUMBER>");
    assert.equal(values(unknown.text, "NUMBER")[0], "017");
  });

  it("blocks stock with 344, finds the document by its reference, and refuses a deficit", async () => {
    const rows = await readTable("MCHB", ["MATNR", "LGORT", "CHARG", "CLABS"], "WERKS EQ '2010' AND CLABS > '0'");
    const [material, location, batch, quantity] = rows[0] ?? [];
    const post = (amount: string) =>
      `<GOODSMVT_HEADER><REF_DOC_NO>HOLD-1</REF_DOC_NO></GOODSMVT_HEADER><GOODSMVT_CODE><GM_CODE>04</GM_CODE></GOODSMVT_CODE><GOODSMVT_ITEM><item><MATERIAL>${material}</MATERIAL><PLANT>2010</PLANT><STGE_LOC>${location}</STGE_LOC><BATCH>${batch}</BATCH><MOVE_TYPE>344</MOVE_TYPE><ENTRY_QNT>${amount}</ENTRY_QNT></item></GOODSMVT_ITEM>`;
    const deficit = await call("BAPI_GOODSMVT_CREATE", post(String(Number(quantity) + 5)));
    assert.deepEqual([values(deficit.text, "ID")[0], values(deficit.text, "NUMBER")[0]], ["M7", "021"]);

    const first = await call("BAPI_GOODSMVT_CREATE", post(quantity ?? ""));
    await call("BAPI_GOODSMVT_CREATE", post("1"), first.cookie);
    const terminated = await call("BAPI_TRANSACTION_COMMIT", "<WAIT>X</WAIT>", first.cookie);
    assert.deepEqual([values(terminated.text, "ID")[0], values(terminated.text, "NUMBER")[0]], ["S&amp;", "150"]);
    assert.deepEqual(await readTable("MKPF", ["MBLNR"], "XBLNR = 'HOLD-1'"), [], "of one unit nothing is posted, or all");

    const posted = await call("BAPI_GOODSMVT_CREATE", post(quantity ?? ""));
    await call("BAPI_TRANSACTION_COMMIT", "<WAIT>X</WAIT>", posted.cookie);
    const [document] = await readTable("MKPF", ["MBLNR", "XBLNR"], "XBLNR = 'HOLD-1'");
    assert.deepEqual(document, [values(posted.text, "MATERIALDOCUMENT")[0], "HOLD-1"]);
    const [row] = await readTable(
      "MCHB",
      ["CLABS", "CSPEM"],
      `MATNR EQ '${material}' AND LGORT EQ '${location}' AND CHARG IN ('${batch}')`,
    );
    assert.equal(row?.[0], "0.000");
    assert.match(latest("MBGMCR"), /HOLD-1/);
  });

  it("takes a confirmation from the inbound folder and acknowledges it with 53, an unknown order with 51", async () => {
    const [order] = await readTable("EKES", ["EBELN", "EBELP"], "EBTYP = 'AB'");
    const idoc = (docnum: string, number: string) =>
      `<ORDERS05><IDOC BEGIN="1"><EDI_DC40 SEGMENT="1"><TABNAM>EDI_DC40</TABNAM><DOCNUM>${docnum}</DOCNUM><MESTYP>ORDRSP</MESTYP></EDI_DC40><E1EDK02 SEGMENT="1"><QUALF>001</QUALF><BELNR>${number}</BELNR></E1EDK02><E1EDP01 SEGMENT="1"><POSEX>${order?.[1]}</POSEX><E1EDP20 SEGMENT="1"><WMENG>75.000</WMENG><EDATU>20270105</EDATU></E1EDP20></E1EDP01></IDOC></ORDERS05>`;
    writeFileSync(join(folder, "inbound", "one.xml.tmp"), idoc("0000000000000777", order?.[0] ?? ""));
    renameSync(join(folder, "inbound", "one.xml.tmp"), join(folder, "inbound", "one.xml"));
    await eventually(() => outboundFiles("ALEAUD").length === 1 && outboundFiles("ORDCHG").length === 1);
    assert.match(latest("ALEAUD"), /000000000000077753S/);
    const [confirmed] = await readTable("EKES", ["EINDT", "MENGE"], `EBELN = '${order?.[0]}' AND EBELP = '${order?.[1]}'`);
    assert.deepEqual(confirmed, ["20270105", "75.000"]);

    const answer = await fetch(environment.ECC_IDOC_URL ?? "", {
      method: "POST",
      body: idoc("778", "4599999999"),
      headers: { authorization },
    });
    assert.equal(answer.status, 200);
    await eventually(() => outboundFiles("ALEAUD").length === 2);
    assert.deepEqual([values(latest("ALEAUD"), "DOCNUM")[1], values(latest("ALEAUD"), "STATUS")[1]], ["0000000000000778", "51"]);
  });

  for (const event of ["release-order", "confirm-operation", "move-stock", "slip-supplier-date", "hold-lot", "free-lot", "decide-lot"]) {
    it(`lets ${event} happen`, async () => {
      assert.ok((await control("/life", { event })).happened);
    });
  }

  it("can truncate, repeat and reorder files", async () => {
    await control("/fault", { name: "truncated-idoc" });
    await control("/life", { event: "slip-supplier-date" });
    assert.doesNotMatch(latest("ORDCHG"), /<\/ORDERS05>/);

    await control("/fault", { name: "duplicate" });
    await control("/life", { event: "slip-supplier-date" });
    const [first = "", second = ""] = outboundFiles("ORDCHG").slice(-2);
    assert.equal(readFileSync(join(outbound, first), "utf8"), readFileSync(join(outbound, second), "utf8"));

    const count = outboundFiles("ORDCHG").length;
    await control("/fault", { name: "out-of-order" });
    await control("/life", { event: "slip-supplier-date" });
    assert.equal(outboundFiles("ORDCHG").length, count);
    await control("/life", { event: "slip-supplier-date" });
    assert.equal(outboundFiles("ORDCHG").length, count + 2);
  });

  it("carries out a call whose reply it drops", async () => {
    await control("/fault", { name: "drop-response" });
    await assert.rejects(call("BAPI_TRANSACTION_COMMIT", "<WAIT>X</WAIT>"));
    assert.equal((await call("BAPI_TRANSACTION_COMMIT", "<WAIT>X</WAIT>")).status, 200);
  });

  it("says an unknown status and unit at once, and answers 503 while it is down", async () => {
    const count = outboundFiles("LOIPRO").length;
    await control("/fault", { name: "unknown-status", order: "2010000001" });
    assert.match(latest("LOIPRO"), /I9001/);
    await control("/fault", { name: "unknown-unit", order: "2010000001" });
    assert.match(latest("LOIPRO"), /KAN/);
    assert.equal(outboundFiles("LOIPRO").length, count + 2);
    await control("/fault", { name: "down" });
    assert.equal((await call("RFC_READ_TABLE", "")).status, 503);
    await control("/fault", { name: "down", off: true });
  });
});
