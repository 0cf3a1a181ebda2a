/**
 * The promises of the adapter port as tests, for every adapter alike: its `<erp>.contract.test.ts` calls `testAdapter`
 * with a way to start the simulated ERP and with what differs between ERPs. The tests run in sequence on one plant.
 */
import { after, before, describe } from "node:test";
import { testBatch } from "./contract/batch.contract.ts";
import type { ContractOptions } from "./contract/options.contract.ts";
import { testOutage } from "./contract/outage.contract.ts";
import { testPosting } from "./contract/posting.contract.ts";
import { testReading } from "./contract/reading.contract.ts";
import { Stage } from "./contract/stage.contract.ts";
import { testStrangeCodes } from "./contract/strange-codes.contract.ts";

export type { SimulatedSystem } from "./contract/options.contract.ts";

export function testAdapter(name: string, options: ContractOptions): void {
  describe(`${name} keeps the port's promises:`, () => {
    const stage = new Stage(options);
    before(() => stage.open());
    after(() => stage.close());
    testReading(stage, options);
    testStrangeCodes(stage, options);
    testPosting(stage, options);
    if (options.batch) testBatch(stage, options);
    testOutage(stage);
  });
}
