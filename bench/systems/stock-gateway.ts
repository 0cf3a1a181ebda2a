/** The stock Apollo gateway as its documentation sets it up: Apollo Server, RemoteGraphQLDataSource, subgraphs over HTTP. Its argument is JSON: where they are, and the caller that they are told. */
import { ApolloServer } from "@apollo/server";
import { startStandaloneServer } from "@apollo/server/standalone";
import { readSupergraphSdl } from "#schema/sdl.ts";

// Apollo's gateway reports to its maker unless this is set before it is loaded.
process.env.APOLLO_TELEMETRY_DISABLED = "1";
const { ApolloGateway, RemoteGraphQLDataSource } = await import("@apollo/gateway");
const { SignJWT } = await import("jose");

const { subgraphs, secret, caller } = JSON.parse(process.argv[2] ?? "{}") as {
  subgraphs: readonly { name: string; url: string }[];
  secret: string;
  caller: object;
};
// Signed once and for long, so that the subgraphs' check costs the stock gateway nothing.
const token = await new SignJWT({ caller })
  .setProtectedHeader({ alg: "HS256" })
  .setAudience("andon-subgraph")
  .setIssuedAt()
  .setExpirationTime("1h")
  .sign(new TextEncoder().encode(secret));

const gateway = new ApolloGateway({
  supergraphSdl: readSupergraphSdl(),
  buildService: ({ name }) =>
    new RemoteGraphQLDataSource({
      url: subgraphs.find((subgraph) => subgraph.name === name)?.url ?? "",
      willSendRequest: ({ request }) => request.http?.headers.set("authorization", `Bearer ${token}`),
    }),
});
const { url } = await startStandaloneServer(new ApolloServer({ gateway }), { listen: { host: "127.0.0.1", port: 0 } });
process.stdout.write(`ready ${url}\n`);
