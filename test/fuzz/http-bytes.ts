/** Requests as bytes on a socket, the form of which is right, nearly right, or wrong. */
import type { Chance, Fuzzed } from "./documents.ts";

export interface HttpCase {
  readonly bytes: Buffer;
  /** Whether the request says truly how long it is, so that an answer has to come. */
  readonly isFramed: boolean;
}

const pick = <T>(from: readonly T[], chance: Chance): T => from[Math.floor(chance() * from.length)] as T;

const accepts = [
  ...["application/json", "application/json", "application/graphql-response+json", "text/event-stream", "*/*", "text/html", ""],
  ...['multipart/mixed; boundary="graphql"; subscriptionSpec=1.0', "multipart/mixed; deferSpec=20220824", ",,;q=", "a/b;q=1e9"],
];
const types = [
  ...["application/json", "application/json", "application/json; charset=utf-8", "application/json; charset=utf-16", "text/plain", ""],
  ...["multipart/form-data; boundary=x", "application/graphql", "application/x-www-form-urlencoded", "application/json;;;", "\u00ff"],
  ...["application/cloudevents+json", "application/cloudevents-batch+json"],
];
const targets = [
  ...["/graphql", "/graphql?query=%7Bplants%7Bcode%7D%7D", "/graphql?query=%", "/graphql?variables={", "//", "/graphql/../graphql"],
  ...["http://[", "/%00", "/events", "/oauth/token", "/oauth/introspect", "/oauth/revoke", "/health", "/metrics", "/webhooks/x", "*"],
  ...[
    "/explorer",
    "/",
    "//graphql:99999999",
    "/graphql#x",
    "/.well-known/oauth-authorization-server",
    "\\graphql",
    "/graphql?extensions=[]",
  ],
];
const extraHeaders = [
  ...[
    "content-encoding: gzip",
    "transfer-encoding: chunked",
    "expect: 100-continue",
    "expect: 200-ok",
    "x-andon-caller: {}",
    "origin: null",
  ],
  ...[
    "upgrade: h2c",
    "connection: upgrade",
    "content-length: 5",
    "host: b",
    "authorization: Basic eA==",
    "cookie: a=b",
    "range: bytes=0-1",
  ],
  ...["apollo-require-preflight: 1", "sec-websocket-key: x", "traceparent: 00-zz", "accept-encoding: gzip;q=x", "ce-specversion: 1.0"],
];

/** A request that carries the document, each part of it sometimes another. */
export function httpCase({ query, variables, isSubscription }: Fuzzed, token: string, chance: Chance): HttpCase {
  const often = (probability: number): boolean => chance() < probability;
  const method = often(0.75) ? "POST" : pick(["GET", "PUT", "OPTIONS", "HEAD", "DELETE", "PATCH", "TRACE", "QUERY"], chance);
  const search = `/graphql?${new URLSearchParams({ query: query.slice(0, 4_000), variables: JSON.stringify(variables).slice(0, 2_000) })}`;
  const target = often(0.8) ? (method === "POST" ? "/graphql" : search) : pick(targets, chance);
  let body: Buffer = Buffer.from(method === "POST" ? bodyOf({ query, variables }, chance) : "");
  const accept = isSubscription && often(0.8) ? pick([accepts[3], accepts[7]], chance) : pick(accepts, chance);
  const headers = [
    ...["host: gateway", "connection: close", `accept: ${accept}`],
    `content-type: ${often(0.85) ? "application/json" : pick(types, chance)}`,
    `authorization: Bearer ${often(0.95) ? token : pick(["", token.slice(0, -2), "a.b.c", "x".repeat(9_000), `${token} x`], chance)}`,
    ...(often(0.1) ? [pick(extraHeaders, chance)] : []),
  ];
  if (often(0.2)) body = mangleBytes(body, chance);
  const head = `${method} ${target} HTTP/1.1\r\n${headers.join("\r\n")}\r\ncontent-length: ${body.length}\r\n\r\n`;
  const bytes = Buffer.concat([Buffer.from(head, "latin1"), body]);
  const isFramed = !headers.some((header) => /^(transfer-encoding|content-length|upgrade|connection: upgrade|expect|host: b)/.test(header));
  return often(0.15) ? { bytes: mangleBytes(bytes, chance), isFramed: false } : { bytes, isFramed };
}

function bodyOf(request: object, chance: Chance): string {
  const text = JSON.stringify(request);
  const kind = chance();
  if (kind < 0.85) return text;
  return pick(
    [
      ...[
        `[${text},${text}]`,
        `${"[".repeat(20_000)}`,
        `{"query":${"[".repeat(5_000)}${"]".repeat(5_000)}}`,
        "null",
        "",
        '"',
        "{}",
        text.slice(0, -3),
      ],
      ...[
        '{"query":"{plants{code}}","variables":{"a":1e400},"query":"{ plants { name } }"}',
        '{"__proto__":{"query":"{a}"}}',
        `\uFEFF${text}`,
      ],
      ...['{"query":{"a":1}}', '{"query":"","documentId":"x"}', '{"extensions":{"persistedQuery":{"version":1,"sha256Hash":"x"}}}'],
      ...[
        `{"query":"{ plants { code } }","extensions":{"cost":true,"a":${"[".repeat(900)}${"]".repeat(900)}}}`,
        `--x\r\n\r\n${text}\r\n--x--`,
      ],
      ...[
        "x".repeat(1_048_577),
        `grant_type=client_credentials&client_id=x&client_secret=${encodeURIComponent(text.slice(0, 200).toWellFormed())}`,
      ],
      ...['{"specversion":"1.0","id":"1","source":"/a","type":"andon.goods.moved.v1","data":{}}', "[{}]"],
    ],
    chance,
  );
}

/** The bytes with some flipped, left out, doubled or put in. */
export function mangleBytes(bytes: Buffer, chance: Chance): Buffer {
  let mangled = bytes;
  for (let times = 1 + Math.floor(chance() * 4); times > 0; times--) {
    const at = Math.floor(chance() * (mangled.length + 1));
    const length = Math.floor(chance() * 8);
    const middle = [
      Buffer.alloc(0),
      Buffer.from([Math.floor(chance() * 256)]),
      mangled.subarray(at, at + 64),
      Buffer.from("\r\n"),
      Buffer.from([0xc3, 0x28, 0xed, 0xa0, 0x80]),
    ];
    mangled = Buffer.concat([mangled.subarray(0, at), pick(middle, chance), mangled.subarray(at + length)]);
  }
  return mangled;
}
