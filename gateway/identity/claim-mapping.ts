/**
 * Which claims of an issuer's tokens say what a caller may see, and what their values mean here. Identity providers name
 * these things by groups and roles of the company; a landscape says once what each of them grants.
 */
import type { JWTPayload } from "jose";
import type { Caller } from "#schema/canonical/caller.ts";
import { InvalidToken } from "./invalid-token.ts";

/** What is left out is read from the claims `scope`, `plants` and `supplier` of RFC 9068 style tokens. */
export interface ClaimMapping {
  /** With `map`, each value stands for the scopes behind it, with spaces between; without, the values are the scopes. */
  readonly scopes?: { readonly from: string; readonly map?: Readonly<Record<string, string>> };
  /** With `map`, each value stands for the plants behind it, `*` for all; without, the values are the plants. */
  readonly plants?: { readonly from: string; readonly map?: Readonly<Record<string, readonly string[] | "*">> };
  /** The claim is the supplier's number; a token without it is no supplier's. */
  readonly supplier?: { readonly from: string };
}

/** Scopes that the claims grant. Without a mapping they are in `scope` (RFC 8693, section 4.2). Throws InvalidToken. */
export function scopesOf(payload: JWTPayload, mapping: ClaimMapping["scopes"]): readonly string[] {
  if (!mapping) {
    const { scope } = payload;
    if (scope !== undefined && typeof scope !== "string") throw new InvalidToken("The token's scope claim is not a text");
    return wordsOf(scope ?? "");
  }
  const values = valuesAt(payload, mapping.from);
  const { map } = mapping;
  return unique(map ? values.flatMap((value) => wordsOf(granted(map, value) ?? "")) : values);
}

/** Plants that the claims grant. Without a mapping they are in `plants`: a list of codes, or `*` for all. Throws InvalidToken. */
export function plantsOf(payload: JWTPayload, mapping: ClaimMapping["plants"]): Caller["plants"] {
  if (!mapping) {
    const { plants = [] } = payload;
    if (plants === "*") return "ALL";
    if (isTextList(plants)) return plants;
    throw new InvalidToken("The token's plants claim is neither a list of codes nor *");
  }
  const values = valuesAt(payload, mapping.from);
  const { map } = mapping;
  // With a map, a `*` in the token is a value like any other: only the landscape can grant all plants.
  const plants = map ? values.flatMap((value) => granted(map, value) ?? []) : values;
  return plants.includes("*") ? "ALL" : unique(plants);
}

/** The supplier whose lines alone the caller may see; null when the token is no supplier's. Throws InvalidToken. */
export function supplierOf(payload: JWTPayload, { from }: NonNullable<ClaimMapping["supplier"]> = { from: "supplier" }): string | null {
  const supplier = claimAt(payload, from);
  if (supplier === undefined) return null;
  if (typeof supplier === "string" && supplier !== "") return supplier;
  throw new InvalidToken(`The token's ${from} claim is not a supplier's number as a text`);
}

/** A list as it is, so that a group's name may have spaces; a text by its spaces; nothing when the claim is missing. */
function valuesAt(payload: JWTPayload, from: string): readonly string[] {
  const claim = claimAt(payload, from);
  if (claim === undefined) return [];
  if (typeof claim === "string") return wordsOf(claim);
  if (isTextList(claim)) return claim;
  throw new InvalidToken(`The token's ${from} claim is neither a list of texts nor a text`);
}

/** The claim of exactly that name, else the one that its dots lead to, such as `realm_access.roles`. */
function claimAt(payload: JWTPayload, from: string): unknown {
  if (Object.hasOwn(payload, from)) return payload[from];
  let found: unknown = payload;
  for (const name of from.split(".")) {
    if (found === undefined) return undefined;
    if (typeof found !== "object" || found === null || Array.isArray(found))
      throw new InvalidToken(`The token's ${from} claim is not inside an object`);
    found = Object.hasOwn(found, name) ? (found as Record<string, unknown>)[name] : undefined;
  }
  return found;
}

/** Own entries only: a group that is called `constructor` grants nothing. */
function granted<T>(map: Readonly<Record<string, T>>, value: string): T | undefined {
  return Object.hasOwn(map, value) ? map[value] : undefined;
}

function wordsOf(text: string): readonly string[] {
  return text.split(" ").filter((word) => word !== "");
}

function unique(values: readonly string[]): readonly string[] {
  return [...new Set(values)];
}

function isTextList(claim: unknown): claim is readonly string[] {
  return Array.isArray(claim) && claim.every((item) => typeof item === "string");
}
