/** The register of adapters: the landscape's `adapter:` names one of these. */
import type { AdapterManifest, NeighbourManifest } from "./config.ts";
import { ebs } from "./ebs/index.ts";
import type { EventSourceManifest } from "./event-source.ts";
import { mqtt } from "./mqtt/index.ts";
import { s4hana } from "./s4hana/index.ts";
import { sapEcc } from "./sap-ecc/index.ts";
import { sftp } from "./sftp/index.ts";
import { webhook } from "./webhook/index.ts";

export type { AdapterConfig, AdapterManifest } from "./config.ts";
export type { EventSource, EventSourceStatus } from "./event-source.ts";
export type { ErpAdapter } from "./port.ts";

/**
 * By name. The connection's shape is the adapter's own affair: its JSON Schema has checked it before `create` is
 * called, which is why the type is dropped here.
 */
export const adapters: Readonly<Record<string, AdapterManifest<never>>> = {
  [s4hana.name]: s4hana as AdapterManifest<never>,
  [sapEcc.name]: sapEcc as AdapterManifest<never>,
  [ebs.name]: ebs as AdapterManifest<never>,
};

/** By name: how systems around the ERPs are told. */
export const neighbours: Readonly<Record<string, NeighbourManifest<never>>> = {
  [webhook.name]: webhook as NeighbourManifest<never>,
};

/** By kind: the ways in for events beside HTTP. */
export const eventSources: Readonly<Record<string, EventSourceManifest<never>>> = {
  [mqtt.kind]: mqtt as EventSourceManifest<never>,
  [sftp.kind]: sftp as EventSourceManifest<never>,
};
