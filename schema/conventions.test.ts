import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  type ConstDirectiveNode,
  type DefinitionNode,
  type FieldDefinitionNode,
  type InputValueDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  parse,
  print,
  type TypeNode,
} from "graphql";
import { readSubgraphSdl, subgraphNames } from "./sdl.ts";

interface Owned<N> {
  /** Such as `production-orders ProductionOrder.number`. */
  readonly path: string;
  readonly node: N;
}

const definitions: readonly Owned<DefinitionNode>[] = subgraphNames.flatMap((subgraph) =>
  parse(readSubgraphSdl(subgraph)).definitions.map((node) => ({ path: `${subgraph} ${"name" in node ? node.name?.value : ""}`, node })),
);

const objects = definitions.filter((owned): owned is Owned<ObjectTypeDefinitionNode> => owned.node.kind === Kind.OBJECT_TYPE_DEFINITION);
const inputs = definitions.flatMap(({ path, node }) => (node.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION ? [{ path, node }] : []));
const enums = definitions.flatMap(({ path, node }) => (node.kind === Kind.ENUM_TYPE_DEFINITION ? [{ path, node }] : []));
const fields: readonly (Owned<FieldDefinitionNode> & { readonly type: ObjectTypeDefinitionNode })[] = objects.flatMap(({ path, node }) =>
  (node.fields ?? []).map((field) => ({ path: `${path}.${field.name.value}`, node: field, type: node })),
);
const args: readonly Owned<InputValueDefinitionNode>[] = fields.flatMap(({ path, node }) =>
  (node.arguments ?? []).map((argument) => ({ path: `${path}(${argument.name.value})`, node: argument })),
);
const inputFields: readonly Owned<InputValueDefinitionNode>[] = inputs.flatMap(({ path, node }) =>
  (node.fields ?? []).map((field) => ({ path: `${path}.${field.name.value}`, node: field })),
);

const has = (node: { readonly directives?: readonly ConstDirectiveNode[] }, directive: string): boolean =>
  node.directives?.some(({ name }) => name.value === directive) ?? false;
const isEntity = (type: ObjectTypeDefinitionNode): boolean => has(type, "key");
/** An entity that another subgraph describes. */
const isStub = (type: ObjectTypeDefinitionNode): boolean => isEntity(type) && type.fields?.length === 1;
const named = (type: TypeNode): string => (type.kind === Kind.NAMED_TYPE ? type.name.value : named(type.type));
const signature = ({ name, type, defaultValue }: InputValueDefinitionNode): string =>
  `${name.value}: ${print(type)}${defaultValue ? ` = ${print(defaultValue)}` : ""}`;
const isList = (type: TypeNode): boolean => type.kind === Kind.LIST_TYPE || (type.kind === Kind.NON_NULL_TYPE && isList(type.type));
const entityNames = new Set(objects.filter(({ node }) => isEntity(node)).map(({ node }) => node.name.value));
const typesEnding = (end: string): readonly Owned<ObjectTypeDefinitionNode>[] =>
  objects.filter(({ node }) => node.name.value.endsWith(end));
const printed = (type: ObjectTypeDefinitionNode): readonly string[] =>
  (type.fields ?? []).map((field) => `${field.name.value}: ${print(field.type)}`);
const rootFields = (root: string): typeof fields => fields.filter(({ type }) => type.name.value === root);
const paths = (owned: readonly { readonly path: string }[]): readonly string[] => owned.map(({ path }) => path);

describe("the contracts", () => {
  it("are all seen by these checks", () => {
    for (const [what, seen, floor] of [
      ["object types", objects, 40],
      ["fields", fields, 250],
      ["arguments", args, 50],
      ["input fields", inputFields, 40],
      ["enums", enums, 15],
    ] as const) {
      assert.ok(seen.length > floor, `only ${seen.length} ${what}; the check has gone blind`);
    }
  });

  it("describe every type, field, argument and value, in sentences", () => {
    const roots = ["Query", "Mutation", "Subscription"];
    // An id is described by Node; a stub by the subgraph that owns the entity.
    const described = [
      ...objects.filter(({ node }) => !isStub(node) && !roots.includes(node.name.value)),
      ...fields.filter(({ node, type }) => !(node.name.value === "id" && isEntity(type))),
      ...args,
      ...inputs,
      ...inputFields,
      ...enums,
      ...enums.flatMap(({ path, node }) => (node.values ?? []).map((value) => ({ path: `${path}.${value.name.value}`, node: value }))),
    ];
    assert.deepEqual(paths(described.filter(({ node }) => !/^[A-Z`].*\.$/su.test(node.description?.value ?? ""))), []);
  });

  it("name types in PascalCase, fields and arguments in camelCase, values in CONSTANT_CASE, without verbs", () => {
    const types = [...objects, ...inputs, ...enums];
    assert.deepEqual(paths(types.filter(({ node }) => !/^[A-Z][A-Za-z]*$/.test(node.name.value))), []);
    assert.deepEqual(paths([...fields, ...args, ...inputFields].filter(({ node }) => !/^[a-z][A-Za-z0-9]*$/.test(node.name.value))), []);
    // PageInfo's names are Relay's.
    const own = [...fields.filter(({ type }) => type.name.value !== "PageInfo"), ...args, ...inputFields];
    assert.deepEqual(paths(own.filter(({ node }) => /^(get|list|fetch|is|has)[A-Z]/.test(node.name.value))), []);
    const values = enums.flatMap(({ path, node }) => (node.values ?? []).map((value) => ({ path, name: value.name.value })));
    assert.deepEqual(paths(values.filter(({ name }) => !/^[A-Z]+(_[A-Z]+)*$/.test(name))), []);
  });

  it("name what comes in by what it does", () => {
    assert.deepEqual(paths(inputs.filter(({ node }) => !/(Filter|Sort|Range|Input)$/.test(node.name.value))), []);
    for (const { path, node } of inputs.filter(({ node }) => node.name.value.endsWith("Sort"))) {
      const own = (node.fields ?? []).map((field) => signature(field));
      assert.deepEqual(own, [`field: ${node.name.value}Field!`, "direction: SortDirection! = ASC"], path);
    }
  });

  it("have lists without holes", () => {
    const holed = [...fields, ...args, ...inputFields].filter(
      ({ node }) => isList(node.type) && !print(node.type).startsWith(`[${named(node.type)}!]`),
    );
    assert.deepEqual(paths(holed), []);
    // What comes out is an empty list, never null, unless it is of what a caller may not see.
    const guarded = new Set(objects.filter(({ node }) => has(node, "requiresScopes")).map(({ node }) => node.name.value));
    const nullable = fields.filter(({ node }) => isList(node.type) && !print(node.type).endsWith("!"));
    assert.deepEqual(paths(nullable.filter(({ node }) => !guarded.has(named(node.type)))), []);
  });
});

describe("lists of the contracts", () => {
  it("are complete connections", () => {
    const connections = typesEnding("Connection");
    assert.ok(connections.length >= 4, `only ${connections.length} connections`);
    for (const { path, node } of connections) {
      const row = node.name.value.replace(/Connection$/, "");
      assert.deepEqual(printed(node), [`edges: [${row}Edge!]!`, `nodes: [${row}!]!`, "pageInfo: PageInfo!", "totalCount: Int!"], path);
      const edge = objects.find(({ node: type }) => type.name.value === `${row}Edge`);
      assert.deepEqual(edge && printed(edge.node), ["cursor: String!", `node: ${row}!`], path);
    }
  });

  it("are paged wherever they are found", () => {
    const paged = fields.filter(({ node }) => named(node.type).endsWith("Connection"));
    assert.ok(paged.length >= 5, `only ${paged.length} fields`);
    for (const { path, node } of paged) {
      const own = (node.arguments ?? []).map((argument) => signature(argument));
      assert.ok(own.includes("first: Int = 20") && own.includes("after: String"), path);
    }
    for (const { path, node } of rootFields("Query").filter(({ node }) => named(node.type).endsWith("Connection"))) {
      const row = named(node.type).replace(/Connection$/, "");
      const own = (node.arguments ?? []).map((argument) => `${argument.name.value}: ${named(argument.type)}`);
      // What an ERP keeps can be asked of the ERP itself.
      const isAsked = fields.some((field) => field.type.name.value === row && field.node.name.value === "freshness");
      const freshness = isAsked ? ["freshness: Freshness"] : [];
      assert.deepEqual(own, [`filter: ${row}Filter`, `orderBy: ${row}Sort`, "first: Int", "after: String", ...freshness], path);
    }
  });

  it("say how long they are, so that what an operation costs is known before it is run", () => {
    const paged = '@listSize(slicingArguments: ["first"], sizedFields: ["edges", "nodes"])';
    for (const { path, node, type } of fields) {
      const sizes = (node.directives ?? []).filter(({ name }) => name.value === "listSize").map((size) => print(size));
      if (named(node.type).endsWith("Connection")) assert.deepEqual(sizes, [paged], path);
      // A connection's lists are as long as the page that its own field asks for.
      else if (isList(node.type) && !type.name.value.endsWith("Connection")) {
        const isSliced = node.arguments?.some(({ name }) => name.value === "first") ?? false;
        assert.match(sizes.join(), isSliced ? /^@listSize\(slicingArguments: \["first"\]\)$/ : /^@listSize\(assumedSize: \d+\)$/, path);
      } else assert.deepEqual(sizes, [], path);
    }
  });

  it("of rows are connections from the root; a plain list is bounded by what it belongs to", () => {
    const plain = fields.filter(
      ({ node, type }) => isList(node.type) && entityNames.has(named(node.type)) && !/(Connection|Payload)$/.test(type.name.value),
    );
    const allowed = [
      // The landscape's plants.
      "production-orders Query.plants",
      // One for each plant.
      "material-availability Material.availability",
      // Bounded by `first`.
      "supplier-commitments MaterialAvailability.supplierCommitments",
      // What belongs to one line, one batch, one order.
      "supplier-commitments PurchaseOrderLine.commitments",
      "quality-disposition Batch.inspectionLots",
      "quality-disposition ProductionOrder.inspectionLots",
      // What is under way of one thing, what belongs to one step.
      "production-orders SyncStatus.commands",
      "supplier-commitments SyncStatus.commands",
      "quality-disposition SyncStatus.commands",
      "sync-operations WorkflowStep.commands",
    ];
    assert.deepEqual([...paths(plain)].sort(), allowed.sort());
  });
});

describe("entities of the contracts", () => {
  it("are keyed by their global id alone, and are nodes", () => {
    for (const { path, node } of objects.filter(({ node }) => isEntity(node))) {
      const keys = (node.directives ?? []).filter(({ name }) => name.value === "key").map((key) => print(key));
      assert.deepEqual(keys, ['@key(fields: "id")'], path);
      assert.deepEqual(
        node.interfaces?.map(({ name }) => name.value),
        ["Node"],
        path,
      );
      assert.ok(printed(node).includes("id: ID!"), path);
    }
  });

  it("are described by exactly one subgraph that delivers them", () => {
    for (const name of entityNames) {
      const owners = objects.filter(({ node }) => node.name.value === name && has(node, "canonical"));
      const isMade = ["Plant", "PurchaseOrderLine", "Command", "WorkflowRun"].includes(name);
      assert.equal(owners.length, isMade ? 0 : 1, name);
    }
  });

  it("that tell their source tell how fresh it is", () => {
    for (const { path, node } of objects.filter(({ node }) => printed(node).includes("source: Source!"))) {
      assert.ok(printed(node).includes("asOf: DateTime!"), path);
    }
  });

  it("can all be reached by node", () => {
    const known = objects.filter(({ path, node }) => path.startsWith("production-orders ") && isEntity(node));
    assert.deepEqual(new Set(known.map(({ node }) => node.name.value)), entityNames);
  });
});

describe("what needs a scope", () => {
  const guarded = new Map(
    objects.flatMap(({ node }) => {
      const directive = node.directives?.find(({ name }) => name.value === "requiresScopes");
      return directive ? [[node.name.value, print(directive)] as const] : [];
    }),
  );

  it("is every capability's entity, with its lists and its changes, by one scope", () => {
    const capabilities = ["ProductionOrder", "MaterialAvailability", "SupplierCommitment", "QualityDisposition"];
    for (const entity of capabilities) {
      const scope = `"${entity.replace(/(?!^)[A-Z]/g, "-$&").toLowerCase()}:read"`;
      for (const type of [entity, `${entity}Connection`, `${entity}Change`]) assert.ok(guarded.get(type)?.includes(scope), type);
    }
  });

  it("may be null wherever somebody else's type leads to it, so that a missing scope costs nothing but itself", () => {
    const required = fields.filter(({ node, type }) => {
      const rule = guarded.get(named(node.type));
      const isOwn = guarded.get(type.name.value) === rule || /(Connection|Edge|Change)$/.test(type.name.value);
      return rule && !isOwn && type.name.value !== "Subscription" && print(node.type).endsWith("!");
    });
    assert.deepEqual(paths(required), []);
  });
});

describe("subscriptions of the contracts", () => {
  it("tell changes, from a cursor or a snapshot on", () => {
    const roots = rootFields("Subscription");
    assert.equal(roots.length, 6);
    for (const { path, node } of roots) {
      assert.match(node.name.value, /Changed$/, path);
      assert.match(print(node.type), /Change!$/, path);
      assert.deepEqual(node.arguments?.slice(-2).map(signature), ["after: String", "snapshot: Boolean = false"], path);
      const entity = node.name.value.replace(/Changed$/, "");
      const event = objects.find(({ node: type }) => type.name.value === named(node.type))?.node;
      const type = named(node.type).replace(/Change$/, "");
      assert.ok(type.toLowerCase().endsWith(entity.toLowerCase()), path);
      assert.deepEqual(event && printed(event), ["id: ID!", "kind: ChangeKind!", "recordedAt: DateTime!", `${entity}: ${type}`], path);
    }
  });
});
