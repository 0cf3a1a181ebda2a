/** One fuzz case with the gateway, on a socket of its own, and what is wrong with what became of it. */
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import type { HttpCase } from "./http-bytes.ts";
import { frame } from "./socket-frames.ts";

/** What a case came to. */
export interface Outcome {
  /** Nothing was answered, and the socket was not let go of. */
  readonly isHung: boolean;
  /** Milliseconds until it was over, waiting for the rest of what is no whole request left out. */
  readonly ms: number;
  readonly fault: string | null;
}

/** How long anything is waited for before it counts as hung. */
const patienceMs = 3_000;
/** How long the gateway may wait for the rest of a request that looks unfinished, before its client leaves. */
const unfinishedMs = 40;

/** Sends a request; over when the gateway closes the socket, or the first piece of a stream has come. */
export async function exchangeHttp(port: number, { bytes, isFramed }: HttpCase): Promise<Outcome> {
  const line = await open(port);
  let began = performance.now();
  line.socket.write(bytes);
  let isOver = await line.until((text) => isStream(text) || (!isFramed && text !== ""), isFramed ? patienceMs : unfinishedMs);
  if (!isOver) {
    // What was sent may be the beginning of a request only: then it ends with its client.
    began = performance.now();
    line.socket.end();
    isOver = await line.until(isStream, patienceMs);
  }
  const ms = performance.now() - began;
  line.socket.destroy();
  return { isHung: !isOver, ms, fault: faultOfHttp(line.text()) };
}

/** Sends frames after the handshake; over when a last ping is answered or the socket is closed. */
export async function exchangeFrames(port: number, handshake: string, frames: Buffer): Promise<Outcome> {
  const line = await open(port);
  let began = performance.now();
  line.socket.write(handshake);
  if (!(await line.until((text) => text.includes("\r\n\r\n"), patienceMs))) {
    line.socket.destroy();
    return { isHung: true, ms: patienceMs, fault: null };
  }
  const mark = "the last ping";
  line.socket.write(Buffer.concat([frames, frame(9, Buffer.from(mark))]));
  let isOver = await line.until((text) => text.includes(mark), unfinishedMs);
  if (!isOver) {
    began = performance.now();
    line.socket.end();
    isOver = await line.until(() => false, patienceMs);
  }
  const ms = performance.now() - began;
  line.socket.destroy();
  return { isHung: !isOver, ms, fault: faultOfFrames(line.text()) };
}

interface Line {
  readonly socket: Socket;
  text(): string;
  /** Whether the text that has come `fits`, or the socket was closed, in time. */
  until(fits: (text: string) => boolean, withinMs: number): Promise<boolean>;
}

async function open(port: number): Promise<Line> {
  // Half open: whatever is answered to a client that has said all it says is read too.
  const socket = connect({ port, host: "127.0.0.1", allowHalfOpen: true });
  let text = "";
  let isClosed = false;
  let wake: () => void = () => undefined;
  socket.on("error", () => undefined);
  socket.on("data", (chunk: Buffer) => {
    text += chunk.toString("latin1");
    wake();
  });
  for (const event of ["end", "close"])
    socket.on(event, () => {
      isClosed = true;
      wake();
    });
  await once(socket, "connect");
  return {
    socket,
    text: () => text,
    async until(fits, withinMs) {
      const late = new AbortController();
      const deadline = delay(withinMs, "late" as const, { signal: late.signal }).catch(() => "late" as const);
      while (!isClosed && !fits(text)) {
        const woken = new Promise<"woken">((resolve) => (wake = () => resolve("woken")));
        if ((await Promise.race([woken, deadline])) === "late") break;
      }
      late.abort();
      return isClosed || fits(text);
    },
  };
}

function isStream(text: string): boolean {
  return /^HTTP\/1\.1 200 [\s\S]*?content-type: (text\/event-stream|multipart\/mixed; boundary="graphql")[\s\S]*?\r\n\r\n./i.test(text);
}

/** What is of the inside and never said outside. */
const inside =
  /\n\s+at |node:internal|node_modules|file:\/\/|\.ts:\d|\/tmp\/|\bSELECT\b.*\bFROM\b|SQLITE|ECONN|(Type|Range|Reference|Syntax)Error|INTERNAL_SERVER_ERROR|GraphQLError/;

function faultOfHttp(text: string): string | null {
  const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1] ?? 0);
  if (status >= 500) return text.slice(0, 600);
  return faultOfText(text);
}

/** Close code 1011 says that the server has failed (RFC 6455, section 7.4.1). */
function faultOfFrames(text: string): string | null {
  const code = text.indexOf("\u0003\u00f3");
  return text.charCodeAt(code - 2) === 0x88 ? `closed with 1011: ${text.slice(-200)}` : faultOfText(text);
}

function faultOfText(text: string): string | null {
  const found = inside.exec(text);
  return found ? `says "${found[0]}": ${text.slice(Math.max(0, found.index - 300), found.index + 300)}` : null;
}
