/** A gateway over two subgraphs in this process, with an issuer of its own, and ways to ask it. */
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { composeServices } from "@apollo/composition";
import { buildSubgraphSchema } from "@apollo/subgraph";
import { type GraphQLSchema, parse } from "graphql";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { pino } from "pino";
import WebSocket from "ws";
import { createGateway, type Gateway, type GatewayOptions } from "./index.ts";

const orders = parse(`
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.7", import: ["@key"])
  type Query { order(id: ID!): Order  fail: String  refuse: String }
  type Mutation { release(input: ReleaseInput!): ReleasePayload }
  input ReleaseInput { order: ID!  remark: String }
  type ReleasePayload { order: Order  userErrors: [UserError!]! }
  type UserError { code: String!  message: String! }
  type Subscription { orderChanged(upTo: Int!, after: String): Order! }
  type Order @key(fields: "id") { id: ID! state: String! }`);
const stock = parse(`
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.7", import: ["@key", "@requiresScopes", "@policy"])
  type Query { unused: String  costs: [Cost!] @requiresScopes(scopes: [["cost:read"]])  plants: String @policy(policies: [["own-plants"]]) }
  type Cost @requiresScopes(scopes: [["cost:read", "finance"], ["auditor"]]) { value: Int! }
  type Order @key(fields: "id") { id: ID! available(unit: String): Int  cost: Cost }`);

const issuer = "https://issuer.example";
const audience = "andon";

export interface GatewayUnderTest extends AsyncDisposable {
  readonly gateway: Gateway;
  readonly address: string;
  /** A token that is good unless `change` spoils it. */
  sign(claims?: object, change?: (token: SignJWT) => SignJWT): Promise<string>;
  /** A token that never ends. */
  signUnending(): Promise<string>;
  /** What the subgraphs saw. */
  readonly seen: { stockReads: number; costReads: number; streamsLeft: number };
  ask(query: string, token: string | null): Promise<{ status: number; challenge: string; body: Record<string, unknown> }>;
  /** A socket that has said who it is, or that it will not. */
  connect(token: string | null): Promise<WebSocket>;
}

export async function startGatewayUnderTest(options: Partial<GatewayOptions> = {}): Promise<GatewayUnderTest> {
  const folder = mkdtempSync(join(tmpdir(), "andon-gateway-"));
  const { privateKey, publicKey } = await generateKeyPair("ES256", { extractable: true });
  writeFileSync(join(folder, "jwks.json"), JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid: "one", alg: "ES256" }] }));
  const { supergraphSdl, errors } = composeServices([
    { name: "orders", typeDefs: orders, url: "http://orders" },
    { name: "stock", typeDefs: stock, url: "http://stock" },
  ]);
  if (!supergraphSdl) throw new Error(JSON.stringify(errors));
  const seen = { stockReads: 0, costReads: 0, streamsLeft: 0 };
  const gateway = await createGateway({
    supergraphSdl,
    subgraphs: { orders: { schema: ordersSchema(seen) }, stock: { schema: stockSchema(seen) } },
    cursorSecret: "a secret of more than thirty-two characters",
    createContext: (caller, signal) => ({ caller, signal }),
    issuers: [{ issuer, audience, algorithms: ["ES256"], jwks: { file: join(folder, "jwks.json") } }],
    readiness: () => ({ systems: [{ system: "erp", state: "LIVE" }] }),
    samples: [{ name: "one", text: "{ unused }" }],
    host: "127.0.0.1",
    port: 0,
    log: pino({ level: "silent" }),
    ...options,
  });
  const address = gateway.url;
  const bare = (claims: object): SignJWT =>
    new SignJWT({ plants: "*", ...claims })
      .setProtectedHeader({ alg: "ES256", kid: "one" })
      .setIssuer(issuer)
      .setAudience(audience)
      .setSubject("somebody")
      .setIssuedAt();
  return {
    gateway,
    address,
    seen,
    sign: (claims = {}, change = (token) => token) => change(bare({ scope: "", ...claims }).setExpirationTime("5m")).sign(privateKey),
    signUnending: () => bare({}).sign(privateKey),
    async ask(query, token) {
      const headers = { "content-type": "application/json", ...(token ? { authorization: `Bearer ${token}` } : {}) };
      const response = await fetch(address, { method: "POST", headers, body: JSON.stringify({ query }) });
      const challenge = response.headers.get("www-authenticate") ?? "";
      return { status: response.status, challenge, body: (await response.json()) as Record<string, unknown> };
    },
    async connect(token) {
      const socket = new WebSocket(address.replace("http", "ws"), "graphql-transport-ws");
      await once(socket, "open");
      socket.send(JSON.stringify({ type: "connection_init", payload: token ? { Authorization: `Bearer ${token}` } : {} }));
      return socket;
    },
    async [Symbol.asyncDispose]() {
      await gateway.stop();
      rmSync(folder, { recursive: true });
    },
  };
}

/** The messages of a socket, one by one. */
export function messagesOf(socket: WebSocket): () => Promise<{ type: string; id?: string; payload?: unknown }> {
  const got: string[] = [];
  const waiting: ((text: string) => void)[] = [];
  socket.on("message", (data) => {
    const next = waiting.shift();
    if (next) next(String(data));
    else got.push(String(data));
  });
  return async () => JSON.parse(got.shift() ?? (await new Promise<string>((resolve) => waiting.push(resolve))));
}

function ordersSchema(seen: GatewayUnderTest["seen"]): GraphQLSchema {
  return buildSubgraphSchema({
    typeDefs: orders,
    resolvers: {
      Query: {
        order: (_: unknown, { id }: { id: string }) => ({ id, state: "RELEASED" }),
        fail: () => {
          throw new Error("secret of /home/erp at 10.0.0.1");
        },
      },
      Mutation: {
        release: (_: unknown, { input }: { input: { order: string } }) =>
          input.order === "9"
            ? { order: null, userErrors: [{ code: "ALREADY_RELEASED", message: "The order is released" }] }
            : { order: { id: input.order, state: "RELEASED" }, userErrors: [] },
      },
      Subscription: {
        orderChanged: {
          async *subscribe(_: unknown, { upTo }: { upTo: number }, context: unknown) {
            const { signal } = context as { signal: AbortSignal };
            try {
              for (let id = 1; id <= upTo; id++) yield { orderChanged: { id: String(id), state: "STARTED" } };
              if (upTo === 0) await once(signal, "abort");
            } finally {
              seen.streamsLeft += 1;
            }
          },
        },
      },
      Order: { __resolveReference: ({ id }: { id: string }) => ({ id, state: "RELEASED" }) },
    },
  });
}

function stockSchema(seen: GatewayUnderTest["seen"]): GraphQLSchema {
  return buildSubgraphSchema({
    typeDefs: stock,
    resolvers: {
      Order: {
        __resolveReference: ({ id }: { id: string }) => ({ id }),
        available: ({ id }: { id: string }) => {
          seen.stockReads += 1;
          return Number(id) * 10;
        },
        cost: ({ id }: { id: string }) => {
          seen.costReads += 1;
          return { value: Number(id) };
        },
      },
      Query: { plants: () => "yes", costs: () => [{ value: 1 }] },
    },
  });
}
