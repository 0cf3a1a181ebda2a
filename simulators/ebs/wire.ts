/**
 * PostgreSQL's wire protocol for several clients over the one session that PGlite has. A client has the session from
 * the first message of an exchange to its end (Sync or a simple query), and for as long as it is in a transaction;
 * otherwise two clients' unnamed statements would mix.
 */
import { type AddressInfo, createServer, type Socket } from "node:net";
import type { PGlite } from "@electric-sql/pglite";

const startupProtocol = 196_608;
const endsExchange = new Set(["S", "Q"]);

/** Listens on a free port of 127.0.0.1. */
export async function serveWire(database: PGlite): Promise<{ port: number; close(): Promise<void> }> {
  const session = createSession(database);
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.setNoDelay(true);
    const client = createClient(socket, session);
    socket.on("data", (chunk) => client.take(chunk));
    socket.on("error", () => socket.destroy());
    socket.on("close", () => {
      sockets.delete(socket);
      client.leave();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

type Answer = (bytes: Uint8Array) => void;

interface Session {
  /** Runs one exchange for `owner` when the session is free of other owners' transactions. */
  run(owner: object, messages: readonly Buffer[], answer: Answer): Promise<void>;
  /** Rolls back what `owner` left open. */
  release(owner: object): Promise<void>;
}

function createSession(database: PGlite): Session {
  let owner: object | null = null;
  let busy = false;
  const waiting: { owner: object; work: () => Promise<void> }[] = [];

  const next = (): void => {
    if (busy) return;
    const index = owner === null ? 0 : waiting.findIndex((entry) => entry.owner === owner);
    const [entry] = index < 0 ? [] : waiting.splice(index, 1);
    if (!entry) return;
    busy = true;
    void entry.work().finally(() => {
      busy = false;
      owner = database.isInTransaction() ? entry.owner : null;
      next();
    });
  };
  const enqueue = (who: object, work: () => Promise<void>): Promise<void> =>
    new Promise((resolve, reject) => {
      waiting.push({ owner: who, work: () => work().then(resolve, reject) });
      next();
    });

  return {
    run: (who, messages, answer) =>
      enqueue(who, async () => {
        for (const message of messages) {
          await database.execProtocolRawStream(message, { onRawData: (bytes) => answer(bytes) });
        }
      }),
    release: (who) =>
      enqueue(who, async () => {
        if (owner === who && database.isInTransaction()) await database.exec("rollback");
      }),
  };
}

function createClient(socket: Socket, session: Session): { take(chunk: Buffer): void; leave(): void } {
  const self = {};
  let buffered: Buffer = Buffer.alloc(0);
  let exchange: Buffer[] = [];
  let started = false;
  const write: Answer = (bytes) => {
    // PGlite reuses its buffer for the next answer.
    if (socket.writable) socket.write(Buffer.from(bytes));
  };

  const takeMessage = (): Buffer | undefined => {
    const offset = started ? 1 : 0;
    if (buffered.length < offset + 4) return undefined;
    const length = buffered.readInt32BE(offset) + offset;
    if (buffered.length < length) return undefined;
    const message = buffered.subarray(0, length);
    buffered = buffered.subarray(length);
    return message;
  };

  return {
    take(chunk) {
      buffered = buffered.length === 0 ? chunk : Buffer.concat([buffered, chunk]);
      for (let message = takeMessage(); message; message = takeMessage()) {
        if (!started) {
          started = message.readInt32BE(4) === startupProtocol;
          if (started) write(welcome());
          else if (message.length === 8) socket.write("N");
          continue;
        }
        const type = String.fromCharCode(message[0] ?? 0);
        if (type === "X") {
          socket.end();
          return;
        }
        exchange.push(message);
        if (!endsExchange.has(type)) continue;
        const complete = exchange;
        exchange = [];
        session.run(self, complete, write).catch(() => socket.destroy());
      }
    },
    leave: () => void session.release(self).catch(() => undefined),
  };
}

/** Authentication is waived, then the parameters a client library asks for, then "ready for query". */
function welcome(): Buffer {
  const message = (type: string, ...parts: Buffer[]): Buffer => {
    const body = Buffer.concat(parts);
    const head = Buffer.alloc(5);
    head.write(type);
    head.writeInt32BE(body.length + 4, 1);
    return Buffer.concat([head, body]);
  };
  const parameter = (name: string, value: string): Buffer => message("S", Buffer.from(`${name}\0${value}\0`));
  return Buffer.concat([
    message("R", Buffer.alloc(4)),
    parameter("server_version", "18.0"),
    parameter("client_encoding", "UTF8"),
    parameter("standard_conforming_strings", "on"),
    parameter("integer_datetimes", "on"),
    parameter("DateStyle", "ISO, MDY"),
    message("K", Buffer.alloc(8)),
    message("Z", Buffer.from("I")),
  ]);
}
