/** The port that clients know: it passes bytes on to the database server, and can be shut or made slow. */
import { type AddressInfo, createConnection, createServer, type Socket } from "node:net";

export interface Door {
  readonly port: number;
  /** Shut, it ends every connection and refuses new ones. */
  shut(closed: boolean): void;
  /** Milliseconds that each packet of a client waits. */
  slow(milliseconds: number): void;
  /** Whether the next transaction that writes to an interface is committed, and its client not told so. */
  loseAnswer(loses: boolean): void;
  close(): Promise<void>;
}

/** Listens on a free port of 127.0.0.1. */
export async function openDoor(target: { host: string; port: number }): Promise<Door> {
  let isShut = false;
  let delay = 0;
  let loses = false;
  const sockets = new Set<Socket>();
  const keep = (socket: Socket): Socket => {
    sockets.add(socket);
    socket.setNoDelay(true);
    return socket.on("error", () => socket.destroy()).on("close", () => sockets.delete(socket));
  };

  const server = createServer((client) => {
    keep(client);
    if (isShut) {
      client.destroy();
      return;
    }
    const backend = keep(createConnection(target));
    let passed: Promise<void> = Promise.resolve();
    let hasWritten = false;
    let isLost = false;
    client.on("data", (chunk) => {
      const said = chunk.toString("latin1");
      hasWritten ||= /insert into apps\.\w+_interface/i.test(said);
      if (/commit\0/i.test(said)) {
        isLost = loses && hasWritten;
        if (isLost) loses = false;
        hasWritten = false;
      }
      passed = passed.then(() => wait(delay)).then(() => void (backend.writable && backend.write(chunk)));
    });
    backend.on("data", (chunk) => {
      // What the server answers to the commit says that it is done.
      if (isLost) client.destroy();
      else client.write(chunk);
    });
    client.on("end", () => void passed.then(() => backend.end()));
    client.on("close", () => backend.destroy());
    backend.on("close", () => client.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));

  const dropAll = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    port: (server.address() as AddressInfo).port,
    shut(closed) {
      isShut = closed;
      if (closed) dropAll();
    },
    slow(milliseconds) {
      delay = milliseconds;
    },
    loseAnswer(next) {
      loses = next;
    },
    close: async () => {
      dropAll();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const wait = (milliseconds: number): Promise<void> =>
  milliseconds > 0 ? new Promise((resolve) => setTimeout(resolve, milliseconds)) : Promise.resolve();
