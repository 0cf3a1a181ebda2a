/** Leads what arrives at the gateway's webhooks to the adapters whose systems sent it. */
import type { ErpAdapter } from "#adapters";
import type { GatewayOptions } from "#gateway";
import type { Sync } from "#sync";
import type { Landscape } from "./landscape/landscape.ts";

/** While a system cannot be reached, what it tells of cannot be read; its broker keeps the notification for so long. */
const retryAfterSeconds = 10;

/** The systems that have `notifications:` in the landscape, by name. */
export function notificationsOf(
  landscape: Landscape,
  adapters: readonly ErpAdapter[],
  sync: Sync,
): NonNullable<GatewayOptions["notifications"]> {
  return new Map(
    adapters.flatMap((adapter) => {
      const settings = landscape.systems[adapter.system]?.notifications;
      if (!settings) return [];
      const { secret, origin = null } = settings;
      return [[adapter.system, { secret, origin, take: (event) => handOn(adapter, sync, event) }] as const];
    }),
  );
}

function handOn(
  adapter: ErpAdapter,
  sync: Sync,
  event: Parameters<NonNullable<ErpAdapter["notify"]>>[0],
): "TAKEN" | "IGNORED" | { readonly retryAfterSeconds: number } {
  const isAway = sync.status().some(({ system, state }) => system === adapter.system && state === "UNREACHABLE");
  if (isAway) return { retryAfterSeconds };
  return adapter.notify?.(event) ? "TAKEN" : "IGNORED";
}
