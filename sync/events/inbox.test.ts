import { testInbox } from "./inbox.contract.ts";
import { MemoryInbox } from "./inbox.fixture.ts";

testInbox("memory", () => ({ inbox: new MemoryInbox(), transaction: (work) => work(), openAgain: null, destroy: () => undefined }));
