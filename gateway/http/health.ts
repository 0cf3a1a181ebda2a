/** `/health/live`: the process answers. `/health/ready`: it serves, and what each system's state is. */
import type { Route } from "./server.ts";

export interface Readiness {
  /** One entry for each system, as the sync tells it; a system that is away does not make the gateway unready: it serves what it has. */
  readonly systems: readonly object[];
  /** One entry for each way in for events beside HTTP. */
  readonly intakes?: readonly object[];
}

export function healthRoute(readiness: () => Readiness, isStopping: () => boolean): Route {
  return (request, response, url) => {
    if (request.method !== "GET" || !url.pathname.startsWith("/health/")) return false;
    const body =
      url.pathname === "/health/live"
        ? { status: "live" }
        : url.pathname === "/health/ready"
          ? { status: isStopping() ? "stopping" : "ready", ...readiness() }
          : null;
    if (!body) return false;
    response.writeHead(body.status === "stopping" ? 503 : 200, { "content-type": "application/json", "cache-control": "no-store" });
    response.end(JSON.stringify(body));
    return true;
  };
}
