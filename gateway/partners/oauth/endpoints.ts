/** The OAuth endpoints: who may ask what, what it comes to, and what is recorded of it. */
import type { IncomingMessage } from "node:http";
import { identifyWithScope } from "../../identity/identify.ts";
import type { Verify } from "../../identity/verify.ts";
import type { AccessToken } from "../access-tokens.ts";
import type { Partner, PartnerRegistry } from "../partner-registry.ts";
import type { SigningKeys } from "../signing-keys.ts";
import { ClientAuthentication } from "./client-authentication.ts";
import { type Form, readForm, readParameter } from "./form.ts";
import { metadataOf, paths } from "./metadata.ts";
import type { OAuthRecord } from "./record.ts";
import { OAuthRefusal } from "./refusal.ts";
import { grantToken, type TokenEndpoint } from "./token-endpoint.ts";

export interface OAuthOptions extends TokenEndpoint {
  readonly registry: PartnerRegistry;
  readonly keys: SigningKeys;
  readonly issuer: string;
  readonly record: OAuthRecord;
  /** Callers with the scope `partner:manage` may introspect and revoke any token. */
  readonly verify: Verify;
}

export interface OAuthAnswer {
  /** JSON; null for an empty body. */
  readonly body: object | null;
  /** Cache-Control; nobody keeps what is told of tokens (RFC 6749, section 5.1). */
  readonly caching: string;
}

/** Who asks: a partner for itself, or somebody who looks after all of them. */
type Asking = { readonly partner: Partner } | { readonly partner: null; readonly subject: string; readonly issuer: string | null };

/** A revoked token is remembered a little longer than it lives, since clocks differ. */
const rememberedSeconds = 60;
/** Whoever keeps the keys asks again long before a new one signs. */
const anHour = "public, max-age=3600";

export class OAuthEndpoints {
  readonly #options: OAuthOptions;
  readonly #clients: ClientAuthentication;

  constructor(options: OAuthOptions) {
    const { issuer, directory, registry, record } = options;
    this.#options = options;
    this.#clients = new ClientAuthentication({
      directory,
      registry,
      audiences: [issuer, issuer + paths.token],
      onFailure: (name, method) => record.refused(name, "Client authentication failed", "invalid_client", { method }),
    });
  }

  /** RFC 6749, section 3.2. Throws OAuthRefusal, AuditUnavailable. */
  async token(request: IncomingMessage): Promise<OAuthAnswer> {
    const { record } = this.#options;
    const form = await readForm(request);
    const partner = await this.#authenticate(request, form);
    record.ensureWritable();
    try {
      const granted = await grantToken(this.#options, partner, form);
      record.issued(partner, granted, form.get("grant_type") ?? "");
      return secret(granted.answer);
    } catch (fault) {
      if (fault instanceof OAuthRefusal) record.refused(partner.name, fault.message, fault.error);
      throw fault;
    }
  }

  /** RFC 7662. Throws OAuthRefusal, HttpRefusal. */
  async introspect(request: IncomingMessage): Promise<OAuthAnswer> {
    const form = await readForm(request);
    const { partner } = await this.#authorize(request, form);
    const found = await this.#options.tokens.read(readParameter(form, "token"));
    const isTold = found && this.#options.directory.isGood(found.state) && (partner === null || found.state.partner === partner.name);
    return secret(isTold ? describe(found) : { active: false });
  }

  /** RFC 7009. Throws OAuthRefusal, HttpRefusal, AuditUnavailable. */
  async revoke(request: IncomingMessage): Promise<OAuthAnswer> {
    const { tokens, registry, directory, record, issuer } = this.#options;
    const form = await readForm(request);
    const asking = await this.#authorize(request, form);
    const found = await tokens.read(readParameter(form, "token"));
    // What is no token, or is over, is as good as revoked (RFC 7009, section 2.2).
    if (!found) return secret(null);
    if (asking.partner !== null && found.state.partner !== asking.partner.name) {
      throw new OAuthRefusal("unauthorized_client", "The token was issued to another client");
    }
    record.ensureWritable();
    registry.revokeToken({ id: found.id, until: found.expiresAt + rememberedSeconds });
    directory.refresh();
    const by = asking.partner === null ? asking : { subject: asking.partner.name, issuer };
    record.revoked(found.state.partner, found.id, by);
    return secret(null);
  }

  jwks(): OAuthAnswer {
    return { body: this.#options.keys.jwks, caching: anHour };
  }

  metadata(): OAuthAnswer {
    return { body: metadataOf(this.#options.issuer), caching: anHour };
  }

  #authenticate(request: IncomingMessage, form: Form): Promise<Partner> {
    this.#options.directory.refresh();
    return this.#clients.authenticate(request.headers.authorization, form);
  }

  async #authorize(request: IncomingMessage, form: Form): Promise<Asking> {
    const { authorization } = request.headers;
    if (!/^Bearer /i.test(authorization ?? "")) return { partner: await this.#authenticate(request, form) };
    const { subject, issuer = null } = await identifyWithScope(this.#options.verify, authorization, "partner:manage");
    this.#options.directory.refresh();
    return { partner: null, subject, issuer };
  }
}

function secret(body: object | null): OAuthAnswer {
  return { body, caching: "no-store" };
}

/** RFC 7662, section 2.2, with the claims of our own. */
function describe({ payload }: AccessToken): object {
  const { grant_version: _, origin_jti: __, ...claims } = payload;
  return { active: true, token_type: "Bearer", ...claims };
}
