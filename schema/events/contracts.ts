/** Every contract of an event that is taken in, in each version. `schema/events/in/` has the same as files, for those who send. */
import type { EventContract } from "./contracts/contract.ts";
import { planningContracts } from "./contracts/planning.ts";
import { productionContracts } from "./contracts/production.ts";
import { qualityContracts } from "./contracts/quality.ts";
import { supplyContracts } from "./contracts/supply.ts";

export type { EventContract } from "./contracts/contract.ts";
export type { Part } from "./parts.ts";

export const eventContracts: readonly EventContract[] = [
  ...planningContracts,
  ...productionContracts,
  ...qualityContracts,
  ...supplyContracts,
];

/** `type` of the CloudEvent, such as `andon.operation.confirmed.v2`. */
export const cloudEventType = ({ type, version }: { readonly type: string; readonly version: number }): string => `${type}.v${version}`;
