/** What a JSON Schema cannot say of the landscape: names that must exist, things that must be there once, what an adapter can do. */
import { type AdapterManifest, adapters, eventSources, neighbours } from "#adapters";
import { eventContracts } from "#schema/events/contracts.ts";
import type { Fault, Path } from "./fault.ts";
import type { Landscape } from "./landscape.ts";

/** Of a landscape whose form is right. */
export function meaningFaults(landscape: Landscape): readonly Fault[] {
  return [
    ...plantFaults(landscape),
    ...systemFaults(landscape),
    ...intakeFaults(landscape),
    ...issuerFaults(landscape),
    ...partnerFaults(landscape),
  ];
}

function* intakeFaults({ intakes = [], systems, plants }: Landscape): Generator<Fault> {
  for (const [index, { name, kind, system, plants: named = [] }] of intakes.entries()) {
    const fault = (member: string, text: string): Fault => ({
      path: ["intakes", index, member],
      text: `intakes[${index}].${member} ${text}`,
    });
    if (intakes.findIndex((other) => other.name === name) !== index) yield fault("name", `is "${name}" a second time; give another name`);
    if (!Object.hasOwn(eventSources, kind))
      yield fault("kind", `is "${kind}", which is no kind of intake; give one of ${Object.keys(eventSources).join(", ")}`);
    const tellers = Object.keys(systems).filter((each) => systems[each]?.role);
    if (!tellers.includes(system))
      yield fault("system", `is "${system}", which is no system with a role; give one of ${tellers.join(", ")}`);
    for (const code of named.filter((each) => !plants.some((plant) => plant.code === each)))
      yield fault("plants", `has "${code}", which is no plant; give codes of plants`);
  }
}

function* issuerFaults({ issuers, plants, limits }: Landscape): Generator<Fault> {
  const tiers = ["standard", ...Object.keys(limits?.tiers ?? {})];
  for (const [index, { issuer, tier, claims }] of issuers.entries()) {
    const fault = (text: string, ...path: Path): Fault => ({ path: ["issuers", index, ...path], text: `issuers[${index}].${text}` });
    if (issuers.findIndex((other) => other.issuer === issuer) !== index)
      yield fault(`issuer is "${issuer}" a second time; keep one of the two entries`, "issuer");
    if (tier !== undefined && !tiers.includes(tier))
      yield fault(`tier is "${tier}", which is not listed under limits.tiers; give one of ${tiers.join(", ")}`, "tier");
    for (const [value, codes] of Object.entries(claims?.plants?.map ?? {})) {
      for (const code of codes === "*" ? [] : codes.filter((each) => !plants.some((plant) => plant.code === each)))
        yield fault(
          `claims.plants.map has "${code}" for ${value}, which is no plant; give codes of plants`,
          "claims",
          "plants",
          "map",
          value,
        );
    }
  }
}

function* partnerFaults({ issuers, gateway }: Landscape): Generator<Fault> {
  const own = gateway?.partners?.issuer;
  if (own !== undefined && issuers.some(({ issuer }) => issuer === own)) {
    yield {
      path: ["gateway", "partners", "issuer"],
      text: `gateway.partners.issuer is "${own}", which is among issuers too; give the gateway's own address, which no identity provider has`,
    };
  }
}

function* plantFaults(landscape: Landscape): Generator<Fault> {
  const served = new Map<string, number>();
  for (const [index, plant] of landscape.plants.entries()) {
    const first = served.get(plant.code);
    if (first !== undefined) {
      const by = landscape.plants[first]?.system;
      yield {
        path: ["plants", index, "code"],
        text: `plant ${plant.code} is served twice, by ${by} and ${plant.system}; remove one of the two entries`,
      };
    }
    served.set(plant.code, first ?? index);
    for (const role of ["system", "formerSystem"] as const) {
      const name = plant[role];
      if (name === undefined || Object.hasOwn(landscape.systems, name)) continue;
      yield {
        path: ["plants", index, role],
        text: `plants[${index}].${role} is "${name}", which is not listed under systems; give one of ${Object.keys(landscape.systems).join(", ")}`,
      };
    }
    for (const type of Object.keys(plant.owners ?? {}).filter((name) => !eventTypes.has(name))) {
      yield {
        path: ["plants", index, "owners", type],
        text: `plants[${index}].owners has "${type}", which is no type of event; give one of ${[...eventTypes].join(", ")}`,
      };
    }
  }
}

const eventTypes: ReadonlySet<string> = new Set(eventContracts.map(({ type }) => type));

function* systemFaults(landscape: Landscape): Generator<Fault> {
  for (const [name, system] of Object.entries(landscape.systems)) {
    const manifest = Object.hasOwn(adapters, system.adapter) ? adapters[system.adapter] : undefined;
    if (Object.hasOwn(neighbours, system.adapter)) {
      yield* neighbourFaults(landscape, name);
    } else if (system.role) {
      yield {
        path: ["systems", name, "role"],
        text: `systems.${name}.role means nothing to the adapter ${system.adapter}, which is of an ERP; remove it`,
      };
    } else if (!manifest) {
      const known = [...Object.keys(adapters), ...Object.keys(neighbours)].join(", ");
      yield {
        path: ["systems", name, "adapter"],
        text: `systems.${name}.adapter is "${system.adapter}", which is no adapter; give one of ${known}`,
      };
    } else if (system.notifications && !manifest.takesNotifications) {
      const able = Object.values(adapters).filter(({ takesNotifications }) => takesNotifications);
      yield {
        path: ["systems", name, "notifications"],
        text: `systems.${name}.notifications means nothing to the adapter ${system.adapter}; remove it: only ${able.map((each) => each.name).join(", ")} takes notifications`,
      };
    }
    if (manifest) yield* mappingFaults(name, system.mappings, manifest);
  }
}

/** Codes added to a table that the adapter does not have, or that stand for what nothing is. */
function* mappingFaults(
  name: string,
  mappings: Landscape["systems"][string]["mappings"],
  manifest: AdapterManifest<never>,
): Generator<Fault> {
  for (const [table, codes] of Object.entries(mappings ?? {})) {
    const fault = (text: string, ...path: Path): Fault => ({ path: ["systems", name, "mappings", table, ...path], text });
    const values = Object.hasOwn(manifest.codeTables, table) ? manifest.codeTables[table] : undefined;
    if (!values) {
      const tables = Object.keys(manifest.codeTables).join(", ");
      yield fault(`systems.${name}.mappings has "${table}", which is no table of the adapter ${manifest.name}; use one of ${tables}`);
      continue;
    }
    for (const [code, value] of Object.entries(codes).filter(([, one]) => !values.includes(one)))
      yield fault(`systems.${name}.mappings.${table}.${code} is "${value}"; give one of ${values.join(", ")}`, code);
  }
}

/** Of a system around the ERPs. */
function* neighbourFaults({ systems, plants }: Landscape, name: string): Generator<Fault> {
  const { adapter, role } = systems[name] ?? {};
  if (!role) {
    yield { path: ["systems", name], text: `systems.${name} has no role; say what it is, such as role: wms` };
    return;
  }
  const first = Object.keys(systems).find((other) => systems[other]?.role === role);
  if (first !== name) {
    yield {
      path: ["systems", name, "role"],
      text: `systems.${name} is a second system of the role ${role}, beside ${first}; keep one of them`,
    };
  }
  const index = plants.findIndex(({ system }) => system === name);
  if (index >= 0) {
    yield { path: ["plants", index, "system"], text: `plants[${index}].system is "${name}", which is a ${adapter}; give the plant's ERP` };
  }
}
