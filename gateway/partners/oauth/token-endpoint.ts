/** `POST /oauth/token`: a token for a partner (RFC 6749, section 4.4), or a narrower one for a user of it (RFC 8693). */
import type { AccessToken, AccessTokens, IssuedToken, TokenRequest } from "../access-tokens.ts";
import type { PartnerDirectory } from "../directory.ts";
import type { Partner } from "../partner-registry.ts";
import { type Form, readParameter } from "./form.ts";
import { type Access, narrow } from "./narrowing.ts";
import { OAuthRefusal } from "./refusal.ts";

export const clientCredentials = "client_credentials";
export const tokenExchange = "urn:ietf:params:oauth:grant-type:token-exchange";
const accessTokenType = "urn:ietf:params:oauth:token-type:access_token";
const issuableTypes: readonly (string | undefined)[] = [undefined, accessTokenType, "urn:ietf:params:oauth:token-type:jwt"];
/** A user or device of a partner, as the partner calls it. */
const userName = /^[\w.@:+-]{1,100}$/;

export interface TokenEndpoint {
  readonly tokens: AccessTokens;
  readonly directory: PartnerDirectory;
  /** `aud` of the tokens, the only one that can be asked for. */
  readonly audience: string;
}

/** A token that was issued, and what is told with it (RFC 6749, section 5.1; RFC 8693, section 2.2.1). */
export interface Granted {
  readonly issued: IssuedToken;
  readonly access: Access;
  readonly answer: Readonly<Record<string, string | number>>;
}

/** Throws OAuthRefusal. */
export async function grantToken(endpoint: TokenEndpoint, partner: Partner, form: Form): Promise<Granted> {
  for (const name of ["audience", "resource"]) {
    const asked = form.get(name);
    if (asked !== undefined && asked !== endpoint.audience) {
      throw new OAuthRefusal("invalid_target", `Tokens are issued here for ${endpoint.audience} alone`);
    }
  }
  const grantType = readParameter(form, "grant_type");
  if (grantType === clientCredentials) {
    const access = narrow(partner, form);
    const issued = await endpoint.tokens.issue({ partner, ...access, user: null, origin: null });
    return { issued, access, answer: answerOf(issued, access) };
  }
  if (grantType !== tokenExchange) {
    throw new OAuthRefusal("unsupported_grant_type", `grant_type is neither ${clientCredentials} nor ${tokenExchange}`);
  }
  const request = await readExchange(endpoint, partner, form);
  const issued = await endpoint.tokens.issue(request);
  return { issued, access: request, answer: { ...answerOf(issued, request), issued_token_type: accessTokenType } };
}

/** A partner may exchange a token of its own, once: what came out of an exchange belongs to somebody else. */
async function readExchange({ tokens, directory }: TokenEndpoint, partner: Partner, form: Form): Promise<TokenRequest> {
  if (readParameter(form, "subject_token_type") !== accessTokenType) {
    throw new OAuthRefusal("invalid_request", `subject_token_type is not ${accessTokenType}`);
  }
  if (!issuableTypes.includes(form.get("requested_token_type"))) {
    throw new OAuthRefusal("invalid_request", `requested_token_type is not ${accessTokenType}`);
  }
  if (form.has("actor_token")) throw new OAuthRefusal("invalid_request", "actor_token is not taken; the partner itself is the actor");
  const user = form.get("subject") ?? null;
  if (user !== null && !userName.test(user)) {
    throw new OAuthRefusal("invalid_request", "subject is not a name of up to 100 letters, digits and . _ @ : + -");
  }
  const origin = await tokens.read(readParameter(form, "subject_token"));
  if (!origin || !isOwn(origin, partner) || !directory.isGood(origin.state)) {
    throw new OAuthRefusal("invalid_grant", "subject_token is no good token of this partner; get one by client_credentials");
  }
  return { partner, ...narrow(origin, form), user, origin };
}

function isOwn({ isExchanged, state }: AccessToken, { name }: Partner): boolean {
  return state.partner === name && !isExchanged;
}

function answerOf({ token, expiresInSeconds }: IssuedToken, { scopes }: Access): Granted["answer"] {
  return { access_token: token, token_type: "Bearer", expires_in: expiresInSeconds, scope: scopes.join(" ") };
}
