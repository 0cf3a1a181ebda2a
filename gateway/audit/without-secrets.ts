/** The last guard of what is written into the audit log: what looks like a secret is left out, whoever passed it in. */
import type { AuditFacts } from "./audit-log.ts";

const removed = "[removed]";
/** Room for an id, a name or a digest. */
const longestText = 256;
const mostFacts = 100;

/** Names of secrets, also as the end of a longer name; `tokenId` is the name of no secret. */
const secretName = /(secret|password|passphrase|token|assertion|authorization|credentials?|api_?key|private_?key|cookie)$/i;
/** A JWT or JWE, an Authorization header, a key in PEM form. */
const secretText = /\beyJ[\w-]{5,}\.[\w-]+\.|\b(bearer|basic|dpop) +[\w.~+/=-]{16,}|-----BEGIN/i;

/** The facts without secrets; long texts are cut, and at most a hundred facts and entries of a list are kept. */
export function withoutSecrets(facts: AuditFacts): AuditFacts {
  return Object.fromEntries(
    Object.entries(facts)
      .slice(0, mostFacts)
      .map(([name, value]) => [cut(name), secretName.test(name) ? removed : clean(value)]),
  );
}

function clean(value: AuditFacts[string]): AuditFacts[string] {
  if (typeof value === "string") return secretText.test(value) ? removed : cut(value);
  if (typeof value === "object") return value.slice(0, mostFacts).map((each) => String(clean(each)));
  return value;
}

function cut(text: string): string {
  return text.length > longestText ? `${text.slice(0, longestText - 1)}…` : text;
}
