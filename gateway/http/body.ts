/** Reads a request's body with a bound on its size. */
import { isUtf8 } from "node:buffer";
import type { IncomingMessage } from "node:http";

/** A refusal that has an HTTP status of its own; the message is told to the client. */
export class HttpRefusal extends Error {
  override readonly name = "HttpRefusal";
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  constructor(status: number, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.status = status;
    this.headers = headers;
  }
}

/** The body as text. Throws HttpRefusal 413 when it is larger, 415 when it is compressed or of another charset, 400 when it is not UTF-8. */
export async function readBody(request: IncomingMessage, largest: number): Promise<string> {
  const encoding = request.headers["content-encoding"] ?? "identity";
  if (encoding !== "identity") throw new HttpRefusal(415, "A compressed body is not taken; send it plain");
  const charset = /charset=["']?([\w-]+)/i.exec(request.headers["content-type"] ?? "")?.[1];
  if (charset && !/^utf-?8$/i.test(charset)) throw new HttpRefusal(415, `The charset ${charset} is not taken; send UTF-8`);
  const tooLarge = (): HttpRefusal => new HttpRefusal(413, `The body is larger than ${largest} bytes`, { connection: "close" });
  if (Number(request.headers["content-length"] ?? 0) > largest) throw tooLarge();
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > largest) throw tooLarge();
    chunks.push(chunk);
  }
  const bytes = Buffer.concat(chunks);
  const text = bytes.toString("utf8");
  if (!isUtf8(bytes)) throw new HttpRefusal(400, `The body is not UTF-8 at byte ${firstDifference(bytes, Buffer.from(text))}; send UTF-8`);
  return text;
}

/** Index of the first byte in which they differ: what is no UTF-8 was read as U+FFFD, and is written as that. */
function firstDifference(one: Buffer, other: Buffer): number {
  let index = 0;
  while (index < one.length && one[index] === other[index]) index += 1;
  return index;
}

/** The body as JSON. Throws HttpRefusal 400 when it is none. */
export async function readJson(request: IncomingMessage, largest: number): Promise<unknown> {
  const text = await readBody(request, largest);
  try {
    return JSON.parse(text);
  } catch {
    throw new HttpRefusal(400, "The body is not JSON; send an object with query, variables and operationName");
  }
}
