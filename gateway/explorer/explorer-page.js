/**
 * The explorer in the browser: GraphiQL with a tab for each sample operation. The token comes from the page's address
 * (`#token=...`), never from a query string, and stands in the headers editor, where it can be replaced.
 */
import { createClient } from "./client.js";

const { React, ReactDOM, GraphiQL } = globalThis;
const token = new URLSearchParams(location.hash.slice(1)).get("token") ?? "";
const headers = JSON.stringify({ authorization: `Bearer ${token}` }, null, 2);
const samples = await (await fetch("/explorer/samples.json")).json();

// Tabs of an earlier visit would hide the samples, and their headers an old token.
for (const key of Object.keys(localStorage)) if (key.startsWith("graphiql:")) localStorage.removeItem(key);

/** One socket for each token that the headers editor has held; GraphiQL tells the headers with every operation. */
const clients = new Map();
function clientFor(authorization) {
  if (!clients.has(authorization)) {
    const url = new URL("/graphql", location.href);
    url.protocol = url.protocol.replace("http", "ws");
    clients.set(authorization, createClient({ url: url.href, connectionParams: { authorization } }));
  }
  return clients.get(authorization);
}

function subscribe(operation, authorization) {
  return clientFor(authorization).iterate(operation);
}

async function post(operation, given) {
  const response = await fetch("/graphql", {
    method: "POST",
    headers: { "content-type": "application/json", ...given },
    body: JSON.stringify(operation),
  });
  return response.json();
}

/** GraphiQL parses with a delay, so the name that it gives may be of the tab before: the text itself decides. */
function fetcher({ query, variables, operationName }, options) {
  const given = { authorization: `Bearer ${token}`, ...options?.headers };
  const text = query.replaceAll(/#.*$/gm, "");
  const named = operationName && new RegExp(`\\b(query|mutation|subscription)\\s+${operationName}\\b`).exec(text);
  const kind = named?.[1] ?? /^\s*(query|mutation|subscription)\b/.exec(text)?.[1];
  const operation = { query, variables, ...(named ? { operationName } : {}) };
  return kind === "subscription" ? subscribe(operation, given.authorization) : post(operation, given);
}

const defaultTabs = samples.map(({ text }) => ({ query: text, headers }));
const explorer = React.createElement(GraphiQL, {
  fetcher,
  defaultTabs,
  defaultHeaders: headers,
  shouldPersistHeaders: false,
  isHeadersEditorEnabled: true,
});
ReactDOM.createRoot(document.getElementById("explorer")).render(explorer);
