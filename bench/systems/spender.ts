/** A process that takes from one caller's budget in Redis as fast as it gets answers: `spender.ts '{"url","processes","seconds","costPerMinute","burst"}'` prints what it got. */
import { pino } from "pino";
import { createLimiter } from "#gateway";
import type { Caller } from "#schema/canonical/caller.ts";

export interface SpenderOptions {
  readonly url: string;
  readonly processes: number;
  readonly seconds: number;
  readonly costPerMinute: number;
  readonly burst: number;
}

export interface Spent {
  readonly decisions: number;
  readonly allowed: number;
  /** When it began and ended, in ms of the machine's clock. */
  readonly began: number;
  readonly ended: number;
  /** Milliseconds of a decision. */
  readonly p50: number;
  readonly p99: number;
}

const caller: Caller = { subject: "spender", scopes: [], plants: "ALL", supplier: null, tier: "bench", expiresAt: 9e9 };
/** Decisions under way at the same time in a process. */
const concurrency = 16;

const { url, processes, seconds, costPerMinute, burst } = JSON.parse(process.argv[2] ?? "{}") as SpenderOptions;
const limiter = await createLimiter({
  tiers: { bench: { costPerMinute, burst } },
  redis: { url, processes },
  log: pino({ level: "silent" }),
});
const times: number[] = [];
let allowed = 0;
const began = Date.now();
const end = performance.now() + seconds * 1_000;

async function spend(): Promise<void> {
  while (performance.now() < end) {
    const asked = performance.now();
    const isAllowed = await limiter.take(caller, 1).then(
      () => true,
      () => false,
    );
    times.push(performance.now() - asked);
    if (isAllowed) allowed += 1;
  }
}

await Promise.all(Array.from({ length: concurrency }, spend));
const ended = Date.now();
await limiter.stop();
times.sort((a, b) => a - b);
const at = (share: number): number => times[Math.floor(times.length * share)] ?? 0;
console.log(JSON.stringify({ decisions: times.length, allowed, began, ended, p50: at(0.5), p99: at(0.99) } satisfies Spent));
