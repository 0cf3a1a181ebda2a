/** Figures of the gateway at `GET /metrics`, in the form that Prometheus reads. They name nobody and no operation. */
import { Counter, collectDefaultMetrics, Gauge, Registry } from "prom-client";
import type { EntityCache } from "../caching/entity-cache.ts";
import type { ResponseCache } from "../caching/response-cache.ts";
import type { Route } from "../http/server.ts";
import type { SocketEndpoint } from "../sockets/socket-endpoint.ts";
import type { Hub } from "../subscriptions/hub.ts";

/** Figures that others keep: a family of one name, with a value for each set of labels. */
export interface FigureFamily {
  /** Such as `andon_commands`; in seconds, shares of 1, or counts, by its ending. */
  readonly name: string;
  readonly help: string;
  readonly values: readonly { readonly labels: Readonly<Record<string, string>>; readonly value: number }[];
}

export interface Measured {
  /** Read each time that somebody asks; none where there is nothing under way. */
  readonly figures: () => readonly FigureFamily[];
  readonly cache: ResponseCache | null;
  readonly entities: EntityCache | null;
  readonly hub: Hub;
  readonly sockets: () => SocketEndpoint | null;
}

/** Throws, as a route may, when whoever asks may not have the figures. */
export type PermitMetrics = (authorization: string | undefined) => Promise<void>;

export function metricsRoute({ cache, entities, hub, sockets, figures }: Measured, permit: PermitMetrics): Route {
  const registers = [new Registry()];
  const [registry] = registers as [Registry];
  collectDefaultMetrics({ register: registry, prefix: "andon_" });
  const counter = (name: string, help: string, read: () => number): void => {
    new Counter({
      name,
      help,
      registers,
      collect() {
        // What counts is counted where it happens; here it is only read.
        this.reset();
        this.inc(read());
      },
    });
  };
  const gauge = (name: string, help: string, read: () => number): void => {
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(read());
      },
    });
  };
  counter("andon_response_cache_hits_total", "Answers that were given again", () => cache?.hits ?? 0);
  counter("andon_response_cache_misses_total", "Answers that had to be made", () => cache?.misses ?? 0);
  counter("andon_response_cache_invalidations_total", "Kept answers that a change made stale", () => cache?.invalidations ?? 0);
  gauge("andon_response_cache_answers", "Answers that are kept", () => cache?.size ?? 0);
  gauge("andon_response_cache_characters", "Characters of answers that are kept", () => cache?.characters ?? 0);
  counter("andon_entity_cache_hits_total", "Entities of subgraphs apart that were known", () => entities?.hits ?? 0);
  counter("andon_entity_cache_misses_total", "Entities of subgraphs apart that had to be asked for", () => entities?.misses ?? 0);
  counter(
    "andon_entity_cache_invalidations_total",
    "Kept entities that were not used because who asked had changed something",
    () => entities?.invalidations ?? 0,
  );
  gauge("andon_entity_cache_entities", "Entities of subgraphs apart that are kept", () => entities?.size ?? 0);
  gauge("andon_entity_cache_characters", "Characters of entities that are kept", () => entities?.characters ?? 0);
  counter(
    "andon_stream_executions_total",
    "Events of subscriptions that were answered, each once for all who asked for the same",
    () => hub.executions,
  );
  gauge("andon_stream_subscribers", "Clients that follow a subscription", () => hub.subscribers);
  gauge("andon_stream_audiences", "Distinct subscriptions that are followed", () => hub.audiences);
  gauge("andon_sockets", "WebSockets that are open", () => sockets()?.sockets ?? 0);
  return async (request, response, url) => {
    if (request.method !== "GET" || url.pathname !== "/metrics") return false;
    await permit(request.headers.authorization);
    response.writeHead(200, { "content-type": registry.contentType, "cache-control": "no-store" });
    response.end(`${await registry.metrics()}${figures().map(written).join("")}`);
    return true;
  };
}

/** In the text format of Prometheus (exposition format 0.0.4). */
function written({ name, help, values }: FigureFamily): string {
  const type = name.endsWith("_total") ? "counter" : "gauge";
  const escaped = (text: string): string => text.replace(/\\/g, "\\\\").replace(/\n/g, "\\n").replace(/"/g, '\\"');
  const lines = values.map(({ labels, value }) => {
    const pairs = Object.entries(labels).map(([label, text]) => `${label}="${escaped(text)}"`);
    return `${name}${pairs.length > 0 ? `{${pairs.join(",")}}` : ""} ${value}\n`;
  });
  return `\n# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${lines.join("")}`;
}
