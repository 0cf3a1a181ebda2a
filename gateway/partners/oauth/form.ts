/** Parameters of a request to an OAuth endpoint. */
import type { IncomingMessage } from "node:http";
import { readBody } from "../../http/body.ts";
import { OAuthRefusal } from "./refusal.ts";

/** Parameters by name; one that is empty counts as left out (RFC 6749, section 3.2). */
export type Form = ReadonlyMap<string, string>;

/** Two tokens or assertions of 8 KB, and what stands around them. */
const largestBody = 32_768;

/** Throws OAuthRefusal invalid_request, and HttpRefusal for a body that is too large or not plain UTF-8. */
export async function readForm(request: IncomingMessage): Promise<Form> {
  if (!/^application\/x-www-form-urlencoded *(;|$)/i.test(request.headers["content-type"] ?? "")) {
    throw new OAuthRefusal("invalid_request", "Send the parameters as application/x-www-form-urlencoded");
  }
  const form = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(await readBody(request, largestBody))) {
    if (form.has(name)) throw new OAuthRefusal("invalid_request", `The parameter ${name} is there twice; send it once`);
    if (value !== "") form.set(name, value);
  }
  return form;
}

/** Throws OAuthRefusal invalid_request that names the parameter. */
export function readParameter(form: Form, name: string): string {
  const value = form.get(name);
  if (value === undefined) throw new OAuthRefusal("invalid_request", `The parameter ${name} is missing`);
  return value;
}
