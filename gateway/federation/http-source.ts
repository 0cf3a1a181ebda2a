/** A subgraph in another process: a keep-alive pool, a time-out, and the caller signed for it. */
import type { GraphQLDataSource } from "@apollo/gateway";
import { Pool } from "undici";
import type { Caller } from "#schema/canonical/caller.ts";
import { signCaller } from "./signature.ts";

type ProcessOptions = Parameters<GraphQLDataSource["process"]>[0];
type Response = Awaited<ReturnType<GraphQLDataSource["process"]>>;

const timeoutMs = 10_000;

export interface HttpSource extends GraphQLDataSource {
  close(): Promise<void>;
}

/** `secret` is shared with the subgraph, which answers nobody else. */
export function createHttpSource(url: string, secret: string): HttpSource {
  const { origin, pathname } = new URL(url);
  const pool = new Pool(origin, { connections: 64, headersTimeout: timeoutMs, bodyTimeout: timeoutMs });
  return {
    async process({ request, context }: ProcessOptions): Promise<Response> {
      const caller = (context as { caller?: Caller }).caller;
      if (!caller) throw new Error("A subgraph is asked without a caller");
      const { statusCode, body } = await pool.request({
        path: pathname,
        method: "POST",
        headers: { "content-type": "application/json", authorization: `Bearer ${await signCaller(caller, secret)}` },
        body: JSON.stringify({ query: request.query, variables: request.variables ?? {} }),
      });
      const text = await body.text();
      if (statusCode !== 200) throw new Error(`A subgraph answered ${statusCode}: ${text.slice(0, 200)}`);
      return JSON.parse(text) as Response;
    },
    close: () => pool.close(),
  };
}
