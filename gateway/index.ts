/** The door of the gateway. */
export { createGateway, type Gateway, type GatewayOptions } from "./gateway.ts";
export { createLimiter, type Limiter, type LimiterOptions } from "./limits/limiter.ts";
export type { Tier } from "./limits/tier.ts";
export { type SubgraphServer, type SubgraphServerOptions, startSubgraphServer } from "./subgraph-server/subgraph-server.ts";
