import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { parse, validate } from "graphql";
import { type BothExecutors, composeBoth } from "./both-executors.fixture.ts";
import { draws, operation } from "./operations.fixture.ts";
import { services } from "./supergraphs.fixture.ts";

/** The same supergraphs each time; another seed looks elsewhere, and `SUPERGRAPHS` says how many are looked at. */
const seed = Number(process.env.SEED ?? 20261130);
const supergraphs = Number(process.env.SUPERGRAPHS ?? 20);
const operationsEach = 6;

describe("a supergraph that nobody has thought of", () => {
  it("is answered as Apollo's executor answers it, from data with gaps and faults", async () => {
    let composed = 0;
    let asked = 0;
    await fc.assert(
      fc.asyncProperty(draws(300), async (draw) => {
        const drawn = services(draw);
        const both = compose(drawn);
        if (!both) return;
        composed += 1;
        const { apiSchema } = both.generation;
        for (let index = 0; index < operationsEach; index++) {
          const text = operation(apiSchema, 5, draw);
          if (validate(apiSchema, parse(text)).length > 0) continue;
          asked += 1;
          try {
            await both.compare(text, draw(2) === 0 ? {} : { yes: draw(2) === 0, no: draw(2) === 0 }, "any");
          } catch (fault) {
            const told = Object.entries(drawn).map(([name, { sdl }]) => `# ${name}\n${sdl}`);
            throw new Error(`${told.join("\n\n")}\n\n${text}`, { cause: fault });
          }
        }
      }),
      { seed, numRuns: supergraphs, endOnFailure: true },
    );
    // What is drawn is to compose mostly, or nothing would be compared.
    assert.ok(composed >= supergraphs / 2, `${composed} of ${supergraphs} composed`);
    assert.ok(asked >= supergraphs, `${asked} operations were asked`);
  });
});

/** Null for what does not compose. */
function compose(drawn: Parameters<typeof composeBoth>[0]): BothExecutors | null {
  try {
    return composeBoth(drawn);
  } catch {
    return null;
  }
}
