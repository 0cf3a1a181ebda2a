/**
 * The stock Apollo gateway as its documentation sets it up: Apollo Server, RemoteGraphQLDataSource, subgraphs over HTTP. Its
 * argument is JSON: where they are, and the token that they are shown.
 */
import { ApolloServer } from "@apollo/server";
import { startStandaloneServer } from "@apollo/server/standalone";
import { readSupergraphSdl } from "#schema/sdl.ts";

// Apollo's gateway reports to its maker unless this is set before it is loaded.
process.env.APOLLO_TELEMETRY_DISABLED = "1";
const { ApolloGateway, RemoteGraphQLDataSource } = await import("@apollo/gateway");

const { urls, token } = JSON.parse(process.argv[2] ?? "{}") as { urls: Readonly<Record<string, string>>; token: string };
const gateway = new ApolloGateway({
  // It refuses whatever it would have to enforce.
  supergraphSdl: readSupergraphSdl().replaceAll(", for: SECURITY", ""),
  buildService: ({ name }) =>
    new RemoteGraphQLDataSource({
      url: urls[name] ?? "",
      willSendRequest: ({ request }) => request.http?.headers.set("authorization", `Bearer ${token}`),
    }),
});
const { url } = await startStandaloneServer(new ApolloServer({ gateway }), { listen: { host: "127.0.0.1", port: 0 } });
process.stdout.write(`ready ${url}\n`);
