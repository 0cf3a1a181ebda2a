/** A request to an OAuth endpoint that is refused: RFC 6749, section 5.2. */

export type OAuthError =
  | "invalid_request"
  | "invalid_client"
  | "invalid_grant"
  | "invalid_scope"
  | "invalid_target"
  | "invalid_token"
  | "insufficient_scope"
  | "unauthorized_client"
  | "unsupported_grant_type"
  | "temporarily_unavailable";

export class OAuthRefusal extends Error {
  override readonly name = "OAuthRefusal";
  readonly error: OAuthError;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;

  /** The message is told as `error_description`, which knows no quotation marks and backslashes. */
  constructor(error: OAuthError, message: string, status = 400, headers: Readonly<Record<string, string>> = {}) {
    super(message.replace(/[^\x20\x21\x23-\x5B\x5D-\x7E]/g, "?"));
    this.error = error;
    this.status = status;
    this.headers = headers;
  }
}
