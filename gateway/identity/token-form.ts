/** What is wrong with a token before its signature is looked at: its size, its parts, its header, names that come twice. */
import { decodeJwt, decodeProtectedHeader } from "jose";
import { InvalidToken } from "./invalid-token.ts";

const longestToken = 8_192;

/** Types of tokens that are no credential for an API, such as logout tokens and DPoP proofs, have names of their own (RFC 8725, section 3.11). */
const accessTokenTypes: ReadonlySet<string> = new Set(["jwt", "at+jwt", "application/at+jwt"]);

/**
 * The issuer that a token of good form claims to be of; nothing in it is proven yet. Keys and addresses of keys in the header
 * (`jwk`, `jku`, `x5c`, `x5u`) are not read: SAP's XSUAA sets `jku` in good tokens. Throws InvalidToken.
 */
export function claimedIssuer(token: string): string {
  if (token.length > longestToken) throw new InvalidToken(`The token is longer than ${longestToken} characters`);
  const { iss, header } = readForm(token);
  if ("crit" in header) throw new InvalidToken("The token's header has critical extensions");
  if (header.kid !== undefined && typeof header.kid !== "string") throw new InvalidToken("The token's kid is not a text");
  if (header.typ !== undefined && !(typeof header.typ === "string" && accessTokenTypes.has(header.typ.toLowerCase())))
    throw new InvalidToken("The token's typ is not that of an access token");
  if (header.cty !== undefined) throw new InvalidToken("The token holds another token");
  // The one thing that is looked up by what a stranger wrote.
  if (typeof iss !== "string") throw new InvalidToken("The token's iss claim is not a text");
  return iss;
}

function readForm(token: string): { readonly iss: unknown; readonly header: Readonly<Record<string, unknown>> } {
  const parts = token.split(".");
  // jose, like Buffer, would pass over padding and blanks, by which one token could be written in many ways.
  if (parts.length !== 3 || !parts.every((part) => /^[A-Za-z0-9_-]+$/.test(part))) throw new InvalidToken("The token is not a signed JWT");
  try {
    const [header = "", payload = ""] = parts.map((part) => Buffer.from(part, "base64url").toString("utf8"));
    const form = { iss: decodeJwt(token).iss, header: decodeProtectedHeader(token) };
    if (!hasRepeatedName(header) && !hasRepeatedName(payload)) return form;
  } catch (fault) {
    throw new InvalidToken("The token is not a JWT", { cause: fault });
  }
  throw new InvalidToken("The token has a name twice in one object");
}

/**
 * Whether an object of a JSON text has a name twice, at any depth, however it is escaped. Readers differ in which of the two they
 * take (RFC 7519, section 4), so that an issuer could have checked the one and we read the other. `json` is valid.
 */
function hasRepeatedName(json: string): boolean {
  const open: (Set<string> | null)[] = [];
  for (const [token, text, colon] of json.matchAll(/("(?:[^"\\]|\\.)*")\s*(:?)|[{}[\]]/g)) {
    if (token === "{") open.push(new Set());
    else if (token === "[") open.push(null);
    else if (token === "}" || token === "]") open.pop();
    else if (text && colon) {
      const names = open.at(-1);
      const name = JSON.parse(text) as string;
      if (names?.has(name)) return true;
      names?.add(name);
    }
  }
  return false;
}
