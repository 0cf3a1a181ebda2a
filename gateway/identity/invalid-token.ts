/** The token is not good; the message says why and is safe to tell. */
export class InvalidToken extends Error {
  override readonly name = "InvalidToken";
}
