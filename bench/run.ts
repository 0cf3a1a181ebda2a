/**
 * `npm run bench [-- --scale 1 --seconds 3 --rounds 3 --json]`: the same operations over the same data, asked of Andon and of other
 * gateways in turn, in one run; answers are compared before anything counts. `npm run bench -- --subscriptions` measures delivery of
 * changes, `npm run bench -- --events` events and what follows from them. Absolute figures drift with the machine; the ratios of one run are what counts.
 */
import { parseArgs } from "node:util";
import { measureEvents } from "./events.ts";
import { compareGateways } from "./gateways.ts";
import { startLandscape } from "./landscape.ts";
import { measureSubscriptions } from "./subscriptions.ts";

const { values } = parseArgs({
  options: {
    scale: { type: "string", default: "1" },
    seconds: { type: "string", default: "3" },
    rounds: { type: "string", default: "3" },
    subscriptions: { type: "boolean", default: false },
    events: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
  },
});

const landscape = await startLandscape(Number(values.scale));
try {
  const measure = values.events ? measureEvents : values.subscriptions ? measureSubscriptions : compareGateways;
  const { figures, print } = await measure(landscape, { seconds: Number(values.seconds), rounds: Number(values.rounds) });
  if (values.json) console.log(JSON.stringify(figures));
  else print();
} finally {
  await landscape.stop();
}
