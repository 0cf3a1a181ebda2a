import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { after, before, describe, it } from "node:test";
import { type Browser, chromium } from "playwright-core";
import { type Demo, onlyPlants, startDemo } from "../support/demo.ts";

const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
const missing = !existsSync(executablePath) && process.env.REQUIRE_SERVICES === undefined;

describe("the explorer, in a browser", { skip: missing ? `no Chromium at ${executablePath}; set CHROMIUM to its path` : false }, () => {
  let demo: Demo;
  let browser: Browser;

  before(async () => {
    demo = await startDemo({ lifeMs: 200, landscape: onlyPlants("1010", "2010") });
    browser = await chromium.launch({
      executablePath,
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    });
  });
  after(async () => {
    await browser?.close();
    await demo?.[Symbol.asyncDispose]();
  });

  it("opens with the sample operations, runs a query and a subscription, and asks no other host", async () => {
    const page = await browser.newPage();
    const foreign: string[] = [];
    const faults: string[] = [];
    page.on("request", (request) => {
      if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(demo.address)) foreign.push(request.url());
    });
    page.on("pageerror", (error) => faults.push(String(error)));
    await page.goto(`${demo.address}/explorer#token=${await demo.token("planner")}`);
    await page.waitForSelector(".graphiql-tab");
    assert.ok((await page.locator(".graphiql-tab").count()) >= 8, "a tab for each sample operation");

    await page.locator(".graphiql-tab", { hasText: "OrdersOfThreePlants" }).first().click();
    await page.locator(".graphiql-execute-button").click();
    await page.locator(".result-window", { hasText: "productionOrders" }).waitFor({ timeout: 20_000 });

    await page.locator(".graphiql-tab", { hasText: "StockAndCommitmentChanges" }).first().click();
    await page.locator(".graphiql-query-editor", { hasText: "materialAvailabilityChanged" }).waitFor();
    await page.locator(".graphiql-execute-button").click();
    await page.locator(".result-window", { hasText: "cursor" }).waitFor({ timeout: 20_000 });
    assert.deepEqual(foreign, []);
    assert.deepEqual(faults, []);
  });
});
