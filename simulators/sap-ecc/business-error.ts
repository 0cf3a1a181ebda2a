/** What the ERP's own rules refuse, as a message of a message class. It ends in a RETURN structure or an IDoc status, never in a fault. */
export interface Message {
  readonly type: "S" | "E" | "W" | "I" | "A";
  readonly id: string;
  readonly number: string;
  readonly text: string;
  readonly variables: readonly string[];
}

/** An error message (type E). Numbers other than CO 017, CO 093, CO 469 and M7 021 are plausible, not verified. */
export class BusinessError extends Error {
  override readonly name = "BusinessError";
  readonly detail: Message;
  constructor(id: string, number: string, text: string, ...variables: string[]) {
    super(text);
    this.detail = { type: "E", id, number, text, variables };
  }
}
