/** What is kept in the data folder beside the log and the views, and outlives both. */
import { existsSync, mkdirSync } from "node:fs";
import { userInfo } from "node:os";
import { join } from "node:path";
import type { Logger } from "pino";
import {
  type AuditLog,
  type DocumentStore,
  openSqliteAuditLog,
  openSqliteDocumentStore,
  openSqlitePartnerRegistry,
  type PartnerRegistry,
} from "#gateway/kept";
import type { Landscape } from "./landscape/landscape.ts";

export function openDocuments(landscape: Landscape): DocumentStore {
  return openSqliteDocumentStore(fileIn(landscape, "documents.db"));
}

export function openAudit(landscape: Landscape, log: Logger): AuditLog {
  return openSqliteAuditLog(fileIn(landscape, "audit.db"), log);
}

export function openPartners(landscape: Landscape): PartnerRegistry {
  return openSqlitePartnerRegistry(fileIn(landscape, "partners.db"));
}

/** Folder of the keys that sign partners' tokens. */
export function partnerKeys(landscape: Landscape): string {
  return fileIn(landscape, "partner-keys");
}

/** Whether anything was ever recorded. */
export function hasAudit({ data }: Landscape): boolean {
  return existsSync(join(data, "audit.db"));
}

/** Who works at the command line, as the operating system knows them. */
export function operatorName(): string {
  try {
    return userInfo().username;
  } catch {
    // Containers run under numbers that have no name.
    return `uid ${process.getuid?.() ?? "unknown"}`;
  }
}

function fileIn({ data }: Landscape, name: string): string {
  mkdirSync(data, { recursive: true });
  return join(data, name);
}
