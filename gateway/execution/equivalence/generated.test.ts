import { describe, it } from "node:test";
import fc from "fast-check";
import { parse, validate } from "graphql";
import { composeBoth } from "./both-executors.fixture.ts";
import { operations } from "./operations.fixture.ts";
import { plants } from "./plants.fixture.ts";

/** The same operations each time; another seed looks elsewhere. */
const seed = Number(process.env.SEED ?? 20261123);
const runs = Number(process.env.RUNS ?? 250);

describe("an operation that nobody has thought of", () => {
  it("is answered as Apollo's executor answers it, from data with gaps and faults", async () => {
    const both = composeBoth(plants);
    const schema = both.generation.apiSchema;
    const texts = operations(schema, 4).filter((text) => validate(schema, parse(text)).length === 0);
    await fc.assert(
      fc.asyncProperty(texts, fc.record({ yes: fc.boolean(), no: fc.boolean() }, { requiredKeys: [] }), async (text, variables) => {
        await both.compare(text, variables, "any");
      }),
      { seed, numRuns: runs },
    );
  });
});
