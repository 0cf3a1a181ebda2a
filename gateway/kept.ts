/**
 * The door to what the gateway keeps in files: the audit log, the stored documents, the partners. For commands that look after these and
 * need no gateway, which takes longer to load than they run.
 */
export type { AuditEntry, AuditHead, AuditLog } from "./audit/audit-log.ts";
export { openSqliteAuditLog } from "./audit/sqlite-audit-log.ts";
export { documentId, layOut } from "./documents/document-id.ts";
export type { DocumentStore, NewDocument, StoredDocument } from "./documents/document-store.ts";
export { openSqliteDocumentStore } from "./documents/sqlite-document-store.ts";
export { administerPartners } from "./partners/administration.ts";
export type { PartnerRegistry } from "./partners/partner-registry.ts";
export { openSqlitePartnerRegistry } from "./partners/sqlite-partner-registry.ts";
