/** The parts of a gateway that answer operations, put together; what listens to a network is not among them. */
import type { Logger } from "pino";
import type { Caller } from "#schema/canonical/caller.ts";
import type { Tracing } from "#schema/canonical/tracing.ts";
import type { AuditLog } from "./audit/audit-log.ts";
import { Auditor } from "./audit/auditor.ts";
import { policies } from "./authorization/policies/index.ts";
import { EntityCache } from "./caching/entity-cache.ts";
import { ResponseCache } from "./caching/response-cache.ts";
import { TrustedDocuments, type TrustedDocumentsOptions } from "./documents/trusted-documents.ts";
import { OperationStore } from "./engine/checked-operation.ts";
import { parseDocument, validateDocument } from "./engine/documents.ts";
import { Engine } from "./engine/engine.ts";
import { Preparation } from "./engine/preparation.ts";
import type { UsageMeter } from "./engine/usage-meter.ts";
import { compileOperation } from "./execution/compiled-operation.ts";
import { stockOperation } from "./execution/stock-operation.ts";
import { loadGeneration } from "./federation/generation.ts";
import { Generations } from "./federation/generations.ts";
import type { CreateContext } from "./federation/local/local-events.ts";
import { placeSubgraphs, type SubgraphPlace } from "./federation/place-subgraphs.ts";
import { Writes } from "./federation/writes.ts";
import type { Limiter } from "./limits/limiter.ts";
import { CursorSigner } from "./subscriptions/cursor.ts";
import { Hub } from "./subscriptions/hub.ts";

export interface AssemblyOptions {
  readonly supergraphSdl: string;
  /** Where subgraphs are; those that are not named are where the supergraph says. */
  readonly subgraphs: Readonly<Record<string, SubgraphPlace>>;
  /** What resolvers are given, made once for each request or event; it carries the caller as `caller`. */
  readonly createContext: CreateContext;
  /** How operations are run: compiled, or by Apollo's own executor, which knows neither subscriptions nor deferred parts. */
  readonly executor?: "compiled" | "stock";
  /** Whether answers are kept for as long as they are true; true by default. */
  readonly keepsAnswers?: boolean;
  /** What callers may use; nobody is limited where there is none. */
  readonly limiter?: Limiter;
  /** Documents that are stored here, and what becomes of texts that are not; by default any text is run. */
  readonly documents?: Omit<TrustedDocumentsOptions, "log">;
  /** Where mutations and refusals are recorded; `safeInputs` are kept with them, by schema coordinates. */
  readonly audit?: { readonly log: AuditLog; readonly safeInputs: ReadonlySet<string> };
  /** Whether a caller may ask for the schema, as far as it sees it; everybody may by default. */
  readonly mayIntrospect?: (caller: Caller | null) => boolean;
  /** Is told what callers use. */
  readonly usage?: UsageMeter;
  /** Signs the cursors of subscriptions; the same in every process that serves the same clients. */
  readonly cursorSecret: string;
  /** Null, as by default, where nothing is traced. */
  readonly tracing?: Tracing | null;
  readonly log: Logger;
}

export interface Assembly {
  readonly generations: Generations;
  readonly preparation: Preparation;
  readonly engine: Engine;
  readonly hub: Hub;
  readonly cache: ResponseCache | null;
  readonly entities: EntityCache | null;
  readonly limiter: Limiter | null;
  readonly auditor: Auditor | null;
}

/** Throws what makes the supergraph unusable. */
export function assemble(options: AssemblyOptions): Assembly {
  const { createContext, log, limiter = null, usage = null, tracing = null } = options;
  const preparation = new Preparation(
    () => generations,
    (generation) =>
      new OperationStore(generation, {
        parse: parseDocument,
        validate: (document) => validateDocument(generation, document),
        compile: options.executor === "stock" ? stockOperation : compileOperation,
      }),
    new TrustedDocuments({ store: null, level: "OFF", ...options.documents, log }),
    options.mayIntrospect,
  );
  const writes = new Writes();
  const keepsAnswers = options.keepsAnswers ?? true;
  const entities = keepsAnswers ? new EntityCache(writes) : null;
  const generations: Generations = new Generations(options.supergraphSdl, {
    load: (sdl) => loadGeneration(sdl, placeSubgraphs(options.subgraphs, createContext, { writes, entities, tracing }), { policies, log }),
    warm: (next, present) => preparation.warm(next, present),
    log,
  });
  const cache = keepsAnswers ? new ResponseCache(writes) : null;
  const auditor = options.audit ? new Auditor(options.audit.log) : null;
  const safeInputs = options.audit?.safeInputs ?? new Set();
  const engine = new Engine({ preparation, generations, cache, limiter, auditor, safeInputs, usage, createContext, tracing, log });
  const hub = new Hub({ engine, preparation, limiter, usage, signer: new CursorSigner(options.cursorSecret) });
  generations.onSwitched(() => {
    cache?.clear();
    entities?.clear();
    hub.replan();
  });
  return { generations, preparation, engine, hub, cache, entities, limiter, auditor };
}
