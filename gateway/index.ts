/** The door of the gateway. */
export { createGateway, type Gateway, type GatewayOptions } from "./gateway.ts";
export { type SubgraphServer, type SubgraphServerOptions, startSubgraphServer } from "./subgraph-server/subgraph-server.ts";
