import assert from "node:assert/strict";
import { createHmac, createPrivateKey, type KeyObject, sign as signBytes } from "node:crypto";
import { mkdtempDisposableSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { before, describe, it } from "node:test";
import { type CryptoKey, exportJWK, exportSPKI, generateKeyPair, type JWK } from "jose";
import { createVerify, type Verify } from "./verify.ts";

const issuer = "https://issuer.example";
const audience = "andon";
const now = Math.floor(Date.now() / 1_000);

let verify: Verify;
let trusted: KeyObject;
let foreign: KeyObject;
let foreignJwk: JWK;
let publicPem: string;
let rsa: KeyObject;

before(async () => {
  const [known, unknown, rsaPair] = await Promise.all([
    generateKeyPair("ES256", { extractable: true }),
    generateKeyPair("ES256", { extractable: true }),
    generateKeyPair("RS256", { extractable: true }),
  ]);
  const asNode = async (key: CryptoKey): Promise<KeyObject> => createPrivateKey({ key: (await exportJWK(key)) as never, format: "jwk" });
  [trusted, foreign, rsa] = await Promise.all([asNode(known.privateKey), asNode(unknown.privateKey), asNode(rsaPair.privateKey)]);
  foreignJwk = await exportJWK(unknown.publicKey);
  publicPem = await exportSPKI(known.publicKey);
  using folder = mkdtempDisposableSync(join(tmpdir(), "andon-jwks-"));
  const file = join(folder.path, "jwks.json");
  const keys = [
    { ...(await exportJWK(known.publicKey)), kid: "one", alg: "ES256", use: "sig" },
    // Published, but under an algorithm that the landscape does not allow.
    { ...(await exportJWK(rsaPair.publicKey)), kid: "rsa", use: "sig" },
  ];
  writeFileSync(file, JSON.stringify({ keys }));
  verify = createVerify([{ issuer, audience, algorithms: ["ES256"], typ: "at+jwt", jwks: { file } }]);
});

const encode = (part: string | object): string => Buffer.from(typeof part === "string" ? part : JSON.stringify(part)).toString("base64url");
const header = { alg: "ES256", kid: "one", typ: "at+jwt" };
const claims = { iss: issuer, aud: audience, sub: "somebody", iat: now - 10, exp: now + 300, scope: "", plants: "*" };

/** A token as any library would sign it, whatever its parts say. */
function es256(head: string | object, body: string | object, key: KeyObject = trusted): string {
  const text = `${encode(head)}.${encode(body)}`;
  return `${text}.${signBytes("sha256", Buffer.from(text), { key, dsaEncoding: "ieee-p1363" }).toString("base64url")}`;
}
const withClaims = (change: object): string => es256(header, { ...claims, ...change });
const without = (name: keyof typeof claims): string => withClaims({ [name]: undefined });
const withHeader = (change: object, key?: KeyObject): string => es256({ ...header, ...change }, claims, key);
/** Claims as written, for what JSON.stringify would not write. */
const withText = (name: string, text: string): string => es256(header, JSON.stringify({ ...claims, [name]: "@" }).replace('"@"', text));
const spoiled = (change: (parts: [string, string, string]) => string): string =>
  change(es256(header, claims).split(".") as [string, string, string]);
const rs = (alg: string, algorithm: string): string => {
  const text = `${encode({ ...header, alg, kid: "rsa" })}.${encode(claims)}`;
  return `${text}.${signBytes(algorithm, Buffer.from(text), rsa).toString("base64url")}`;
};
const hmac = (head: object, secret: string): string => {
  const text = `${encode({ ...header, ...head })}.${encode(claims)}`;
  return `${text}.${createHmac("sha256", secret).update(text).digest("base64url")}`;
};

/** What an attacker can make without a key, with a key of its own, and with a token that was meant for something else. */
const corpus: Readonly<Record<string, Readonly<Record<string, () => string>>>> = {
  "has no signature of the issuer": {
    "with the algorithm none": () => `${encode({ alg: "none", typ: "at+jwt" })}.${encode(claims)}.`,
    "with none in other letters": () => `${encode({ alg: "nOnE", typ: "at+jwt" })}.${encode(claims)}.`,
    "without an algorithm": () => withHeader({ alg: undefined }),
    "with the public key as a shared secret": () => hmac({ alg: "HS256" }, publicPem),
    "with an empty shared secret": () => hmac({ alg: "HS256" }, ""),
    "signed by another key under a known name": () => withHeader({}, foreign),
    "with the key that signed it in its header": () => withHeader({ kid: undefined, jwk: foreignJwk }, foreign),
    "with an address of its keys": () => withHeader({ jku: "https://attacker.example/jwks" }, foreign),
    "with an address of its certificate": () => withHeader({ x5u: "https://attacker.example/cert" }, foreign),
    "with a name of a key that is a path": () => withHeader({ kid: "../../../dev/null" }, foreign),
    "with a name of a key that is SQL": () => withHeader({ kid: "' OR '1'='1" }, foreign),
    "with a name of a key that every object has": () => withHeader({ kid: "__proto__" }, foreign),
    "with a name of a key that is no text": () => withHeader({ kid: { $ne: null } }, foreign),
    "with a signature of zeros": () => spoiled(([head, body]) => `${head}.${body}.${Buffer.alloc(64).toString("base64url")}`),
    "with no signature at all": () => spoiled(([head, body]) => `${head}.${body}.`),
    "with half of its signature": () => spoiled(([head, body, signature]) => `${head}.${body}.${signature.slice(0, 43)}`),
    "with other claims under its signature": () =>
      spoiled(([head, , signature]) => `${head}.${encode({ ...claims, sub: "admin" })}.${signature}`),
    "with another header over its signature": () =>
      spoiled(([, body, signature]) => `${encode({ ...header, kid: undefined })}.${body}.${signature}`),
  },
  "is signed in a way that the landscape does not allow": {
    "by RS256 with a key that is published": () => rs("RS256", "sha256"),
    "by RS384": () => rs("RS384", "sha384"),
    "by RS512": () => rs("RS512", "sha512"),
    "by ES256 under the name of ES384": () => withHeader({ alg: "ES384" }),
    "with an algorithm that is a list": () => withHeader({ alg: ["ES256"] }),
    "with an extension that must be understood": () => withHeader({ crit: ["exp"], exp: now + 300 }),
    "with an extension that nobody knows": () => withHeader({ crit: ["andon"], andon: true }),
    "with a payload that is not encoded": () => withHeader({ b64: false, crit: ["b64"] }),
    encrypted: () => `${encode({ alg: "dir", enc: "A256GCM" })}..${encode("iv")}.${encode("text")}.${encode("tag")}`,
  },
  "is no token in form": {
    "with two parts": () => spoiled(([head, body]) => `${head}.${body}`),
    "with four parts": () => `${es256(header, claims)}.x`,
    "with a line break": () => spoiled((parts) => parts.join(".\n")),
    "with characters of plain base64": () => spoiled(([head, body, signature]) => `${head}.${body}.${signature.slice(0, -2)}+/`),
    "with a header that is no JSON": () => es256("not json", claims),
    "with a header that is a list": () => es256("[]", claims),
    "with claims that are no JSON": () => es256(header, "not json"),
    "with claims that are a text": () => es256(header, '"admin"'),
    "with claims that are null": () => es256(header, "null"),
    "with claims that are no UTF-8": () =>
      spoiled(([head, , signature]) => `${head}.${Buffer.from([0xff, 0xfe]).toString("base64url")}.${signature}`),
    "longer than 8 KB": () => withClaims({ filler: "x".repeat(9_000) }),
    "with a claim twice": () => es256(header, JSON.stringify(claims).replace("{", '{"sub":"admin",')),
    "with a token inside": () => withHeader({ cty: "JWT" }),
    "that is empty": () => "",
  },
  "was not meant for us": {
    "of another issuer": () => withClaims({ iss: "https://other.example" }),
    "of an issuer with a slash more": () => withClaims({ iss: `${issuer}/` }),
    "of an issuer in other letters": () => withClaims({ iss: issuer.toUpperCase() }),
    "of several issuers": () => withClaims({ iss: [issuer] }),
    "of no issuer": () => without("iss"),
    "for another audience": () => withClaims({ aud: "other" }),
    "for an audience that begins like ours": () => withClaims({ aud: `${audience}-test` }),
    "for no audience": () => without("aud"),
    "for no audience in a list": () => withClaims({ aud: [] }),
    "for audiences that are no texts": () => withClaims({ aud: [audience, { admin: true }] }),
    "that is an ID token": () => withHeader({ typ: "JWT" }),
    "that says not what it is": () => withHeader({ typ: undefined }),
    "that is a logout token": () => withHeader({ typ: "logout+jwt" }),
  },
  "is not good at this time": {
    "that has expired": () => withClaims({ exp: now - 31 }),
    "without an expiry": () => without("exp"),
    "that expires in a text": () => withClaims({ exp: String(now + 300) }),
    "that never expires": () => withText("exp", "1e400"),
    "that expires beyond the calendar": () => withClaims({ exp: 9e15 }),
    "that expired before our era": () => withClaims({ exp: -1 }),
    "that expires at nothing": () => withClaims({ exp: null }),
    "without the time of its issue": () => without("iat"),
    "of the future": () => withClaims({ iat: now + 120 }),
    "issued at a text": () => withClaims({ iat: "today" }),
    "issued after it expires": () => withClaims({ iat: now + 20, exp: now + 10 }),
    "that is not good yet": () => withClaims({ nbf: now + 120 }),
    "not good before a text": () => withClaims({ nbf: "tomorrow" }),
  },
  "says not properly who comes and what it may": {
    "without a subject": () => without("sub"),
    "with an empty subject": () => withClaims({ sub: "" }),
    "with a blank subject": () => withClaims({ sub: " \t" }),
    "with a subject that is a number": () => withClaims({ sub: 0 }),
    "with a subject that is a list": () => withClaims({ sub: ["admin"] }),
    "with a subject that breaks a line of the log": () => withClaims({ sub: "a\nadmin signed in" }),
    "with a subject that reads backwards": () => withClaims({ sub: "a\u202enimda" }),
    "with a subject that is no Unicode": () => withText("sub", '"\\ud800"'),
    "with a client that is no name": () => withClaims({ client_id: { $ne: "" } }),
    "with a tier that is no name": () => withClaims({ tier: ["gold"] }),
    "with scopes in a list": () => withClaims({ scope: ["sync:operate"] }),
    "with plants in an object": () => withClaims({ plants: { 0: "1010" } }),
    "with plants that are no texts": () => withClaims({ plants: ["1010", 2010] }),
    "with a supplier that is a number": () => withClaims({ supplier: 100007 }),
    "with a supplier that is empty": () => withClaims({ supplier: "" }),
    "with a supplier that is null": () => withClaims({ supplier: null }),
  },
};

describe("a token that nobody should get in by", () => {
  it("differs from one that is good by one thing alone", async () => {
    assert.equal((await verify(es256(header, claims))).subject, "somebody");
  });
  for (const [kind, tokens] of Object.entries(corpus)) {
    describe(`because it ${kind}`, () => {
      for (const [name, make] of Object.entries(tokens)) {
        it(`is refused ${name}`, async () => {
          await assert.rejects(verify(make()), { name: "InvalidToken" });
        });
      }
    });
  }
});
