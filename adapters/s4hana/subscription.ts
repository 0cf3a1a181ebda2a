/** Subscribes Andon's webhook to the system's business events (CloudEvents). Events only hasten a poll, so failing to is no failure. */
import type { AdapterConfig } from "../config.ts";
import type { S4Connection } from "./connection.ts";

export interface Subscription {
  /** Subscribes anew, in place of the subscription before. Never throws. */
  renew(): Promise<void>;
  cancel(): Promise<void>;
}

export function createSubscription(notifications: S4Connection["notifications"], log: AdapterConfig<S4Connection>["log"]): Subscription {
  let current: string | null = null;
  const timeout = (): AbortSignal => AbortSignal.timeout(10_000);
  const cancel = async (): Promise<void> => {
    if (!notifications || current === null) return;
    const address = `${notifications.subscribeUrl.replace(/\/+$/, "")}/${encodeURIComponent(current)}`;
    current = null;
    await fetch(address, { method: "DELETE", signal: timeout() }).catch(() => undefined);
  };
  return {
    cancel,
    async renew() {
      if (!notifications) return;
      await cancel();
      try {
        const body = JSON.stringify({ url: notifications.webhookUrl });
        const headers = { "content-type": "application/json" };
        const response = await fetch(notifications.subscribeUrl, { method: "POST", headers, body, signal: timeout() });
        const answer = (await response.json()) as { readonly id?: unknown };
        if (!response.ok) throw new Error(`it answered ${response.status}`);
        current = typeof answer.id === "string" ? answer.id : null;
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        log("warn", "notifications could not be subscribed to; changes are found by polling", {
          subscribeUrl: notifications.subscribeUrl,
          reason,
        });
      }
    },
  };
}
