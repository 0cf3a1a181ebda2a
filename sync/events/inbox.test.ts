import { testInbox } from "./inbox.contract.ts";
import { MemoryInbox } from "./inbox.fixture.ts";

testInbox("memory", () => ({ inbox: new MemoryInbox(), openAgain: null, destroy: () => undefined }));
