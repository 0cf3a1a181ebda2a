/** Frames of a WebSocket (RFC 6455, section 5.2) as bytes: messages of the protocol, in any order, whole, in pieces, and wrong. */
import type { Chance, Fuzzed } from "./documents.ts";
import { mangleBytes } from "./http-bytes.ts";

const pick = <T>(from: readonly T[], chance: Chance): T => from[Math.floor(chance() * from.length)] as T;
const opcodes = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9 } as const;

export const upgrade = (chance: Chance): string =>
  [
    ...["GET /graphql HTTP/1.1", "host: gateway", "upgrade: websocket", "connection: Upgrade", "sec-websocket-version: 13"],
    ...[
      "sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==",
      `sec-websocket-protocol: ${chance() < 0.97 ? "graphql-transport-ws" : "graphql-ws"}`,
      "",
      "",
    ],
  ].join("\r\n");

/** What a client sends after the handshake. */
export function socketCase(document: () => Fuzzed, token: string, chance: Chance): Buffer {
  const often = (probability: number): boolean => chance() < probability;
  const begun = often(0.9)
    ? [message({ type: "connection_init", payload: { authorization: `Bearer ${often(0.95) ? token : "x"}` } }, chance)]
    : [];
  const rest = Array.from({ length: 1 + Math.floor(chance() * 4) }, () => {
    const kind = chance();
    if (kind < 0.6)
      return message(
        { id: pick(["1", "1", "2", "__proto__", ""], chance), type: "subscribe", payload: payloadOf(document(), chance) },
        chance,
      );
    if (kind < 0.7) return message({ id: pick(["1", "2"], chance), type: "complete" }, chance);
    if (kind < 0.85) return wrongFrame(chance);
    return message(pick(wrongMessages, chance), chance);
  });
  const bytes = Buffer.concat([...begun, ...rest]);
  return often(0.15) ? mangleBytes(bytes, chance) : bytes;
}

const wrongMessages: readonly unknown[] = [
  ...[{ type: "connection_init" }, { type: "ping", payload: { a: [1] } }, { type: "pong" }, { type: "start" }, {}, [], null, 1, ""],
  ...[
    { id: 1, type: "subscribe", payload: { query: "{ plants { code } }" } },
    { id: "3", type: "subscribe" },
    { id: "3", type: "subscribe", payload: {} },
  ],
  ...[
    { id: "3", type: "subscribe", payload: { query: 1 } },
    { id: "x".repeat(100_000), type: "subscribe", payload: { query: "{ plants { code } }" } },
  ],
  ...[
    { id: "3", type: "next", payload: {} },
    { id: "3", type: "subscribe", payload: { query: "{ plants { code } }", variables: [] } },
    { type: "complete" },
  ],
  ...[
    { id: "3", type: "subscribe", payload: { query: "", documentId: {} } },
    { id: "3", type: "subscribe", payload: { query: "{a}", operationName: [] } },
  ],
  { id: "3", type: "subscribe", payload: { query: "{ plants { code } }", extensions: { persistedQuery: { version: "1" } } } },
];

function payloadOf({ query, variables }: Fuzzed, chance: Chance): object {
  return chance() < 0.9
    ? { query, variables }
    : { query, variables: pick<unknown>([null, 1, "x", [variables]], chance), operationName: pick<unknown>([null, 1, "x"], chance) };
}

function message(value: unknown, chance: Chance): Buffer {
  const payload = Buffer.from(JSON.stringify(value));
  const kind = chance();
  if (kind < 0.75) return frame(opcodes.text, payload);
  if (kind < 0.8) return frame(opcodes.binary, payload);
  const half = Math.floor(payload.length / 2);
  const between = kind < 0.9 ? frame(opcodes.ping, Buffer.from("x")) : Buffer.alloc(0);
  return Buffer.concat([
    frame(opcodes.text, payload.subarray(0, half), { isLast: false }),
    between,
    frame(opcodes.continuation, payload.subarray(half)),
  ]);
}

function wrongFrame(chance: Chance): Buffer {
  return pick(
    [
      () => frame(opcodes.text, Buffer.from([0x22, 0xc3, 0x28, 0x22])),
      () => frame(opcodes.text, Buffer.from("{}"), { reserved: 0x40 }),
      () => frame(opcodes.text, Buffer.from("{}"), { isMasked: false }),
      () => frame(3, Buffer.from("{}")),
      () => frame(opcodes.continuation, Buffer.from("{}")),
      () => frame(opcodes.ping, Buffer.alloc(126)),
      () => frame(opcodes.ping, Buffer.from("x"), { isLast: false }),
      () => frame(opcodes.close, Buffer.from([0x03])),
      () => frame(opcodes.close, Buffer.from([0xff, 0xff, 0xc3, 0x28])),
      () => frame(opcodes.text, Buffer.alloc(1_048_577, 0x20)),
      () => Buffer.from([0x81, 0xff, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]),
      () => Buffer.concat(Array.from({ length: 200 }, () => frame(opcodes.continuation, Buffer.alloc(0), { isLast: false }))),
      () => frame(opcodes.text, Buffer.from("[".repeat(100_000))),
    ],
    chance,
  )();
}

interface FrameForm {
  readonly isLast?: boolean;
  readonly isMasked?: boolean;
  readonly reserved?: number;
}

/** A frame whose mask is zero, so that its payload is as it is written. */
export function frame(opcode: number, payload: Buffer, { isLast = true, isMasked = true, reserved = 0 }: FrameForm = {}): Buffer {
  const first = (isLast ? 0x80 : 0) | reserved | opcode;
  const mask = isMasked ? 0x80 : 0;
  const head = Buffer.alloc(10);
  head[0] = first;
  let length = 2;
  if (payload.length < 126) head[1] = mask | payload.length;
  else if (payload.length < 65_536) {
    head[1] = mask | 126;
    head.writeUInt16BE(payload.length, 2);
    length = 4;
  } else {
    head[1] = mask | 127;
    head.writeBigUInt64BE(BigInt(payload.length), 2);
    length = 10;
  }
  return Buffer.concat([head.subarray(0, length), Buffer.alloc(isMasked ? 4 : 0), payload]);
}
