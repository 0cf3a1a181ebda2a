/** Who sends an HTTP request. */
import type { Caller } from "#schema/canonical/caller.ts";
import { HttpRefusal } from "../http/body.ts";
import { InvalidToken } from "./invalid-token.ts";
import type { Verify } from "./verify.ts";

/** The caller of the request's bearer token. Throws HttpRefusal 401 with the challenge of RFC 6750, section 3. */
export async function identify(verify: Verify, authorization: string | undefined): Promise<Caller> {
  const token = /^Bearer +(\S+)$/i.exec(authorization ?? "")?.[1];
  if (!token) throw new HttpRefusal(401, "Send a bearer token in the Authorization header", { "www-authenticate": 'Bearer realm="andon"' });
  try {
    return await verify(token);
  } catch (fault) {
    if (!(fault instanceof InvalidToken)) throw fault;
    const challenge = `Bearer realm="andon", error="invalid_token", error_description="${fault.message}"`;
    throw new HttpRefusal(401, fault.message, { "www-authenticate": challenge });
  }
}

/** As `identify`, for what only a caller with a scope may have. Throws HttpRefusal 403 that names the scope. */
export async function identifyWithScope(verify: Verify, authorization: string | undefined, scope: string): Promise<Caller> {
  const caller = await identify(verify, authorization);
  if (caller.scopes.includes(scope)) return caller;
  const challenge = `Bearer realm="andon", error="insufficient_scope", scope="${scope}"`;
  throw new HttpRefusal(403, `A token with the scope ${scope} is needed`, { "www-authenticate": challenge });
}
