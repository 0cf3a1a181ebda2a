/** The user called or configured Andon wrongly; the message says how to do it right, and the exit code is 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
