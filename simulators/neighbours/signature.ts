/** Whether a webhook is from whom it says: Standard Webhooks 1.0.0, verified by the receiver's own reading of it. */
import { createHmac, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";

const toleranceSeconds = 300;

/** The message's id. Throws a RangeError that says what is wrong. */
export function verifySignature(headers: IncomingHttpHeaders, body: string, secret: string): string {
  const [id, timestamp, signatures] = ["webhook-id", "webhook-timestamp", "webhook-signature"].map((name) => headers[name]);
  if (typeof id !== "string" || typeof timestamp !== "string" || typeof signatures !== "string") throw new RangeError("it is not signed");
  if (!(Math.abs(Date.now() / 1_000 - Number(timestamp)) <= toleranceSeconds)) throw new RangeError("its timestamp is not of now");
  const key = Buffer.from(secret.slice("whsec_".length), "base64");
  const wanted = createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest();
  const isGood = signatures.split(" ").some((signature) => {
    const given = Buffer.from(/^v1,(.+)$/.exec(signature)?.[1] ?? "", "base64");
    return given.length === wanted.length && timingSafeEqual(given, wanted);
  });
  if (!isGood) throw new RangeError("its signature is not that of this secret");
  return id;
}
