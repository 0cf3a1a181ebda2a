/** The door of the gateway. */
export type { AuditEntry, AuditHead, AuditLog } from "./audit/audit-log.ts";
export { openSqliteAuditLog } from "./audit/sqlite-audit-log.ts";
export { createDocumentCheck, type DocumentCheck } from "./documents/document-check.ts";
export { documentId, layOut } from "./documents/document-id.ts";
export type { DocumentStore, NewDocument, StoredDocument } from "./documents/document-store.ts";
export { openSqliteDocumentStore } from "./documents/sqlite-document-store.ts";
export type { DocumentLevel } from "./documents/trusted-documents.ts";
export { createGateway, type Gateway, type GatewayOptions } from "./gateway.ts";
export type { ClaimMapping } from "./identity/claim-mapping.ts";
export { createLimiter, type Limiter, type LimiterOptions } from "./limits/limiter.ts";
export type { Tier } from "./limits/tier.ts";
export { administerPartners } from "./partners/administration.ts";
export type { PartnerRegistry } from "./partners/partner-registry.ts";
export { openSqlitePartnerRegistry } from "./partners/sqlite-partner-registry.ts";
export { type SubgraphServer, type SubgraphServerOptions, startSubgraphServer } from "./subgraph-server/subgraph-server.ts";
export type { FigureFamily } from "./telemetry/metrics.ts";
