/** How a client says who it is: RFC 6749, section 2.3.1, and RFC 7523, section 2.2. Nothing here is proven yet. */
import { decodeJwt } from "jose";
import { type Form, readParameter } from "./form.ts";
import { OAuthRefusal } from "./refusal.ts";

export type Credentials =
  | { readonly method: "client_secret_basic" | "client_secret_post"; readonly client: string; readonly secret: string }
  | { readonly method: "private_key_jwt"; readonly client: string; readonly assertion: string };

const assertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/** Throws OAuthRefusal where a client says nothing of itself, or says it in several ways. */
export function readCredentials(authorization: string | undefined, form: Form): Credentials {
  const [inHeader, secret, assertion] = [authorization !== undefined, form.has("client_secret"), form.has("client_assertion")];
  const ways = [inHeader, secret, assertion].filter(Boolean).length;
  if (ways > 1) throw new OAuthRefusal("invalid_request", "Say in one way who you are: by HTTP Basic, client_secret or client_assertion");
  if (ways === 0) throw unauthenticated("Say who you are: by HTTP Basic, by client_id and client_secret, or by client_assertion");
  const credentials = readOnly(authorization, form);
  const named = form.get("client_id");
  if (named !== undefined && named !== credentials.client) {
    throw new OAuthRefusal("invalid_request", "client_id is not the client of the credentials; leave it out or send the same");
  }
  return credentials;
}

/** 401, which names HTTP Basic as the way to come in, as a client that used it must be told. */
export function unauthenticated(message: string): OAuthRefusal {
  return new OAuthRefusal("invalid_client", message, 401, { "www-authenticate": 'Basic realm="andon", charset="UTF-8"' });
}

function readOnly(authorization: string | undefined, form: Form): Credentials {
  if (authorization !== undefined) return readBasic(authorization);
  if (!form.has("client_assertion")) {
    return { method: "client_secret_post", client: readParameter(form, "client_id"), secret: readParameter(form, "client_secret") };
  }
  if (readParameter(form, "client_assertion_type") !== assertionType) {
    throw new OAuthRefusal("invalid_request", `client_assertion_type is not ${assertionType}`);
  }
  const assertion = readParameter(form, "client_assertion");
  try {
    return { method: "private_key_jwt", client: String(decodeJwt(assertion).sub), assertion };
  } catch {
    throw unauthenticated("client_assertion is not a JWT");
  }
}

/** Name and secret are form-encoded within Basic (RFC 6749, section 2.3.1). */
function readBasic(authorization: string): Credentials {
  const encoded = /^Basic +([A-Za-z0-9+/=_-]+)$/i.exec(authorization)?.[1];
  const [, client, secret] = /^([^:]*):(.*)$/s.exec(Buffer.from(encoded ?? "", "base64").toString("utf8")) ?? [];
  if (client === undefined || secret === undefined) throw unauthenticated("The Authorization header is not HTTP Basic");
  try {
    const [name, word] = [client, secret].map((part) => decodeURIComponent(part.replaceAll("+", " ")));
    return { method: "client_secret_basic", client: name ?? "", secret: word ?? "" };
  } catch {
    throw unauthenticated("Name and secret within HTTP Basic are not form-encoded");
  }
}
