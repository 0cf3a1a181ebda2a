/**
 * `npm run generate`: writes everything that follows from the SDL: the composed supergraph, the canonical types,
 * the JSON Schemas of the canonical changes, and the resolver types of each subgraph; and from the contracts of
 * events and notices theirs, with the AsyncAPI document. `--check` writes nothing and exits 1 naming the files that are not current.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { composeServices } from "@apollo/composition";
import { buildSubgraphSchema, printSubgraphSchema } from "@apollo/subgraph";
import { codegen } from "@graphql-codegen/core";
import * as typescriptPlugin from "@graphql-codegen/typescript";
import * as resolversPlugin from "@graphql-codegen/typescript-resolvers";
import { buildASTSchema, Kind, type ObjectTypeDefinitionNode, parse } from "graphql";
import { stringify } from "yaml";
import { type CanonicalModel, type ModelField, readCanonicalModel } from "./canonical-model.ts";
import { asyncApi } from "./events/asyncapi.ts";
import { cloudEventType, type EventContract, eventContracts } from "./events/contracts.ts";
import { type NoticeContract, noticeContracts } from "./events/notices.ts";
import { readSubgraphSdl, type SubgraphName, subgraphNames } from "./sdl.ts";

const header = "Written by `npm run generate` from schema/subgraphs/*.graphql. Do not edit.";
const root = fileURLToPath(new URL("..", import.meta.url));

/** Every generated file, by its path from the project's folder. */
export async function generate(): Promise<ReadonlyMap<string, string>> {
  const model = readCanonicalModel();
  const files = new Map<string, string>();
  files.set("schema/supergraph.graphql", composeSupergraph());
  files.set("schema/canonical/entities.generated.ts", printEntities(model));
  for (const entity of model.objects.filter((object) => object.kind !== null)) {
    files.set(`schema/events/${entity.kind}.v1.schema.json`, `${JSON.stringify(jsonSchema(model, entity.name), null, 2)}\n`);
  }
  for (const contract of eventContracts) files.set(`schema/events/in/${cloudEventType(contract)}.schema.json`, printContract(contract));
  for (const contract of noticeContracts) files.set(`schema/events/out/${cloudEventType(contract)}.schema.json`, printContract(contract));
  files.set("schema/events/asyncapi.yaml", `# ${contractsHeader}\n${stringify(asyncApi(), { lineWidth: 140 })}`);
  for (const name of subgraphNames) files.set(`subgraphs/${name}/resolvers.generated.ts`, await printResolverTypes(name));
  return files;
}

const contractsHeader = "Written by `npm run generate` from the contracts in schema/events. Do not edit.";

function printContract(contract: EventContract | NoticeContract): string {
  const schema = {
    $schema: "http://json-schema.org/draft-07/schema#",
    $comment: contractsHeader,
    ...contract.data,
    title: cloudEventType(contract),
  };
  return `${JSON.stringify(schema, null, 2)}\n`;
}

/** The supergraph of our own subgraphs. Throws with every composition error. */
function composeSupergraph(): string {
  const composed = composeServices(subgraphNames.map((name) => ({ name, typeDefs: parse(readSubgraphSdl(name)), url: `http://${name}` })));
  if (composed.errors) throw new Error(composed.errors.map((error) => error.message).join("\n"));
  return `# ${header}\n${composed.supergraphSdl}\n`;
}

const tsScalars: Readonly<Record<string, string>> = { Int: "number", Float: "number", Boolean: "boolean" };

function printEntities(model: CanonicalModel): string {
  const enums = [...model.enums].map(([name, values]) => {
    const docs = values.map((value) => `  /** ${value.description} */\n  "${value.name}",`).join("\n");
    const list = `${name.charAt(0).toLowerCase()}${name.slice(1)}Values`;
    return `export const ${list} = [\n${docs}\n] as const;\nexport type ${name} = (typeof ${list})[number];\n`;
  });
  const objects = model.objects.map((object) => {
    const fields = object.fields.map((field) => `  /** ${docOf(field)} */\n  readonly ${field.name}: ${tsType(field)};`).join("\n");
    return `/** ${object.description} */\nexport interface ${object.name} {\n${fields}\n}\n`;
  });
  const kinds = model.objects.filter((object) => object.kind !== null).map((object) => `  readonly "${object.kind}": ${object.name};`);
  return [
    `/** ${header} */\n`,
    ...enums,
    ...objects,
    `/** Every kind of canonical entity and the shape of its body. */\nexport interface EntityBodies {\n${kinds.join("\n")}\n}\n`,
  ].join("\n");
}

function docOf(field: ModelField): string {
  return field.type.of === "reference" ? `${field.description} By its ${keyWords[field.type.name] ?? "number"}.` : field.description;
}

const keyWords: Readonly<Record<string, string>> = { Plant: "code", Batch: "batch number, within the material and plant" };

function tsType(field: ModelField): string {
  const name =
    field.type.of === "scalar" ? (tsScalars[field.type.name] ?? "string") : field.type.of === "reference" ? "string" : field.type.name;
  const type = field.list ? `readonly ${name}[]` : name;
  return field.required ? type : `${type} | null`;
}

function jsonSchema(model: CanonicalModel, entity: string): unknown {
  const definitions: Record<string, unknown> = {};
  const schemaOf = (field: ModelField): unknown => {
    const single = singleSchema(field);
    const value = field.list ? { type: "array", items: single } : single;
    return { ...(field.required ? value : { anyOf: [value, { type: "null" }] }), description: docOf(field) };
  };
  const singleSchema = (field: ModelField): object => {
    const { of, name } = field.type;
    if (of === "reference") return { type: "string", minLength: 1 };
    if (of === "scalar") return scalarSchemas[name] ?? { type: "string" };
    if (of === "enum") return { enum: model.enums.get(name)?.map((value) => value.name) };
    define(name);
    return { $ref: `#/definitions/${name}` };
  };
  const objectSchema = (name: string): object => {
    const object = model.objects.find((candidate) => candidate.name === name);
    if (!object) throw new Error(`${name} is not a type of the canonical model`);
    return {
      description: object.description,
      type: "object",
      additionalProperties: false,
      required: object.fields.map((field) => field.name),
      properties: Object.fromEntries(object.fields.map((field) => [field.name, schemaOf(field)])),
    };
  };
  const define = (name: string): void => {
    if (name in definitions) return;
    definitions[name] = {};
    definitions[name] = objectSchema(name);
  };
  const body = objectSchema(entity);
  const kind = model.objects.find((object) => object.name === entity)?.kind;
  return { $schema: "http://json-schema.org/draft-07/schema#", title: `${kind} v1`, $comment: header, ...body, definitions };
}

const scalarSchemas: Readonly<Record<string, object>> = {
  Int: { type: "integer" },
  Float: { type: "number" },
  Boolean: { type: "boolean" },
  Decimal: { type: "string", pattern: "^-?\\d+(\\.\\d+)?$" },
  Date: { type: "string", pattern: "^\\d{4}-\\d{2}-\\d{2}$" },
  DateTime: { type: "string", pattern: "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?(Z|[+-]\\d{2}:\\d{2})$" },
  UnitCode: { type: "string", pattern: "^[A-Z0-9]{2,3}$" },
};

async function printResolverTypes(name: SubgraphName): Promise<string> {
  // Printed and read again it has the types that clients see, without `_service` and `_entities`, which codegen knows by itself.
  const printed = parse(printSubgraphSchema(buildSubgraphSchema({ typeDefs: parse(readSubgraphSdl(name)) })));
  const output = await codegen({
    filename: `subgraphs/${name}/resolvers.generated.ts`,
    documents: [],
    schema: printed,
    schemaAst: buildASTSchema(printed, { assumeValidSDL: true }),
    config: {
      federation: true,
      useTypeImports: true,
      enumsAsTypes: true,
      immutableTypes: true,
      skipTypename: true,
      scalars: { Decimal: "string", DateTime: "string", Date: "string", UnitCode: "string" },
      contextType: "../context.ts#SubgraphContext",
      mappers: mappersOf(name),
    },
    plugins: [{ typescript: {} }, { resolvers: {} }],
    pluginMap: { typescript: typescriptPlugin, resolvers: resolversPlugin },
  });
  return `/** ${header} */\n${output}`;
}

/** Which type of ours stands behind each GraphQL type when a resolver runs; see subgraphs/parents.ts. */
function mappersOf(name: SubgraphName): Record<string, string> {
  const mappers: Record<string, string> = { Node: "../parents.ts#NodeParent" };
  for (const type of objectTypesOf(name)) {
    const isEntity = type.directives?.some((directive) => directive.name.value === "key") ?? false;
    if (isEntity && ownerOf(type.name.value) !== name) mappers[type.name.value] = "../parents.ts#Reference";
    else if (isEntity || madeByUs.test(type.name.value)) mappers[type.name.value] = `../parents.ts#${type.name.value}Parent`;
  }
  return mappers;
}

/** Pages and events, and the values that must remember whose part they are, or tell more than they hold. */
const madeByUs = /(Connection|Change|Enrichment)$|^(OrderComponent|StockBalance|SyncException|WorkflowStep)$/;

/** The subgraph that tells most of an entity; in the others it is a reference, with a field or two of their own. */
function ownerOf(entity: string): SubgraphName | undefined {
  const fields = (name: SubgraphName): number => objectTypesOf(name).find((type) => type.name.value === entity)?.fields?.length ?? 0;
  return subgraphNames.toSorted((a, b) => fields(b) - fields(a))[0];
}

function objectTypesOf(name: SubgraphName): readonly ObjectTypeDefinitionNode[] {
  return parse(readSubgraphSdl(name)).definitions.filter((definition) => definition.kind === Kind.OBJECT_TYPE_DEFINITION);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const stale: string[] = [];
  for (const [path, text] of await generate()) {
    const file = `${root}/${path}`;
    if (existsSync(file) && readFileSync(file, "utf8") === text) continue;
    stale.push(relative(process.cwd(), file));
    if (process.argv.includes("--check")) continue;
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  if (process.argv.includes("--check") && stale.length > 0) {
    console.error(`Not current, run \`npm run generate\`:\n${stale.join("\n")}`);
    process.exitCode = 1;
  }
}
