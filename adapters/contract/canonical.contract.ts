/** Holds a change to the event contract of its kind. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { Ajv, type ValidateFunction } from "ajv";
import type { CanonicalChange, EntityKind } from "#schema/canonical/change.ts";

const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
const validators = new Map<EntityKind, ValidateFunction>();
/** Fails unless the body is as its event contract says. */
export function assertValid({ kind, key, body }: CanonicalChange): void {
  if (body === null) return;
  let validate = validators.get(kind);
  if (validate === undefined) {
    const schema = JSON.parse(readFileSync(new URL(`../../schema/events/${kind}.v1.schema.json`, import.meta.url), "utf8")) as object;
    validate = ajv.compile(schema);
    validators.set(kind, validate);
  }
  assert.ok(validate(body), `${kind} ${key}: ${ajv.errorsText(validate.errors)} in ${JSON.stringify(body).slice(0, 500)}`);
}
