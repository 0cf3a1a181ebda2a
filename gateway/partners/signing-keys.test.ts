import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, it } from "node:test";
import { jwtVerify, SignJWT } from "jose";
import { SigningKeys } from "./signing-keys.ts";

const hour = 3_600_000;
const day = 24 * hour;

describe("the gateway's signing keys", () => {
  let folder: string;
  let now: number;
  const clock = (): number => now;
  const published = (keys: SigningKeys): readonly (string | undefined)[] => keys.jwks.keys.map(({ kid }) => kid);
  const sign = ({ current: { kid, privateKey } }: SigningKeys): Promise<string> =>
    new SignJWT({}).setProtectedHeader({ alg: "ES256", kid }).sign(privateKey);

  beforeEach(() => {
    folder = join(mkdtempSync(join(tmpdir(), "andon-keys-")), "keys");
    now = Date.now();
  });
  afterEach(() => rmSync(join(folder, ".."), { recursive: true }));

  it("are made when there are none, for their owner's eyes alone", async () => {
    const keys = new SigningKeys(folder, clock);
    await jwtVerify(await sign(keys), keys.find);
    assert.equal(statSync(folder).mode & 0o777, 0o700);
    assert.deepEqual(
      readdirSync(folder).map((name) => statSync(join(folder, name)).mode & 0o777),
      [0o600],
    );
    assert.equal(JSON.stringify(keys.jwks).includes('"d"'), false);
    assert.deepEqual(keys.jwks.keys[0] && { ...keys.jwks.keys[0], x: "", y: "", kid: "" }, {
      kty: "EC",
      crv: "P-256",
      alg: "ES256",
      use: "sig",
      x: "",
      y: "",
      kid: "",
    });
  });

  it("stay the same over a restart", async () => {
    const token = await sign(new SigningKeys(folder, clock));
    await jwtVerify(token, new SigningKeys(folder, clock).find);
  });

  it("are published a day before they sign, and until the last token is over", async () => {
    const keys = new SigningKeys(folder, clock);
    const [first] = published(keys);
    now += 28 * day;
    assert.deepEqual(published(keys), [first]);
    now += day;
    const [, second] = published(keys);
    assert.ok(second);
    assert.equal(keys.current.kid, first);
    now += day - 1;
    assert.equal(keys.current.kid, first);
    const token = await sign(keys);
    now += 1;
    assert.equal(keys.current.kid, second);
    assert.deepEqual(published(keys), [first, second]);
    await jwtVerify(token, keys.find);
    now += hour + 60_000;
    assert.deepEqual(published(keys), [second]);
    await assert.rejects(jwtVerify(token, keys.find), { code: "ERR_JWKS_NO_MATCHING_KEY" });
    assert.equal(readdirSync(folder).length, 1);
  });

  it("sign at once after a long rest, with the next one under way", () => {
    const [first] = published(new SigningKeys(folder, clock));
    now += 100 * day;
    const keys = new SigningKeys(folder, clock);
    assert.equal(keys.current.kid, first);
    assert.equal(published(keys).length, 2);
    now += day;
    assert.notEqual(keys.current.kid, first);
  });

  it("are known to every process that shares the folder", async () => {
    const one = new SigningKeys(folder, clock);
    const other = new SigningKeys(folder, clock);
    now += 29 * day;
    const next = published(one)[1];
    now += day;
    assert.equal(one.current.kid, next);
    await jwtVerify(await sign(one), other.find);
    assert.equal(other.current.kid, next);
  });
});
