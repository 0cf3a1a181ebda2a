/** Signs what is sent, as the Standard Webhooks specification says (1.0.0, "Signature scheme"), so that the receiver knows it is ours. */
import { createHmac } from "node:crypto";

/** The specification's form of a secret: `whsec_` and 24 to 64 bytes in Base64. */
export const secretPattern = "^whsec_[A-Za-z0-9+/]{32,88}={0,2}$";

/** Headers of one delivery. `seconds` is the time of this attempt, in Unix seconds. */
export function signedHeaders(secret: string, id: string, seconds: number, body: string): Readonly<Record<string, string>> {
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  const signature = createHmac("sha256", key).update(`${id}.${seconds}.${body}`).digest("base64");
  return { "webhook-id": id, "webhook-timestamp": String(seconds), "webhook-signature": `v1,${signature}` };
}
