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
  /** Where each entry stands in the text, when the value is an array: from, and up to before. */
  readonly entries: readonly (readonly [from: number, to: number])[];
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
    return { value: JSON.parse(text), entries: scan.entries };
  } catch {
    throw new UnusableJson(`${whole} is not JSON; send one JSON value`);
  }
}

/** An object or array that is open. */
interface Frame {
  /** Names so far; null for an array. */
  readonly names: Set<string> | null;
  /** Where in it the scan is. */
  at: string | number;
  /** The next text is a name. */
  expectsName: boolean;
  /** Where its present entry began. */
  began: number;
}

/** One walk over the text. What is no JSON is walked over somehow, and told by the parser. */
class Scan {
  readonly entries: [number, number][] = [];
  readonly #text: string;
  readonly #whole: string;
  readonly #prefix: string;
  readonly #hasNul: boolean;
  readonly #frames: Frame[] = [];
  #at = 0;

  constructor(text: string, whole: string, prefix: string) {
    this.#text = text;
    this.#whole = whole;
    this.#prefix = prefix;
    this.#hasNul = text.includes("\0");
  }

  run(): void {
    for (; this.#at < this.#text.length; this.#at += 1) {
      const frame = this.#frames.at(-1);
      switch (this.#text[this.#at]) {
        case '"':
          this.#walkText(frame);
          break;
        case "{":
        case "[":
          this.#open(this.#text[this.#at] === "{");
          break;
        case "}":
        case "]":
          this.#noteEntry(frame);
          this.#frames.pop();
          break;
        case ",":
          this.#noteEntry(frame);
          if (typeof frame?.at === "number") frame.at += 1;
          else if (frame) frame.expectsName = true;
          if (frame) frame.began = this.#at + 1;
          break;
        default:
          this.#walkNumber();
      }
    }
  }

  #open(isObject: boolean): void {
    if (this.#frames.length === deepest) throw this.#fault(`is nested deeper than ${deepest} levels; send flatter data`);
    const began = this.#at + 1;
    this.#frames.push({ names: isObject ? new Set() : null, at: isObject ? "" : 0, expectsName: isObject, began });
  }

  /** The entries of the outermost array are noted, without the blanks around them. */
  #noteEntry(frame: Frame | undefined): void {
    if (this.#frames.length !== 1 || !frame || frame.names) return;
    const entry = this.#text.slice(frame.began, this.#at);
    const from = frame.began + entry.length - entry.trimStart().length;
    if (entry.trim() !== "") this.entries.push([from, from + entry.trim().length]);
  }

  #walkText(frame: Frame | undefined): void {
    const from = this.#at;
    this.#at = endOfText(this.#text, from);
    const inner = this.#text.slice(from + 1, this.#at);
    const isEscaped = inner.includes("\\");
    const text = isEscaped ? decode(inner) : inner;
    if (frame?.names && frame.expectsName) {
      frame.at = text;
      frame.expectsName = false;
      if (frame.names.has(text)) throw this.#fault("stands twice in one object; send it once");
      frame.names.add(text);
    }
    if ((isEscaped || this.#hasNul) && text.includes("\0")) throw this.#fault("has a NUL character; leave it out");
    if (isEscaped && !text.isWellFormed()) throw this.#fault("has half of a surrogate pair; send whole characters");
  }

  #walkNumber(): void {
    const code = this.#text.charCodeAt(this.#at);
    // "-" or a digit
    if (code !== 45 && (code < 48 || code > 57)) return;
    number.lastIndex = this.#at;
    const digits = number.exec(this.#text)?.[0];
    if (digits === undefined) return;
    if (Math.abs(Number(digits)) === Infinity)
      throw this.#fault(`is ${digits.slice(0, 40)}, which is beyond all numbers; send one below 1e308, or text`);
    this.#at += digits.length - 1;
  }

  #fault(what: string): UnusableJson {
    let path = this.#prefix;
    for (const { at } of this.#frames) path += typeof at === "number" ? `[${at}]` : `${path === "" ? "" : "."}${at.slice(0, 60)}`;
    return new UnusableJson(`${path === "" ? this.#whole : shorten(path)} ${what}`);
  }
}

const number = /-?\d[\d.eE+-]*/y;

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
