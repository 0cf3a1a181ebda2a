/** A client that follows the orders of a plant over a WebSocket, and comes back with its last cursor whenever its socket is lost. */
import { type Client, createClient } from "graphql-ws";
import { WebSocket } from "ws";

const query = `subscription ($plants: [String!], $after: String) {
  productionOrderChanged(plants: $plants, after: $after) { id kind recordedAt productionOrder { number source { system } } } }`;
const comesBackAfterMs = 100;

/** What it was told, once for each change. */
export interface ToldChange {
  readonly cursor: string;
  readonly id: string;
  readonly system: string | null;
}

export interface SubscriberOptions {
  readonly plant: string;
  /** Where the graph is, and a token for it, whenever it connects. */
  readonly url: () => string;
  readonly token: () => Promise<string>;
  /** Cursor to begin after; from now on when there is none. */
  readonly after?: string;
}

interface Message {
  readonly data?: {
    readonly productionOrderChanged: {
      readonly id: string;
      readonly productionOrder: { readonly source: { readonly system: string } } | null;
    } | null;
  } | null;
  readonly errors?: readonly unknown[];
  readonly extensions?: { readonly cursor?: string };
}

export class Subscriber implements Disposable {
  readonly told: ToldChange[] = [];
  /** What a client should never see: errors in place of changes, and sockets closed for its own fault. */
  readonly errors: string[] = [];
  /** How often it has subscribed. */
  subscriptions = 0;
  readonly #options: SubscriberOptions;
  #client: Client | null = null;
  #isOver = false;

  constructor(options: SubscriberOptions) {
    this.#options = options;
    this.#subscribe();
  }

  get cursor(): string | undefined {
    return this.told.at(-1)?.cursor ?? this.#options.after;
  }

  [Symbol.dispose](): void {
    this.#isOver = true;
    void this.#client?.dispose();
  }

  #subscribe(): void {
    const { plant, url, token } = this.#options;
    const client = createClient({
      url: () => url().replace("http", "ws"),
      webSocketImpl: WebSocket,
      connectionParams: async () => ({ authorization: `Bearer ${await token()}` }),
      retryAttempts: 0,
      on: {
        connected: () => {
          this.subscriptions += 1;
        },
      },
    });
    this.#client = client;
    client.subscribe(
      { query, variables: { plants: [plant], after: this.cursor ?? null } },
      {
        next: (message) => this.#take(message as Message),
        error: (reason) => this.#comeBack(reason),
        complete: () => this.#comeBack(null),
      },
    );
  }

  #take({ data, errors, extensions }: Message): void {
    const change = data?.productionOrderChanged;
    if (errors || !change || extensions?.cursor === undefined) this.errors.push(JSON.stringify({ errors, data }));
    else this.told.push({ cursor: extensions.cursor, id: change.id, system: change.productionOrder?.source.system ?? null });
  }

  /** A stream may be lost with its socket; anything else is an error. */
  #comeBack(reason: unknown): void {
    if (this.#isOver) return;
    if (!isLostSocket(reason)) this.errors.push(reason instanceof Error ? reason.message : JSON.stringify(reason));
    void this.#client?.dispose();
    setTimeout(() => {
      if (!this.#isOver) this.#subscribe();
    }, comesBackAfterMs);
  }
}

/** The socket went away or could not be opened: nothing that the client did. Codes from 4400 on are for what it did. */
function isLostSocket(reason: unknown): boolean {
  if (Array.isArray(reason) || typeof reason !== "object" || reason === null) return false;
  const { code, type } = reason as { readonly code?: unknown; readonly type?: unknown };
  return typeof code === "number" ? code < 4400 : type === "error";
}
