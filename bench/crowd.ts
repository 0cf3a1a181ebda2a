/**
 * Many clients that follow a plant's stock, each over a WebSocket of its own: prints `ready`, and for each change how long after
 * the first client the others have it. Its argument is JSON: url, token, how many clients, and how many distinct selections.
 */
import WebSocket from "ws";

const { url, token, clients, selections } = JSON.parse(process.argv[2] ?? "{}") as {
  url: string;
  token: string;
  clients: number;
  selections: number;
};
/** Clients that connect at once; more would only wait in the kernel. */
const atOnce = 100;
/** A change of which a client has heard nothing after this long is missed. */
const patienceMs = 10_000;

let receipts: number[] = [];
let late: NodeJS.Timeout | null = null;

function receive(): void {
  receipts.push(performance.now());
  late ??= setTimeout(tell, patienceMs);
  if (receipts.length === clients) tell();
}

function tell(): void {
  if (late) clearTimeout(late);
  late = null;
  const [first = 0] = receipts;
  const at = (share: number): number => (receipts[Math.min(receipts.length - 1, Math.floor(receipts.length * share))] ?? first) - first;
  console.log(JSON.stringify({ p50: at(0.5), p99: at(0.99), missed: clients - receipts.length }));
  receipts = [];
}

function connect(index: number): Promise<void> {
  const field = `s${index % selections}: stock { location status quantity { value } }`;
  const query = `subscription { materialAvailabilityChanged(plants: ["1010"]) { kind materialAvailability { material { number description } ${field} } } }`;
  const socket = new WebSocket(url, "graphql-transport-ws", { perMessageDeflate: false });
  return new Promise((resolve, reject) => {
    socket.once("error", reject);
    socket.once("open", () => socket.send(JSON.stringify({ type: "connection_init", payload: { authorization: `Bearer ${token}` } })));
    socket.on("message", (data) => {
      const text = String(data);
      if (text.includes('"connection_ack"')) {
        socket.send(JSON.stringify({ id: "1", type: "subscribe", payload: { query } }));
        resolve();
      } else if (text.includes('"next"')) receive();
    });
  });
}

for (let start = 0; start < clients; start += atOnce) {
  await Promise.all(Array.from({ length: Math.min(atOnce, clients - start) }, (_, index) => connect(start + index)));
}
// The last subscriptions are under way still.
setTimeout(() => console.log("ready"), 2_000);
