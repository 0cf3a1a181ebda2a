/** `andon token ROLE [SUPPLIER] [--plants 1010,2010] [--landscape FILE]`: prints a demo token and nothing else. */
import { parseArgs } from "node:util";
import { issueDemoToken } from "../demo-issuer.ts";
import { landscapeFlag } from "../flags.ts";
import { readLandscape } from "../landscape/landscape.ts";

export const summary = "prints a bearer token of the demo issuer: planner, shopfloor, supplier NUMBER, procurement, quality, operator";

export async function run(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { landscape: landscapeFlag, plants: { type: "string" } },
  });
  const [role = "", supplier] = positionals;
  const { landscape } = readLandscape(values.landscape);
  const plants = values.plants?.split(",");
  console.log(await issueDemoToken(landscape, { role, ...(supplier ? { supplier } : {}), ...(plants ? { plants } : {}) }));
}
