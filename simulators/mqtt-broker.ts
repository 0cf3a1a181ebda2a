/**
 * A broker over a real socket that keeps sessions as MQTT 5 says: QoS 1, messages in flight up to the client's receive maximum,
 * what is not acknowledged sent again on the next connection. No broker on npm speaks MQTT 5.
 */
import { once } from "node:events";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { generate, type IConnectPacket, type IPublishPacket, type Packet, parser } from "mqtt-packet";

type Sent = Pick<IPublishPacket, "topic" | "payload" | "properties">;

interface Session {
  readonly filters: Set<string>;
  /** Not acknowledged, in their order; those sent already have an id. */
  readonly waiting: { readonly message: Sent; id: number | null; isSentHere: boolean }[];
  receiveMaximum: number;
  socket: Socket | null;
}

export class MqttBroker implements AsyncDisposable {
  readonly #server: Server;
  readonly #sessions = new Map<string, Session>();
  #ids = 0;
  /** Of each connection, in order. */
  readonly connects: IConnectPacket[] = [];
  /** Topics and texts that clients published. */
  readonly published: { readonly topic: string; readonly payload: Buffer }[] = [];

  readonly #sockets = new Set<Socket>();
  #port = 0;

  private constructor(server: Server) {
    this.#server = server;
    server.on("connection", (socket) => this.#serve(socket));
  }

  static async start(): Promise<MqttBroker> {
    const broker = new MqttBroker(createServer());
    await broker.comeBack();
    return broker;
  }

  get url(): string {
    return `mqtt://127.0.0.1:${this.#port}`;
  }

  /** Lets nobody in until `comeBack`; sessions stay, and what is published for them waits. */
  async goAway(): Promise<void> {
    const closed = once(this.#server, "close");
    this.#server.close();
    this.cut();
    await closed;
  }

  /** Listens at the address it had. */
  async comeBack(): Promise<void> {
    this.#server.listen(this.#port, "127.0.0.1");
    await once(this.#server, "listening");
    this.#port = (this.#server.address() as AddressInfo).port;
  }

  /** Messages that a client has not acknowledged. */
  unacknowledged(clientId: string): number {
    return this.#sessions.get(clientId)?.waiting.length ?? 0;
  }

  isSubscribed(clientId: string): boolean {
    const session = this.#sessions.get(clientId);
    return session?.socket != null && session.filters.size > 0;
  }

  publish(topic: string, payload: string | Buffer, properties: NonNullable<Sent["properties"]> = {}): void {
    for (const session of this.#sessions.values()) {
      if (![...session.filters].some((filter) => fits(filter, topic))) continue;
      session.waiting.push({ message: { topic, payload, properties }, id: null, isSentHere: false });
      this.#send(session);
    }
  }

  /** Breaks every connection, as a network does; sessions stay. */
  cut(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#server.listening) await this.goAway();
  }

  #serve(socket: Socket): void {
    this.#sockets.add(socket);
    let session: Session | null = null;
    const packets = parser({ protocolVersion: 5 });
    packets.on("packet", (packet: Packet) => {
      if (packet.cmd === "connect") session = this.#connect(packet, socket);
      else if (session) this.#answer(packet, session, socket);
    });
    socket.on("data", (bytes) => packets.parse(bytes));
    socket.on("error", () => socket.destroy());
    socket.on("close", () => {
      this.#sockets.delete(socket);
      if (session?.socket === socket) session.socket = null;
    });
  }

  #connect(packet: IConnectPacket, socket: Socket): Session {
    this.connects.push(packet);
    const kept = packet.clean ? undefined : this.#sessions.get(packet.clientId);
    const session = kept ?? { filters: new Set<string>(), waiting: [], receiveMaximum: 65_535, socket };
    session.socket = socket;
    session.receiveMaximum = packet.properties?.receiveMaximum ?? 65_535;
    for (const each of session.waiting) each.isSentHere = false;
    this.#sessions.set(packet.clientId, session);
    write(socket, { cmd: "connack", reasonCode: 0, sessionPresent: kept !== undefined });
    this.#send(session);
    return session;
  }

  #answer(packet: Packet, session: Session, socket: Socket): void {
    if (packet.cmd === "pingreq") write(socket, { cmd: "pingresp" });
    if (packet.cmd === "disconnect") socket.end();
    if (packet.cmd === "subscribe") {
      for (const { topic } of packet.subscriptions) session.filters.add(topic);
      write(socket, { cmd: "suback", messageId: packet.messageId ?? 0, granted: packet.subscriptions.map(({ qos }) => qos) });
    }
    if (packet.cmd === "publish") {
      this.published.push({ topic: packet.topic, payload: Buffer.from(packet.payload) });
      if (packet.qos === 1) this.publish(packet.topic, packet.payload, packet.properties ?? {});
      if (packet.qos === 1) write(socket, { cmd: "puback", messageId: packet.messageId ?? 0, reasonCode: 0 });
    }
    if (packet.cmd === "puback") {
      const index = session.waiting.findIndex(({ id }) => id === packet.messageId);
      if (index < 0) throw new Error(`${packet.messageId} is acknowledged, which was not sent`);
      session.waiting.splice(index, 1);
      this.#send(session);
    }
  }

  #send({ socket, waiting, receiveMaximum }: Session): void {
    if (!socket || socket.destroyed) return;
    for (const each of waiting.slice(0, receiveMaximum)) {
      if (each.isSentHere) continue;
      const dup = each.id !== null;
      this.#ids = (this.#ids % 65_535) + 1;
      each.id ??= this.#ids;
      each.isSentHere = true;
      write(socket, { cmd: "publish", qos: 1, dup, retain: false, messageId: each.id, ...each.message });
    }
  }
}

function write(socket: Socket, packet: Packet): void {
  socket.write(generate(packet, { protocolVersion: 5 }));
}

/** Whether a topic fits a filter (MQTT 5, section 4.7). */
function fits(filter: string, topic: string): boolean {
  const levels = topic.split("/");
  const wanted = filter.split("/");
  return (
    wanted.every((level, index) => level === "#" || (index < levels.length && (level === "+" || level === levels[index]))) &&
    (wanted.at(-1) === "#" || wanted.length === levels.length)
  );
}
