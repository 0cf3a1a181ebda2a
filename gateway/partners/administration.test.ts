import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, it } from "node:test";
import { pino } from "pino";
import type { Caller } from "#schema/canonical/caller.ts";
import { type NewPartner, type PartnerAdministration, PartnerFault } from "#schema/canonical/partner.ts";
import type { AuditLog } from "../audit/audit-log.ts";
import { openSqliteAuditLog } from "../audit/sqlite-audit-log.ts";
import { administerPartners } from "./administration.ts";
import { fitsAny } from "./client-secret.ts";
import type { PartnerRegistry } from "./partner-registry.ts";
import { openSqlitePartnerRegistry } from "./sqlite-partner-registry.ts";

const acme: NewPartner = {
  name: "acme",
  scopes: ["supplier-commitment:read"],
  plants: ["1010"],
  supplier: "100007",
  tier: null,
  allowedDocuments: null,
  expiresAt: null,
  keys: null,
};
const eva = { operator: "eva" };
const day = 86_400;

describe("looking after partners", () => {
  let folder: string;
  let registry: PartnerRegistry;
  let audit: AuditLog;
  let partners: PartnerAdministration;
  const isLetIn = (secret: string | null, now = Date.now()): boolean => fitsAny(secret ?? "", registry.find("acme")?.secrets ?? [], now);
  const refused = (work: () => unknown, code: PartnerFault["code"], field: PartnerFault["field"]): void =>
    assert.throws(work, (fault) => fault instanceof PartnerFault && fault.code === code && fault.field === field);

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "andon-partners-"));
    registry = openSqlitePartnerRegistry(join(folder, "partners.db"));
    audit = openSqliteAuditLog(join(folder, "audit.db"), pino({ level: "silent" }));
    partners = administerPartners(registry, audit, { plants: ["1010", "2010"], tiers: ["standard", "gold"] });
  });
  afterEach(() => {
    registry.close();
    audit.close();
    rmSync(folder, { recursive: true });
  });

  it("tells a new partner's secret once, and keeps what cannot be turned back into it", () => {
    const { secret, partner } = partners.add(acme, eva);
    assert.match(secret ?? "", /^andon_secret_[\w-]{43}$/);
    assert.equal(isLetIn(secret), true);
    assert.equal(isLetIn(`${secret}x`), false);
    assert.equal(JSON.stringify(partner).includes("hash"), false);
    registry.close();
    assert.equal(readFileSync(join(folder, "partners.db")).includes(secret ?? ""), false);
    assert.equal(JSON.stringify(audit.read({})).includes(secret ?? ""), false);
    registry = openSqlitePartnerRegistry(join(folder, "partners.db"));
  });

  it("rotates a secret without a moment in which none is good", () => {
    const first = partners.add(acme, eva);
    const second = partners.rotateSecret("acme", { keepsPreviousSeconds: day }, eva);
    assert.deepEqual([isLetIn(first.secret), isLetIn(second.secret)], [true, true]);
    const afterwards = Date.now() + day * 1_000;
    assert.deepEqual([isLetIn(first.secret, afterwards), isLetIn(second.secret, afterwards)], [false, true]);
    assert.equal(registry.find("acme")?.grantVersion, 1, "tokens go on");
  });

  it("keeps two secrets at most, and a second rotation does not prolong the first", () => {
    const first = partners.add(acme, eva);
    const second = partners.rotateSecret("acme", { keepsPreviousSeconds: 60 }, eva);
    const third = partners.rotateSecret("acme", { keepsPreviousSeconds: day }, eva);
    assert.deepEqual(
      [first, second, third].map(({ secret }) => isLetIn(secret)),
      [false, true, true],
    );
    assert.equal(partners.find("acme")?.secrets.length, 2);
  });

  it("ends a leaked secret at once, and the tokens that it got", () => {
    const first = partners.add(acme, eva);
    const second = partners.rotateSecret("acme", { keepsPreviousSeconds: 0 }, eva);
    assert.deepEqual([isLetIn(first.secret), isLetIn(second.secret)], [false, true]);
    assert.equal(registry.find("acme")?.grantVersion, 2);
  });

  it("raises the version of a grant that is changed, so that older tokens are known", () => {
    partners.add(acme, eva);
    const changed = partners.change("acme", { plants: ["2010"], tier: "gold" }, eva);
    assert.deepEqual([changed.plants, changed.tier, changed.scopes], [["2010"], "gold", acme.scopes]);
    assert.equal(registry.find("acme")?.grantVersion, 2);
  });

  it("revokes for good", () => {
    const { secret } = partners.add(acme, eva);
    assert.notEqual(partners.revoke("acme", eva).revokedAt, null);
    assert.equal(isLetIn(secret), false);
    refused(() => partners.rotateSecret("acme", { keepsPreviousSeconds: 0 }, eva), "REVOKED", "name");
    refused(() => partners.revoke("acme", eva), "REVOKED", "name");
    refused(() => partners.add(acme, eva), "NAME_TAKEN", "name");
  });

  it("records who did what", () => {
    partners.add(acme, eva);
    partners.rotateSecret("acme", { keepsPreviousSeconds: 60 }, eva);
    partners.revoke("acme", { ...operator, subject: "max" });
    assert.deepEqual(
      audit.read({ action: "partner" }).map(({ who, action, what }) => [who.subject, action, what.name]),
      [
        ["eva", "partner.added", "acme"],
        ["eva", "partner.rotated", "acme"],
        ["max", "partner.revoked", "acme"],
      ],
    );
  });

  const operator: Caller = {
    subject: "olga",
    scopes: ["supplier-commitment:read", "partner:manage"],
    plants: ["1010"],
    supplier: null,
    expiresAt: 0,
  };

  it("lets a caller grant what it has, and no more", () => {
    partners.add(acme, operator);
    const other = { ...acme, name: "other" };
    refused(() => partners.add({ ...other, scopes: ["sync:read"] }, operator), "NOT_YOURS_TO_GRANT", "scopes");
    refused(() => partners.add({ ...other, plants: "ALL" }, operator), "NOT_YOURS_TO_GRANT", "plants");
    refused(() => partners.add({ ...other, plants: ["2010"] }, operator), "NOT_YOURS_TO_GRANT", "plants");
    refused(() => partners.add({ ...other, supplier: null }, { ...operator, supplier: "100007" }), "NOT_YOURS_TO_GRANT", "supplier");
    partners.add({ ...acme, name: "wide", plants: "ALL" }, eva);
    refused(() => partners.rotateSecret("wide", { keepsPreviousSeconds: 0 }, operator), "NOT_YOURS_TO_GRANT", "plants");
    refused(() => partners.change("wide", { plants: ["1010"] }, operator), "NOT_YOURS_TO_GRANT", "plants");
  });

  it("takes a partner's public keys instead of a secret", () => {
    const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const jwk = { ...publicKey.export({ format: "jwk" }), kid: "one" };
    const { secret, partner } = partners.add({ ...acme, keys: JSON.stringify({ keys: [jwk] }) }, eva);
    assert.deepEqual([secret, partner.keyIds, partner.secrets], [null, ["one"], []]);
    refused(() => partners.rotateSecret("acme", { keepsPreviousSeconds: 0 }, eva), "NO_SECRET", "name");
    const next = { ...generateKeyPairSync("ed25519").publicKey.export({ format: "jwk" }), kid: "two" };
    const both = partners.replaceKeys("acme", { keys: JSON.stringify({ keys: [jwk, next] }), endsTokens: false }, eva);
    assert.deepEqual([both.keyIds, registry.find("acme")?.grantVersion], [["one", "two"], 1]);
    const leaked = partners.replaceKeys("acme", { keys: JSON.stringify(next), endsTokens: true }, eva);
    assert.deepEqual([leaked.keyIds, registry.find("acme")?.grantVersion], [["two"], 2]);
    const other = { ...acme, name: "other" };
    const weak = generateKeyPairSync("rsa", { modulusLength: 1_024 }).publicKey.export({ format: "jwk" });
    for (const keys of ["{", "[]", '{"keys":[]}', '{"kty":"oct","k":"AA"}', "null", '{"kty":"EC"}', JSON.stringify(weak)]) {
      refused(() => partners.add({ ...other, keys }, eva), "INVALID", "keys");
    }
    refused(() => partners.add({ ...other, keys: JSON.stringify(privateKey.export({ format: "jwk" })) }, eva), "INVALID", "keys");
  });

  it("takes keys in place of the secrets that a partner had", () => {
    const { secret } = partners.add(acme, eva);
    const jwk = generateKeyPairSync("ec", { namedCurve: "P-256" }).publicKey.export({ format: "jwk" });
    const replaced = partners.replaceKeys("acme", { keys: JSON.stringify(jwk), endsTokens: false }, eva);
    assert.deepEqual([isLetIn(secret), replaced.keyIds, replaced.secrets], [false, ["(no kid)"], []]);
    refused(() => partners.replaceKeys("acme", { keys: "{", endsTokens: false }, eva), "INVALID", "keys");
  });

  for (const [field, wrong] of [
    ["name", { name: "a b" }],
    ["name", { name: "" }],
    ["scopes", { scopes: [] }],
    ["scopes", { scopes: ["a b"] }],
    ["plants", { plants: [] }],
    ["plants", { plants: ["*"] }],
    ["plants", { plants: ["1010", "9999"] }],
    ["supplier", { supplier: "" }],
    ["tier", { tier: "platinum" }],
    ["expiresAt", { expiresAt: "soon" }],
  ] as const) {
    it(`says what is wrong with the ${field} ${JSON.stringify(Object.values(wrong)[0])}`, () => {
      refused(() => partners.add({ ...acme, ...wrong }, eva), "INVALID", field);
      assert.equal(registry.count({ isRevoked: null }), 0);
    });
  }
});
