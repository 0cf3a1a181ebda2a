/** One event's answer, written once and sent to everyone who asked for the same. */

/** Encodings of one frame that are kept; clients that choose ids at random each need their own. */
const keptEncodings = 8;

export class Frame {
  /** Equal for frames of one entity; null when frames are of nothing that is known. */
  readonly entity: string | null;
  readonly cursor: string | null;
  readonly #answer: string;
  readonly #encoded = new Map<string, Buffer>();

  /** `answer`: the members of the answer's JSON object, without braces and without extensions. */
  constructor(answer: string, entity: string | null, cursor: string | null) {
    this.#answer = answer;
    this.entity = entity;
    this.cursor = cursor;
  }

  /** The answer as JSON. `conflated` marks that it stands for older ones that were not sent. */
  text(conflated: boolean): string {
    const extensions = {
      ...(this.cursor === null ? {} : { cursor: this.cursor }),
      ...(conflated ? { conflated: true } : {}),
    };
    return Object.keys(extensions).length === 0 ? `{${this.#answer}}` : `{${this.#answer},"extensions":${JSON.stringify(extensions)}}`;
  }

  /** The answer as it goes over the wire within `before` and `after`: the same bytes for all who need the same. */
  bytes(before: string, after: string, conflated: boolean): Buffer {
    const key = `${conflated}${before}`;
    const known = this.#encoded.get(key);
    if (known) return known;
    const made = Buffer.from(`${before}${this.text(conflated)}${after}`);
    if (this.#encoded.size < keptEncodings) this.#encoded.set(key, made);
    return made;
  }

  /** Bytes that keeping the frame takes, more or less. */
  get size(): number {
    return this.#answer.length;
  }
}
