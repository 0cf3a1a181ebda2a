/**
 * The gateway's own keys, by which partners' tokens are signed (ES256). Each is a file of its own that is never changed, so that
 * processes that share the folder need not agree on anything but the time: the next key is published a day before it signs, and the
 * last one until nothing that it signed is good any more.
 */
import { createPrivateKey, createPublicKey, generateKeyPairSync, type JsonWebKeyInput, type KeyObject, randomUUID } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { errors, type JSONWebKeySet, type JWTVerifyGetKey } from "jose";

interface KeyFile {
  readonly kid: string;
  /** Unix ms from which on it signs. */
  readonly signsFrom: number;
  /** Private JWK. */
  readonly key: Readonly<Record<string, unknown>>;
}

interface SigningKey {
  readonly kid: string;
  readonly signsFrom: number;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

const day = 86_400_000;
const signsForMs = 30 * day;
/** Whoever keeps a copy of the JWKS has asked for it anew by then. */
const publishedBeforeMs = day;
/** Tokens live for 15 minutes; clocks differ. */
const publishedAfterMs = 3_600_000;
/** The folder is looked at this often for what other processes made. */
const looksEveryMs = 60_000;
/** For a key that is not known yet, it is looked at again after so long. */
const looksAgainAfterMs = 1_000;

export class SigningKeys {
  readonly #folder: string;
  readonly #now: () => number;
  #keys: readonly SigningKey[] = [];
  #lookedAt = Number.NEGATIVE_INFINITY;

  /** Keys in `folder`, which is made where there is none; nobody but its owner may read it. `now` is the clock, in Unix ms. */
  constructor(folder: string, now: () => number = Date.now) {
    this.#folder = folder;
    this.#now = now;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    this.#tend();
  }

  /** The key that signs now. */
  get current(): { readonly kid: string; readonly privateKey: KeyObject } {
    if (this.#now() - this.#lookedAt >= looksEveryMs) this.#tend();
    const key = this.#keys.findLast(({ signsFrom }) => signsFrom <= this.#now());
    if (!key) throw new Error(`No key in ${this.#folder} signs yet; is the clock right?`);
    return key;
  }

  /** The public keys of all tokens that may be good, and of those to come (RFC 7517, section 5). */
  get jwks(): JSONWebKeySet {
    if (this.#now() - this.#lookedAt >= looksEveryMs) this.#tend();
    return { keys: this.#keys.map(({ kid, publicKey }) => ({ ...publicKey.export({ format: "jwk" }), kid, alg: "ES256", use: "sig" })) };
  }

  /** The public key that a token's header names. Throws JWKSNoMatchingKey. */
  readonly find: JWTVerifyGetKey = ({ kid }) => {
    const known = this.#byId(kid);
    if (known) return known;
    if (this.#now() - this.#lookedAt >= looksAgainAfterMs) this.#tend();
    const found = this.#byId(kid);
    if (found) return found;
    throw new errors.JWKSNoMatchingKey();
  };

  #byId(kid: string | undefined): KeyObject | undefined {
    return this.#keys.find((key) => key.kid === kid)?.publicKey;
  }

  /** Reads the folder, lets go of what has served its time, and makes the next key when it is due. */
  #tend(): void {
    const now = this.#now();
    this.#lookedAt = now;
    const files = this.#read();
    const isOver = (index: number): boolean => {
      const next = files[index + 1];
      return next !== undefined && next.signsFrom + publishedAfterMs < now;
    };
    const kept = files.filter(({ kid }, index) => {
      if (isOver(index)) rmSync(this.#fileOf(kid), { force: true });
      return !isOver(index);
    });
    const last = kept.at(-1);
    if (!last) kept.push(this.#make(now));
    else if (last.signsFrom + signsForMs - publishedBeforeMs <= now) {
      kept.push(this.#make(Math.max(last.signsFrom + signsForMs, now + publishedBeforeMs)));
    }
    this.#keys = kept.map((file) => this.#keys.find(({ kid }) => kid === file.kid) ?? toKey(file));
  }

  /** By the time from which on they sign; of two processes that made the first one together, the one that others take too comes last. */
  #read(): readonly KeyFile[] {
    const names = readdirSync(this.#folder).filter((name) => name.endsWith(".json"));
    const files = names.flatMap((name) => {
      try {
        return [JSON.parse(readFileSync(join(this.#folder, name), "utf8")) as KeyFile];
      } catch (fault) {
        // Another process has just let go of it.
        if ((fault as NodeJS.ErrnoException).code === "ENOENT") return [];
        throw fault;
      }
    });
    return files.sort((a, b) => a.signsFrom - b.signsFrom || (a.kid < b.kid ? -1 : 1));
  }

  #make(signsFrom: number): KeyFile {
    const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const file: KeyFile = { kid: randomUUID(), signsFrom, key: { ...privateKey.export({ format: "jwk" }) } };
    // Under its name it is there as a whole or not at all.
    const unfinished = `${this.#fileOf(file.kid)}.unfinished`;
    writeFileSync(unfinished, JSON.stringify(file), { mode: 0o600, flag: "wx" });
    renameSync(unfinished, this.#fileOf(file.kid));
    return file;
  }

  #fileOf(kid: string): string {
    return join(this.#folder, `${kid}.json`);
  }
}

function toKey({ kid, signsFrom, key }: KeyFile): SigningKey {
  const jwk = { key, format: "jwk" } as JsonWebKeyInput;
  return { kid, signsFrom, privateKey: createPrivateKey(jwk), publicKey: createPublicKey(jwk) };
}
