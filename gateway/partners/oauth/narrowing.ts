/** A token carries what is asked for, and never more than there is to give. */
import type { PartnerGrant } from "#schema/canonical/partner.ts";
import type { Form } from "./form.ts";
import { OAuthRefusal } from "./refusal.ts";

export type Access = Pick<PartnerGrant, "scopes" | "plants">;

/**
 * What the parameters `scope` (RFC 6749, section 3.3) and `plants`, codes with spaces between, ask of `given`; all of it where they say
 * nothing. Throws OAuthRefusal invalid_scope for what is not in it.
 */
export function narrow(given: Access, form: Form): Access {
  const scopes = wordsOf(form.get("scope")) ?? given.scopes;
  const missing = scopes.filter((scope) => !given.scopes.includes(scope));
  if (missing.length > 0)
    throw new OAuthRefusal("invalid_scope", `Not granted: ${missing.join(" ")}; granted are ${given.scopes.join(" ")}`);
  const plants = wordsOf(form.get("plants")) ?? given.plants;
  const own = given.plants;
  const foreign = plants === "ALL" || own === "ALL" ? [] : plants.filter((code) => !own.includes(code));
  if (foreign.length > 0) throw new OAuthRefusal("invalid_scope", `Plants that are not granted: ${foreign.join(" ")}`);
  return { scopes, plants };
}

/** Undefined for a parameter that is not there. Throws OAuthRefusal for one that names nothing. */
function wordsOf(text: string | undefined): readonly string[] | undefined {
  if (text === undefined) return undefined;
  const words = [...new Set(text.split(" ").filter((word) => word !== ""))];
  if (words.length === 0)
    throw new OAuthRefusal("invalid_scope", "Nothing is asked for; name scopes and plants, or leave the parameter out");
  return words;
}
