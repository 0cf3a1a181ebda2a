/** Public keys by which a partner signs for itself (private_key_jwt; RFC 7523, OpenID Connect Core 1.0, section 9). */
import { createPublicKey, type JsonWebKeyInput } from "node:crypto";
import { invalid } from "./grant.ts";
import type { PublicKey } from "./partner-registry.ts";

/** Algorithms that are taken of partners' signatures. */
export const assertionAlgorithms = ["ES256", "RS256", "PS256", "EdDSA"] as const;

/** Members that only a private or a secret key has (RFC 7518, section 6). */
const secretMembers = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];
const fewestRsaBits = 2_048;

/** Keys of the text of a JWK or a JWKS. Throws PartnerFault that says what is wrong with them. */
export function readPublicKeys(text: string): readonly PublicKey[] {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    throw invalid("keys", "is not JSON; give a public JWK or a JWKS");
  }
  const listed = (content as { keys?: unknown } | null)?.keys ?? content;
  const keys: readonly unknown[] = Array.isArray(listed) ? listed : [listed];
  if (keys.length === 0) throw invalid("keys", "has no key; give a public JWK or a JWKS");
  return keys.map(readPublicKey);
}

function readPublicKey(key: unknown): PublicKey {
  if (typeof key !== "object" || key === null) throw invalid("keys", "is no JWK; give a public JWK or a JWKS");
  if (secretMembers.some((member) => member in key)) throw invalid("keys", "has a private key; keep that, and give the public one alone");
  let details: ReturnType<typeof createPublicKey>;
  try {
    details = createPublicKey({ key, format: "jwk" } as JsonWebKeyInput);
  } catch {
    throw invalid("keys", `has a key that cannot be read; give keys for one of ${assertionAlgorithms.join(", ")}`);
  }
  const { asymmetricKeyType: type, asymmetricKeyDetails: facts } = details;
  const isTaken =
    type === "ed25519" ||
    (type === "ec" && facts?.namedCurve === "prime256v1") ||
    (type === "rsa" && (facts?.modulusLength ?? 0) >= fewestRsaBits);
  if (!isTaken) throw invalid("keys", `has a key that is too weak or not for one of ${assertionAlgorithms.join(", ")}`);
  return key as PublicKey;
}
