/** The door of the gateway. */
export type { DocumentLevel } from "./documents/trusted-documents.ts";
export { createGateway, type Gateway, type GatewayOptions } from "./gateway.ts";
export type { ClaimMapping } from "./identity/claim-mapping.ts";
export { createLimiter, type Limiter, type LimiterOptions } from "./limits/limiter.ts";
export type { Tier } from "./limits/tier.ts";
export { type SubgraphServer, type SubgraphServerOptions, startSubgraphServer } from "./subgraph-server/subgraph-server.ts";
export type { FigureFamily } from "./telemetry/metrics.ts";
