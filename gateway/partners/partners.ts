/** Partners as the gateway takes them: it issues their tokens, knows them again, and notices when they are taken back. */
import type { JWTPayload } from "jose";
import type { Logger } from "pino";
import type { Caller } from "#schema/canonical/caller.ts";
import type { AuditLog } from "../audit/audit-log.ts";
import type { Auditor } from "../audit/auditor.ts";
import type { DocumentLevel } from "../documents/trusted-documents.ts";
import type { Route } from "../http/server.ts";
import type { Revocations } from "../identity/expiry.ts";
import { InvalidToken } from "../identity/invalid-token.ts";
import type { Admission, Issuer, Verify } from "../identity/verify.ts";
import { AccessTokens, stateOf } from "./access-tokens.ts";
import { PartnerDirectory, type TokenState } from "./directory.ts";
import { OAuthRecord } from "./oauth/record.ts";
import { oauthRoute } from "./oauth/routes.ts";
import type { PartnerRegistry } from "./partner-registry.ts";
import { SigningKeys } from "./signing-keys.ts";
import { UsageCounter } from "./usage.ts";

export interface PartnersOptions {
  /** Where partners are kept; it stays open until the gateway has stopped. */
  readonly registry: PartnerRegistry;
  /** Folder of the keys that sign their tokens; shared by all processes that share the registry. */
  readonly keysFolder: string;
  /** `iss` of their tokens: the gateway's own address as partners reach it, without a path. */
  readonly issuer: string;
  /** `aud` of their tokens. */
  readonly audience: string;
  /** Whether they may ask for the schema; they may not by default. */
  readonly introspection?: boolean;
}

export class Partners implements Revocations, Admission {
  readonly #options: PartnersOptions;
  readonly #directory: PartnerDirectory;
  readonly #keys: SigningKeys;
  /** What is to be looked up for callers that came in by a token of ours. */
  readonly #states = new WeakMap<Caller, TokenState>();
  readonly usage: UsageCounter;

  /** Throws when the registry or the keys cannot be read. */
  constructor(options: PartnersOptions, log: Logger) {
    const { registry, keysFolder, issuer } = options;
    this.#options = options;
    this.#keys = new SigningKeys(keysFolder);
    this.#directory = new PartnerDirectory(registry, log);
    this.usage = new UsageCounter(registry, issuer, log);
  }

  /** The source by which their tokens are verified, beside the identity providers. */
  get tokenIssuer(): Issuer {
    const { issuer, audience } = this.#options;
    const keys = { find: this.#keys.find, refresh: async () => 0 };
    return {
      issuer,
      audience,
      algorithms: ["ES256"],
      typ: "at+jwt",
      jwks: { keys },
      admission: this,
    };
  }

  /** `/oauth/*` and the metadata. */
  route(verify: Verify, log: AuditLog | null, auditor: Auditor | null): Route {
    const { registry, issuer, audience } = this.#options;
    const tokens = new AccessTokens({ issuer, audience, keys: this.#keys });
    const record = new OAuthRecord(issuer, log, auditor);
    return oauthRoute({ tokens, directory: this.#directory, registry, keys: this.#keys, issuer, audience, record, verify });
  }

  /** What becomes of a partner's operations that are not stored; undefined where nothing is said of it. */
  allowedDocuments(name: string): DocumentLevel | undefined {
    return this.#directory.get(name)?.allowedDocuments ?? undefined;
  }

  /** Whether a caller, a partner or not, may ask for the schema. */
  mayIntrospect(caller: Caller | null): boolean {
    return this.#options.introspection === true || caller === null || caller.issuer !== this.#options.issuer;
  }

  onRevoked(caller: Caller, callBack: () => void): () => void {
    const state = this.#states.get(caller);
    if (!state) return () => undefined;
    const look = (): void => {
      if (!this.#directory.isGood(state)) callBack();
    };
    // It may have been revoked since it was verified.
    look();
    return this.#directory.watch(look);
  }

  /** Writes what is left of the usage. */
  stop(): void {
    this.usage.close();
    this.#directory.close();
  }

  admit(payload: JWTPayload, caller: Caller): Caller {
    const state = stateOf(payload);
    this.#ensureGood(state);
    // A partner's users spend what the partner has: it gets no more by naming more of them.
    const admitted = { ...caller, paidBy: state.partner };
    this.#states.set(admitted, state);
    return admitted;
  }

  readmit(caller: Caller): void {
    const state = this.#states.get(caller);
    if (state) this.#ensureGood(state);
  }

  #ensureGood(state: TokenState): void {
    orUnchecked(() => this.#directory.ensureFresh());
    // Another process may have issued it to a partner, or under a grant, that is new.
    if (!this.#directory.isGood(state)) orUnchecked(() => this.#directory.refresh());
    if (!this.#directory.isGood(state)) throw new InvalidToken("The token has been revoked");
  }
}

/** Throws InvalidToken when nobody can say what was revoked. */
function orUnchecked(look: () => void): void {
  try {
    look();
  } catch (fault) {
    throw new InvalidToken("The token cannot be checked at present; send it again later", { cause: fault });
  }
}
