/** Flags of `andon partner`: what a partner is granted, and how long its old secret stays. */
import { readFileSync } from "node:fs";
import type { NewPartner, PartnerGrant } from "#schema/canonical/partner.ts";
import { UsageError } from "./usage-error.ts";

interface GrantFlags {
  readonly scopes?: string | undefined;
  readonly plants?: string | undefined;
  readonly supplier?: string | undefined;
  readonly tier?: string | undefined;
  readonly documents?: string | undefined;
  readonly expires?: string | undefined;
  readonly keys?: string | undefined;
}

/** Throws UsageError that names the flag. What the values may be is the administration's to say. */
export function readNewPartner(name: string, flags: GrantFlags): NewPartner {
  const { scopes, plants, supplier = null, tier = null, allowedDocuments = null, expiresAt = null } = readGrant(flags);
  if (!scopes) throw new UsageError("Say what the partner may do with --scopes, such as --scopes supplier-commitment:read");
  if (!plants) throw new UsageError("Say whose rows the partner may see with --plants 1010,2010, or all of them with --plants '*'");
  return {
    name,
    scopes,
    plants,
    supplier,
    tier,
    allowedDocuments,
    expiresAt,
    keys: flags.keys === undefined ? null : readKeys(flags.keys),
  };
}

/** Only what the flags name; `none` takes away what may be left out. Throws UsageError. */
export function readGrantChange(flags: GrantFlags): Partial<PartnerGrant> {
  const change = readGrant(flags);
  if (Object.keys(change).length > 0) return change;
  throw new UsageError(
    "Say what to change: --scopes, --plants, --supplier, --tier, --documents or --expires; `none` takes the last four away",
  );
}

/** Seconds of a time such as 90s, 30m, 24h or 7d, and 0 for none. Throws UsageError. */
export function readOverlap(text: string): number {
  if (text === "0") return 0;
  const [, count, unit] = /^(\d{1,6})([smhd])$/.exec(text) ?? [];
  const seconds = { s: 1, m: 60, h: 3_600, d: 86_400 }[unit ?? ""];
  if (seconds !== undefined) return Number(count) * seconds;
  throw new UsageError(`--keep-previous is "${text}"; give a time such as 24h or 7d, or 0 when the old secret has leaked`);
}

function readGrant({ scopes, plants, supplier, tier, documents, expires }: GrantFlags): Partial<PartnerGrant> {
  const orNone = (text: string): string | null => (text === "none" ? null : text);
  return {
    ...(scopes === undefined ? {} : { scopes: wordsOf(scopes) }),
    ...(plants === undefined ? {} : { plants: plants === "*" ? "ALL" : wordsOf(plants) }),
    ...(supplier === undefined ? {} : { supplier: orNone(supplier) }),
    ...(tier === undefined ? {} : { tier: orNone(tier) }),
    // Whether it is a level is told by who keeps the grant.
    ...(documents === undefined ? {} : { allowedDocuments: orNone(documents) as PartnerGrant["allowedDocuments"] }),
    ...(expires === undefined ? {} : { expiresAt: orNone(expires) }),
  };
}

function wordsOf(text: string): readonly string[] {
  return text.split(/[ ,]+/).filter((word) => word !== "");
}

/** The text of a file of public keys. Throws UsageError. */
export function readKeys(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (fault) {
    throw new UsageError(`The keys of --keys ${file} cannot be read: ${(fault as Error).message}`);
  }
}
