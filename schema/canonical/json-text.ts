/**
 * Reads JSON that others send, as strictly as a message that is kept and acted upon needs it: I-JSON (RFC 7493) asks for unique
 * names, whole characters and numbers that a double can hold. NUL, which databases and IDocs cannot hold, is not taken either.
 */

/** Text that is no JSON, or JSON that two readers may understand differently. The message names the place and the remedy. */
export class UnusableJson extends Error {
  override readonly name = "UnusableJson";
}

export interface JsonText {
  readonly value: unknown;
  /** What the text says of one entry, when the value is an array. */
  entryText(index: number): string;
}

/** Deeper than any contract, and nothing that walks a value by calling itself runs out of stack. */
const deepest = 64;

/**
 * `whole` is what the text as a whole is called in messages, `prefix` what stands before the names of its members. Throws
 * UnusableJson.
 */
export function readJsonText(text: string, whole: string, prefix = ""): JsonText {
  const scan = new Scan(text, whole, prefix);
  // Before it is parsed, since what is nested without end would take memory without end.
  scan.run();
  try {
    return { value: JSON.parse(text), entryText: (index) => scan.entryText(index) };
  } catch {
    throw new UnusableJson(`${whole} is not JSON; send one JSON value`);
  }
}

// Codes of the characters that JSON is made of.
const quote = 0x22;
const plus = 0x2b;
const comma = 0x2c;
const minus = 0x2d;
const point = 0x2e;
const zero = 0x30;
const nine = 0x39;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const openBrace = 0x7b;
const closeBrace = 0x7d;

/** An object or array that is open. */
interface Frame {
  readonly isObject: boolean;
  /** Names so far; null as long as there is none. */
  names: Set<string> | null;
  /** The index of the present entry, or the name of the present member. */
  at: string | number;
  /** The next text is a name. */
  expectsName: boolean;
}

/** One walk over the text, by codes of characters. What is no JSON is walked over somehow, and told by the parser. */
class Scan {
  readonly #text: string;
  readonly #whole: string;
  readonly #prefix: string;
  readonly #hasNul: boolean;
  readonly #frames: Frame[] = [];
  /** Where the outermost array begins, has its commas, and ends. */
  readonly #cuts: number[] = [];
  #at = 0;

  constructor(text: string, whole: string, prefix: string) {
    this.#text = text;
    this.#whole = whole;
    this.#prefix = prefix;
    this.#hasNul = text.includes("\0");
  }

  run(): void {
    const text = this.#text;
    let frame: Frame | undefined;
    for (; this.#at < text.length; this.#at += 1) {
      const code = text.charCodeAt(this.#at);
      if (code === quote) {
        this.#walkText(frame);
      } else if (code === comma) {
        this.#cut(frame);
        if (frame?.isObject) frame.expectsName = true;
        else if (frame) frame.at = Number(frame.at) + 1;
      } else if (code === openBrace || code === openBracket) {
        frame = this.#open(code === openBrace);
        this.#cut(frame);
      } else if (code === closeBrace || code === closeBracket) {
        this.#cut(frame);
        this.#frames.pop();
        frame = this.#frames.at(-1);
      } else if (code === minus || (code >= zero && code <= nine)) {
        this.#walkNumber();
      }
    }
  }

  entryText(index: number): string {
    const [from, to] = this.#cuts.slice(index, index + 2);
    return from === undefined || to === undefined ? "" : this.#text.slice(from + 1, to).trim();
  }

  #open(isObject: boolean): Frame {
    if (this.#frames.length === deepest) throw this.#fault(`is nested deeper than ${deepest} levels; send flatter data`);
    const frame: Frame = { isObject, names: null, at: isObject ? "" : 0, expectsName: isObject };
    this.#frames.push(frame);
    return frame;
  }

  #cut(frame: Frame | undefined): void {
    if (this.#frames.length === 1 && !frame?.isObject) this.#cuts.push(this.#at);
  }

  #walkText(frame: Frame | undefined): void {
    const from = this.#at;
    this.#at = endOfText(this.#text, from);
    const inner = this.#text.slice(from + 1, this.#at);
    const isEscaped = inner.includes("\\");
    const text = isEscaped ? decode(inner) : inner;
    if (frame?.expectsName) {
      frame.at = text;
      frame.expectsName = false;
      frame.names ??= new Set();
      if (frame.names.has(text)) throw this.#fault("stands twice in one object; send it once");
      frame.names.add(text);
    }
    if ((isEscaped || this.#hasNul) && text.includes("\0")) throw this.#fault("has a NUL character; leave it out");
    if (isEscaped && !text.isWellFormed()) throw this.#fault("has half of a surrogate pair; send whole characters");
  }

  #walkNumber(): void {
    const from = this.#at;
    while (isOfNumber(this.#text.charCodeAt(this.#at + 1))) this.#at += 1;
    const digits = this.#text.slice(from, this.#at + 1);
    // The shortest number beyond all numbers is 2e308.
    if (digits.length < 5) return;
    if (Math.abs(Number(digits)) === Infinity)
      throw this.#fault(`is ${digits.slice(0, 40)}, which is beyond all numbers; send one below 1e308, or text`);
  }

  #fault(what: string): UnusableJson {
    let path = this.#prefix;
    for (const { at } of this.#frames) path += typeof at === "number" ? `[${at}]` : `${path === "" ? "" : "."}${at.slice(0, 60)}`;
    return new UnusableJson(`${path === "" ? this.#whole : shorten(path)} ${what}`);
  }
}

/** Digits, sign, point and exponent. NaN, at the end of the text, is none. */
function isOfNumber(code: number): boolean {
  const isExponent = code === 0x45 || code === 0x65;
  return (code >= zero && code <= nine) || code === point || code === minus || code === plus || isExponent;
}

/** Where the text that begins at `from` has its closing quote; the end of all when it has none. */
function endOfText(text: string, from: number): number {
  for (let end = text.indexOf('"', from + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let backslashes = 0;
    while (text[end - 1 - backslashes] === "\\") backslashes += 1;
    if (backslashes % 2 === 0) return end;
  }
  return text.length;
}

function decode(inner: string): string {
  try {
    return String(JSON.parse(`"${inner}"`));
  } catch {
    return inner;
  }
}

function shorten(path: string): string {
  return path.length <= 200 ? path : `${path.slice(0, 100)}…${path.slice(-99)}`;
}
