import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { testPartnerRegistry } from "./partner-registry.contract.ts";
import { openSqlitePartnerRegistry } from "./sqlite-partner-registry.ts";

testPartnerRegistry("SQLite", () => {
  const folder = mkdtempSync(join(tmpdir(), "andon-partners-"));
  const openAgain = () => openSqlitePartnerRegistry(join(folder, "partners.db"));
  return { registry: openAgain(), openAgain, destroy: () => rmSync(folder, { recursive: true }) };
});
