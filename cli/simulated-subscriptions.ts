/**
 * Does for the demo what an administrator does in the event broker of a real system: has the simulated systems deliver their
 * notifications to Andon's webhooks.
 */
import type { Logger } from "pino";
import type { Landscape } from "./landscape/landscape.ts";

/** Where a system's subscriptions are made, by the simulator that plays it. Only S/4HANA has an event broker. */
const brokers: Readonly<Partial<Record<string, string>>> = { s4hana: "S4HANA_EVENTS_URL" };

/** `address` is where the gateway listens, without a path. A system that does not take the subscription is read by polling. */
export async function subscribeWebhooks(
  landscape: Landscape,
  environment: Readonly<Record<string, string>>,
  address: string,
  log: Logger,
): Promise<void> {
  for (const [system, { adapter, notifications }] of Object.entries(landscape.systems)) {
    const broker = environment[brokers[adapter] ?? ""];
    if (!notifications || broker === undefined) continue;
    const url = `${address}/webhooks/${encodeURIComponent(system)}`;
    try {
      const response = await fetch(broker, {
        method: "POST",
        body: JSON.stringify({ url, secret: notifications.secret, mode: "structured" }),
      });
      if (!response.ok) throw new Error(`it answered ${response.status}: ${await response.text()}`);
    } catch (fault) {
      log.warn({ system, err: fault }, "the simulated system does not send notifications; it is polled");
    }
  }
}
