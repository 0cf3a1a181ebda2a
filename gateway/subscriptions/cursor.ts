/**
 * Cursors of subscriptions, as clients hold them: positions in the change log, signed, and good only for the operation, its
 * variables and the access that they were given with. A cursor says nothing that its holder may not know and cannot be made up.
 */
import { createHmac, timingSafeEqual } from "node:crypto";
import { refuse } from "../engine/refusal.ts";

/** Bytes of the HMAC-SHA256 that are kept; 128 bits cannot be guessed (RFC 2104, section 5). */
const signatureBytes = 16;

export class CursorSigner {
  readonly #secret: string;

  /** `secret`: shared by all processes that serve the same clients. */
  constructor(secret: string) {
    this.#secret = secret;
  }

  /** `binding` stands for what the cursor is good for. */
  sign(positions: string, binding: string): string {
    return `${positions}.${this.#signatureOf(positions, binding).toString("base64url")}`;
  }

  /** The positions. Throws OperationRefused, in the same words whatever is wrong. */
  open(cursor: string, binding: string): string {
    const [positions = "", signature = "", ...rest] = cursor.split(".");
    const given = Buffer.from(signature, "base64url");
    const right = this.#signatureOf(positions, binding);
    if (rest.length > 0 || given.length !== right.length || !timingSafeEqual(given, right)) {
      throw refuse(
        "after: is no cursor of this subscription; give the one of an event of the same operation with the same variables and access, or leave it out and ask for a snapshot",
        "BAD_USER_INPUT",
      );
    }
    return positions;
  }

  #signatureOf(positions: string, binding: string): Buffer {
    return createHmac("sha256", this.#secret).update(`${binding}\n${positions}`).digest().subarray(0, signatureBytes);
  }
}
