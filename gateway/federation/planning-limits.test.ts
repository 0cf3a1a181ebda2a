import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { composeServices } from "@apollo/composition";
import { parse } from "graphql";
import { startGatewayUnderTest } from "../gateway.fixture.ts";

/** Every subgraph has the same fields of an object that leads back to itself. */
const sdl = (index: number) =>
  parse(`extend schema @link(url: "https://specs.apollo.dev/federation/v2.7", import: ["@key", "@shareable"])
    type Query { a: A @shareable }
    type A @key(fields: "id") { id: ID! @shareable  a: A @shareable  b: A @shareable  x: Int @shareable  y${index}: Int }`);

function selection(depth: number): string {
  if (depth === 0) return "x y0 y1";
  return `x a { ${selection(depth - 1)} } b { ${selection(depth - 1)} y${depth} }`;
}

describe("an operation that has a great many plans", () => {
  it("is planned or refused in bounded time, and never fails inside", async () => {
    const services = Array.from({ length: 6 }, (_, index) => ({ name: `s${index}`, typeDefs: sdl(index), url: "http://127.0.0.1:9" }));
    const { supergraphSdl = "" } = composeServices(services);
    await using under = await startGatewayUnderTest({ supergraphSdl, subgraphs: {} });
    const token = await under.sign();
    await under.ask(`{ a { ${selection(1)} } }`, token);
    const before = process.threadCpuUsage();
    const { status, body } = await under.ask(`{ a { ${selection(4)} } }`, token);
    const { user, system } = process.threadCpuUsage(before);
    assert.ok(status === 200 || /OPERATION_TOO_COMPLEX/.test(JSON.stringify(body)), JSON.stringify(body));
    // Ten thousand plans take seconds, a thousand some tenths of one.
    assert.ok(user + system < 1_000_000, `${(user + system) / 1_000} ms`);
  });
});
