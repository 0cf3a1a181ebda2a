/** `/explorer`: GraphiQL from its package, served by us; the page asks no other host. */
import { createReadStream, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Route } from "../http/server.ts";

/** An operation that the explorer offers in a tab of its own. */
export interface Sample {
  readonly name: string;
  readonly text: string;
}

const require = createRequire(import.meta.url);
const folderOf = (name: string): string => dirname(require.resolve(`${name}/package.json`));

/** Files of the packages that the page is made of, by the name under which the page asks for them. */
function assetFiles(): ReadonlyMap<string, string> {
  const graphiql = folderOf("graphiql");
  // graphql-ws does not export its package.json; its door lies in the folder that is wanted.
  const graphqlWs = dirname(require.resolve("graphql-ws"));
  const own = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
  return new Map([
    ["graphiql.js", join(graphiql, "graphiql.min.js")],
    ["graphiql.css", join(graphiql, "graphiql.min.css")],
    ["react.js", join(folderOf("react"), "umd/react.production.min.js")],
    ["react-dom.js", join(folderOf("react-dom"), "umd/react-dom.production.min.js")],
    ["explorer.js", own("explorer-page.js")],
    ...clientFiles(graphqlWs),
  ]);
}

/** The client of graphql-ws is a module that imports a chunk whose name changes with each release. */
function clientFiles(folder: string): [string, string][] {
  const client = join(folder, "client.js");
  const chunks = [...readFileSync(client, "utf8").matchAll(/from\s*['"]\.\/([\w-]+\.js)['"]/g)].map(([, chunk]) => String(chunk));
  return [["client.js", client], ...chunks.map((chunk): [string, string] => [chunk, join(folder, chunk)])];
}

// GraphiQL's editor sets styles on elements, and its worker-less modes need no more than this.
const policy =
  "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self' ws: wss:; frame-ancestors 'none'";

export function createExplorerRoute(samples: readonly Sample[]): Route {
  const assets = assetFiles();
  const page = writePage();
  const sampleText = JSON.stringify(samples);
  return (request, response, url) => {
    if (request.method !== "GET" || !url.pathname.startsWith("/explorer")) return false;
    if (url.pathname === "/explorer") {
      response.writeHead(200, {
        "content-type": "text/html; charset=utf-8",
        "content-security-policy": policy,
        "cache-control": "no-store",
      });
      response.end(page);
      return true;
    }
    const name = url.pathname.slice("/explorer/".length);
    if (name === "samples.json") {
      response.writeHead(200, { "content-type": "application/json", "cache-control": "no-store" });
      response.end(sampleText);
      return true;
    }
    const file = assets.get(name);
    if (!file) return false;
    const type = name.endsWith(".css") ? "text/css; charset=utf-8" : "text/javascript; charset=utf-8";
    response.writeHead(200, { "content-type": type, "cache-control": "max-age=3600" });
    createReadStream(file).pipe(response);
    return true;
  };
}

function writePage(): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>Andon explorer</title>
    <link rel="icon" href="data:,">
    <link rel="stylesheet" href="/explorer/graphiql.css">
    <style>html, body, #explorer { height: 100%; margin: 0 }</style>
  </head>
  <body>
    <div id="explorer"></div>
    <script src="/explorer/react.js"></script>
    <script src="/explorer/react-dom.js"></script>
    <script src="/explorer/graphiql.js"></script>
    <script type="module" src="/explorer/explorer.js"></script>
  </body>
</html>
`;
}
