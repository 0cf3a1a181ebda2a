import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type Span, SpanStatusCode } from "@opentelemetry/api";
import { type BatchOutcome, InDoubt, SourceUnavailable } from "#adapters/port";
import type { Tracing } from "#schema/canonical/tracing.ts";
import { attempt, attemptTogether } from "./attempt-span.ts";
import type { KeptCommand } from "./outbox.ts";

const traceId = "a".repeat(32);
const contextOf = (spanId: string): string => `00-${traceId}-${spanId.padStart(16, "0")}-01`;

/** What was told of each span, as `name parent: outcome or fault`. */
function recording(): { readonly tracing: Tracing; readonly told: string[] } {
  const told: string[] = [];
  let spans = 0;
  const begin: Tracing["begin"] = (name, { parent }) => {
    const spanId = String(++spans).padStart(16, "0");
    let said = "";
    const span = {
      spanContext: () => ({ traceId, spanId, traceFlags: 1 }),
      setAttribute: (_: string, value: string) => {
        said ||= value;
        return span;
      },
      setStatus: ({ code }: { readonly code: SpanStatusCode }) => {
        if (code === SpanStatusCode.ERROR) said += " failed";
      },
      end: () => void told.push(`${name} ${parent?.split("-")[2]?.replace(/^0+/, "")}: ${said}`),
    };
    // As much of a span as is used here.
    return span as unknown as Span;
  };
  return { tracing: { begin, reserve: (parent) => parent, tell: () => undefined }, told };
}

const kept = (id: string, parts: Partial<KeptCommand> = {}): KeptCommand =>
  ({
    command: { id, kind: "release-order", plant: "1010", order: id },
    ...{ system: "erp", lane: `1010/${id}`, latencyClass: "MICRO_BATCH", attempts: 1, submittedAt: "2046-12-01T06:00:00Z" },
    traceparent: contextOf(id),
    ...parts,
  }) as KeptCommand;
const applied: BatchOutcome = { outcome: "APPLIED", reference: "1", messages: [] };
const refused: BatchOutcome = { outcome: "REJECTED", messages: [] };

describe("attempts in a trace", () => {
  it("tell how long a command waited for the first, and what came of each", async () => {
    const { tracing, told } = recording();
    await assert.rejects(attempt(tracing, kept("7"), "post", () => Promise.reject(new SourceUnavailable("away"))));
    await attempt(tracing, kept("7", { attempts: 2 }), "post", async () => refused);
    await attempt(tracing, kept("7", { attempts: 2 }), "settle", async () => applied);
    assert.deepEqual(told, [
      "queue 7: ",
      "post release-order 7: SourceUnavailable failed",
      "post release-order 7: REJECTED failed",
      "settle release-order 7: APPLIED",
    ]);
  });

  it("are told for each of the commands that go together, in its own trace", async () => {
    const { tracing, told } = recording();
    const commands = [kept("7", { attempts: 2 }), kept("8", { attempts: 2 }), kept("9", { attempts: 2, traceparent: null })];
    await attemptTogether(tracing, commands, async () => [applied, new InDoubt("lost"), applied]);
    await assert.rejects(attemptTogether(tracing, commands.slice(0, 1), () => Promise.reject(new InDoubt("lost"))));
    assert.deepEqual(told, [
      "post release-order 7: APPLIED",
      "post release-order 8: InDoubt failed",
      "post release-order 7: InDoubt failed",
    ]);
  });

  it("are told nothing of where nothing is traced, and give what came of them all the same", async () => {
    assert.equal(await attempt(null, kept("7"), "post", async () => applied), applied);
    assert.deepEqual(await attemptTogether(null, [kept("7")], async () => [applied]), [applied]);
  });
});
