/**
 * Reads the landscape file. Every fault is found before anything starts, told with its line and remedy, all in one
 * message. Secrets come from the environment by reference (`${NAME}`) and are never printed.
 */
import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { adapters, eventSources, neighbours } from "#adapters";
import type { ClaimMapping, DocumentLevel, Tier } from "#gateway";
import type { EventType, SystemRole } from "#schema/canonical/event.ts";
import type { SubgraphName } from "#schema/sdl.ts";
import type { DeliverySettings, SyncOptions } from "#sync";
import { type Environment, fillReferences } from "./environment-references.ts";
import type { Fault, Path } from "./fault.ts";
import { formFaults, schemaFaults } from "./form.ts";
import { meaningFaults } from "./meaning.ts";
import { readYaml } from "./yaml-text.ts";

export interface Landscape {
  /** Absolute path of the folder that holds the log and the views. */
  readonly data: string;
  readonly retentionDays?: number;
  readonly simulators?: readonly SimulatorName[];
  readonly plants: readonly {
    readonly code: string;
    readonly name: string;
    readonly timeZone: string;
    readonly system: string;
    /** The ERP that served it before: what was sent there is settled there. */
    readonly formerSystem?: string;
    /** Who may tell an event there, where that is not as usual. */
    readonly owners?: Readonly<Partial<Record<EventType, readonly SystemRole[]>>>;
  }[];
  readonly systems: Readonly<Record<string, LandscapeSystem>>;
  /** With how much under way no more events are taken. */
  readonly events?: { readonly mostWaiting?: number; readonly mostUnsettled?: number };
  /** Ways in for events beside HTTP. */
  readonly intakes?: readonly LandscapeIntake[];
  readonly reconciliation?: { readonly everySeconds?: number; readonly slice?: number };
  readonly workflows?: Pick<SyncOptions, "slipLimitDays" | "latencyClasses" | "slaSeconds">;
  readonly issuers: readonly {
    readonly issuer: string;
    readonly audience: string;
    /** `demo`, a URL, or a file's absolute path. */
    readonly jwks: string;
    readonly algorithms: readonly ("RS256" | "ES256" | "EdDSA")[];
    readonly typ?: "at+jwt";
    /** Of callers whose token names none. */
    readonly tier?: string;
    readonly claims?: ClaimMapping;
  }[];
  readonly limits?: {
    readonly redis?: string;
    readonly processes?: number;
    readonly tiers?: Readonly<Record<string, Partial<Omit<Tier, "name">>>>;
  };
  readonly gateway?: {
    readonly host?: string;
    readonly port?: number;
    readonly subgraphs?: Readonly<Partial<Record<SubgraphName, string>>>;
    readonly subgraphSecret?: string;
    readonly cursorSecret?: string;
    readonly executor?: "compiled" | "stock";
    readonly documents?: { readonly level: DocumentLevel; readonly allowedDocuments?: Readonly<Record<string, DocumentLevel>> };
    readonly audit?: { readonly safeInputs: readonly string[] };
    readonly partners?: { readonly issuer: string; readonly audience: string; readonly introspection?: boolean };
  };
}

interface LandscapeIntake {
  readonly name: string;
  readonly kind: string;
  /** Whose events come this way. */
  readonly system: string;
  /** The only plants that may be spoken of. */
  readonly plants?: readonly string[];
  /** What its kind asks for. */
  readonly [setting: string]: unknown;
}

interface LandscapeSystem extends Pick<DeliverySettings, "maintenance" | "batch"> {
  readonly adapter: string;
  /** Set for a system around the ERPs, which is told by webhook. */
  readonly role?: SystemRole;
  readonly throughput?: Pick<DeliverySettings, "concurrency" | "perSecond">;
  readonly pollSeconds?: number;
  readonly connection: Readonly<Record<string, unknown>>;
  /** Its event broker tells of changes at `/webhooks/<system>`; `origin` is the only one that may ask to. */
  readonly notifications?: { readonly secret: string; readonly origin?: string };
  readonly mappings?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export type SimulatorName = "s4hana" | "sap-ecc" | "ebs" | "neighbours";

/** A landscape whose form is right; its references to the environment are still open. */
export interface LandscapeFile {
  /** What it says, with `${NAME}` as written. */
  readonly landscape: Landscape;
  /**
   * Puts the environment in and checks what came in, and each connection against its adapter. Throws UsageError with
   * every fault.
   */
  resolve(environment: Environment): Landscape;
}

/** Reads and checks the form of a landscape file. Throws UsageError with every fault. */
export function readLandscape(file: string): LandscapeFile {
  const { content, refuse } = readYaml(file);
  refuse(formFaults(content));
  const written = content as Landscape;
  refuse(meaningFaults(written));
  const folder = dirname(file);
  const landscape = { ...written, data: resolve(folder, written.data) };
  return {
    landscape,
    resolve(environment) {
      const unset: Fault[] = [];
      const filled = fillLandscape(landscape, environment, unset);
      refuse(unset);
      refuse([...formFaults(filled), ...connectionFaults(filled), ...intakeFaults(filled)]);
      const issuers = filled.issuers.map((issuer) => ({ ...issuer, jwks: placeJwks(issuer.jwks, folder) }));
      refuse(keyFaults(issuers));
      return { ...filled, issuers };
    },
  };
}

/** Faults of variables that are not set are added to `unset`. */
function fillLandscape(landscape: Landscape, environment: Environment, unset: Fault[]): Landscape {
  const fill = <T>(value: T, ...path: Path): T => fillReferences(value, path, environment, unset);
  const systems = Object.entries(landscape.systems).map(([name, system]) => {
    const { connection, notifications } = system;
    const filled = {
      connection: fill(connection, "systems", name, "connection"),
      ...(notifications ? { notifications: fill(notifications, "systems", name, "notifications") } : {}),
    };
    return [name, { ...system, ...filled }];
  });
  return {
    ...landscape,
    systems: Object.fromEntries(systems) as Landscape["systems"],
    issuers: fill(landscape.issuers, "issuers"),
    ...(landscape.intakes ? { intakes: fill(landscape.intakes, "intakes") } : {}),
    ...(landscape.gateway ? { gateway: fill(landscape.gateway, "gateway") } : {}),
  };
}

function connectionFaults(landscape: Landscape): readonly Fault[] {
  return Object.entries(landscape.systems).flatMap(([name, system]) =>
    schemaFaults((adapters[system.adapter] ?? neighbours[system.adapter])?.connectionSchema ?? {}, system.connection, [
      "systems",
      name,
      "connection",
    ]),
  );
}

function intakeFaults({ intakes = [] }: Landscape): readonly Fault[] {
  return intakes.flatMap((intake, index) =>
    schemaFaults(eventSources[intake.kind]?.settingsSchema ?? {}, intakeSettings(intake), ["intakes", index]),
  );
}

/** What an intake says to its kind alone. */
export function intakeSettings({
  name: _,
  kind: __,
  system: ___,
  plants: ____,
  ...settings
}: LandscapeIntake): Readonly<Record<string, unknown>> {
  return settings;
}

/** Issuers whose keys are a file that cannot be used. */
function keyFaults(issuers: Landscape["issuers"]): readonly Fault[] {
  return issuers.flatMap(({ jwks }, index) => {
    if (jwks === "demo" || URL.canParse(jwks) || isKeyFile(jwks)) return [];
    const text = `issuers[${index}].jwks is "${jwks}", which is no file of keys; give one with a JSON Web Key Set (RFC 7517), or its URL`;
    return [{ path: ["issuers", index, "jwks"], text }];
  });
}

function isKeyFile(path: string): boolean {
  try {
    const { keys } = JSON.parse(readFileSync(path, "utf8")) as { readonly keys?: unknown };
    return Array.isArray(keys) && keys.length > 0;
  } catch {
    return false;
  }
}

/** A file is named relative to the landscape's folder. */
function placeJwks(jwks: string, folder: string): string {
  return jwks === "demo" || URL.canParse(jwks) ? jwks : resolve(folder, jwks);
}
