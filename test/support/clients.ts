/** A client of the graph over HTTP, and one over a WebSocket that collects what a subscription delivers. */
import { type Client, createClient } from "graphql-ws";
import WebSocket from "ws";

export interface GraphqlAnswer {
  readonly status: number;
  readonly headers: Headers;
  // What an operation answers is known to the test that wrote it, not to the client.
  // biome-ignore lint/suspicious/noExplicitAny: see above
  readonly data: any;
  readonly extensions?: Readonly<Record<string, unknown>>;
  readonly errors?: readonly { readonly message: string; readonly extensions: Readonly<Record<string, unknown>> }[];
}

/** Sends one operation as a POST. */
export async function ask(address: string, token: string | null, query: string, variables: object = {}): Promise<GraphqlAnswer> {
  const response = await fetch(`${address}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", ...(token === null ? {} : { authorization: `Bearer ${token}` }) },
    body: JSON.stringify({ query, variables }),
  });
  const body = (await response.json()) as Pick<GraphqlAnswer, "data" | "errors">;
  return { status: response.status, headers: response.headers, ...body };
}

export interface Listener extends AsyncDisposable {
  /** Everything delivered so far, oldest first. */
  readonly events: readonly GraphqlAnswer[];
  /** Fulfilled with the first event, from the start, that `fits`. */
  waitFor(fits: (event: GraphqlAnswer) => boolean, withinMs?: number): Promise<GraphqlAnswer>;
  /** Fulfilled with the error or close event that ended the stream. */
  readonly ended: Promise<unknown>;
}

/** Subscribes over graphql-ws; fulfilled when the connection is acknowledged. */
export async function listen(address: string, token: string, query: string, variables: Record<string, unknown> = {}): Promise<Listener> {
  const events: GraphqlAnswer[] = [];
  const waiting = new Set<() => void>();
  let end: (reason: unknown) => void = () => undefined;
  const ended = new Promise<unknown>((resolve) => {
    end = resolve;
  });
  const client: Client = await new Promise((resolve, reject) => {
    const connecting = createClient({
      url: `${address.replace("http", "ws")}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: { authorization: `Bearer ${token}` },
      retryAttempts: 0,
      lazy: false,
      onNonLazyError: reject,
      on: { connected: () => resolve(connecting) },
    });
  });
  client.subscribe(
    { query, variables },
    {
      next: (event) => {
        events.push(event as unknown as GraphqlAnswer);
        for (const wake of waiting) wake();
      },
      error: end,
      complete: () => end(null),
    },
  );
  return {
    events,
    ended,
    waitFor: (fits, withinMs = 10_000) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const found = events.find(fits);
          if (!found) return;
          clearTimeout(deadline);
          waiting.delete(look);
          resolve(found);
        };
        const deadline = setTimeout(() => {
          waiting.delete(look);
          reject(new Error(`no such event in ${withinMs} ms; got ${JSON.stringify(events).slice(0, 2_000)}`));
        }, withinMs);
        waiting.add(look);
        look();
      }),
    async [Symbol.asyncDispose]() {
      await client.dispose();
    },
  };
}
