/** What the bench of events has around Andon: a planning system that tells them, as a process of its own, and a subscriber. */
import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import WebSocket from "ws";
import type { EventsSent, SendTask } from "./event-sender.ts";

interface Subscriber {
  /** When (Unix ms) an order was first told with an end, by number and end. */
  readonly seen: ReadonlyMap<string, number>;
  stop(): void;
}

export async function subscribe(url: string, token: string): Promise<Subscriber> {
  const seen = new Map<string, number>();
  const query = `subscription { productionOrderChanged(plants: ["1010", "2010", "3010"]) { productionOrder { number basicEnd } } }`;
  const socket = new WebSocket(url.replace("http", "ws"), "graphql-transport-ws", { perMessageDeflate: false });
  await new Promise<void>((resolve, reject) => {
    socket.once("error", reject);
    socket.once("open", () => socket.send(JSON.stringify({ type: "connection_init", payload: { authorization: `Bearer ${token}` } })));
    socket.on("message", (text) => {
      const message = JSON.parse(String(text)) as {
        type: string;
        payload?: { data?: { productionOrderChanged?: { productionOrder: { number: string; basicEnd: string } } } };
      };
      if (message.type === "connection_ack") {
        socket.send(JSON.stringify({ id: "1", type: "subscribe", payload: { query } }));
        resolve();
      }
      const order = message.payload?.data?.productionOrderChanged?.productionOrder;
      if (!order) return;
      const name = `${order.number} ${Date.parse(order.basicEnd)}`;
      if (!seen.has(name)) seen.set(name, Date.now());
    });
  });
  return { seen, stop: () => socket.terminate() };
}

interface Sender {
  send(task: SendTask): Promise<EventsSent>;
  stop(): Promise<void>;
}

export function startSender(): Sender {
  const program = fileURLToPath(new URL("event-sender.ts", import.meta.url));
  const child: ChildProcess = spawn(process.execPath, [program], { stdio: ["pipe", "pipe", "inherit"] });
  if (!child.stdout || !child.stdin) throw new Error("the sender has no pipes");
  const { stdin } = child;
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async send(task) {
      stdin.write(`${JSON.stringify(task)}\n`);
      const { value, done } = await lines.next();
      if (done) throw new Error("the sender has gone");
      return JSON.parse(value as string) as EventsSent;
    },
    async stop() {
      const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
      stdin.end();
      await ended;
    },
  };
}
