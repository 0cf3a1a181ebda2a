/** Who asks, and which rows are theirs to see. Every view read demands one. */
export interface Caller {
  /** `sub` of the token: a person or a client, unique within its issuer. */
  readonly subject: string;
  /** OAuth scopes of the token. */
  readonly scopes: readonly string[];
  /** Codes of the plants whose rows the caller may see. */
  readonly plants: readonly string[] | "ALL";
  /**
   * Set for a supplier's token: the only supplier whose lines the caller may see. Such a caller sees its own
   * commitments, the materials on them, itself and the plants' names, and no order, stock, batch or inspection.
   */
  readonly supplier: string | null;
  /** `client_id` or `azp` of the token: the OAuth client, or the partner, that it was issued to. */
  readonly client?: string;
  /** `iss` of the token; absent for callers of this process's own. */
  readonly issuer?: string;
  /** Name of what the caller may use of the gateway; absent for the usual. */
  readonly tier?: string;
  /** Whose budget its operations are paid from, when it is not its own: the partner behind a partner's user. */
  readonly paidBy?: string;
  /** Unix seconds at which the token ends; nothing is delivered to the caller after that. */
  readonly expiresAt: number;
}

const accessKeys = new WeakMap<Caller, string>();

/**
 * Equal for two callers exactly when they see the same rows and fields: a text made of all that access is decided by. Who they
 * are and when their tokens end is not part of it.
 */
export function accessKey(caller: Caller): string {
  const known = accessKeys.get(caller);
  if (known !== undefined) return known;
  const plants = caller.plants === "ALL" ? caller.plants : sorted(caller.plants);
  const key = JSON.stringify([plants, caller.supplier, sorted(caller.scopes)]);
  accessKeys.set(caller, key);
  return key;
}

/** Equal for two callers exactly when they are the same person or client, whatever they may see. */
export function identityKey({ issuer, subject }: Caller): string {
  return JSON.stringify([issuer, subject]);
}

function sorted(names: readonly string[]): readonly string[] {
  return [...new Set(names)].sort();
}
