import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { placeOf } from "./place.ts";
import { findTaggedTemplates } from "./tagged-templates.ts";

/** The documents of a script, each with its place and without the space around it. */
function found(text: string, file = "src/app.tsx"): { readonly documents: readonly string[]; readonly faults: readonly string[] } {
  const faults: string[] = [];
  const sources = findTaggedTemplates(file, text, faults);
  const documents = sources.map((source) => `${placeOf(source, source.body.search(/\S/))} ${source.body.replace(/\s+/g, " ").trim()}`);
  return { documents, faults };
}

describe("the tagged templates of a script", () => {
  it("are found by gql and graphql, as tags and as functions, whatever they are members of", () => {
    const text = [
      "const a = gql`query A { a }`;",
      "const b = graphql`query B { b }`;",
      "const c = graphql(`query C { c }`, [fragment]);",
      "const d = apollo.gql /* here */ `query D { d }`;",
      "const e = gql<Result>`query E { e }`;",
      "function f() { return { query: gql(/* GraphQL */ `query F { f }`) }; }",
    ].join("\n");
    assert.deepEqual(found(text), {
      documents: [
        "src/app.tsx:1:15 query A { a }",
        "src/app.tsx:2:19 query B { b }",
        "src/app.tsx:3:20 query C { c }",
        "src/app.tsx:4:34 query D { d }",
        "src/app.tsx:5:23 query E { e }",
        "src/app.tsx:6:51 query F { f }",
      ],
      faults: [],
    });
  });

  it("are not looked for in comments, strings, other tags or plain templates", () => {
    const text =
      "// gql`query A { a }`\nconst s = 'gql`query B { b }`'; const c = css`a { gql }`; const t = `query C { graphql }`; gql(d);";
    assert.deepEqual(found(text), { documents: [], faults: [] });
  });

  it("are found among types, JSX and generic functions", () => {
    const text =
      'const id = <T,>(x: T): T => x;\nconst View = () => <p title="`">it\'s {id<string>(a)}</p>;\nexport const q: Doc<Q> = gql`query A { a }` satisfies Doc;';
    assert.deepEqual(found(text).documents, ["src/app.tsx:3:30 query A { a }"]);
    assert.deepEqual(found("const a = <Doc>gql`query A { a }`;", "a.ts").documents, ["a.ts:1:20 query A { a }"]);
    assert.deepEqual(found("const a = (b: number) => <p>{gql`query A { a }`}</p>;", "a.js").documents, ["a.js:1:34 query A { a }"]);
  });

  it("may have fragments put in before and after definitions, which are found by their names", () => {
    const text = `gql\`
\${One}
query A { ...One }
\${
  Two
}
\${Three}
fragment Four on F { f }\``;
    const faults: string[] = [];
    const [source] = findTaggedTemplates("a.ts", text, faults);
    assert.deepEqual(faults, []);
    assert.equal(source && placeOf(source, source.body.indexOf("fragment Four")), "a.ts:8:1");
  });

  for (const [what, text, place] of [
    ["a field", `gql\`query A { a \${field} }\``, "1:19"],
    ["an argument", `gql\`query A { a(id: "\${id}") }\``, "1:24"],
    ["a type", `gql\`\nfragment A on \${type} { a }\``, "2:17"],
    ["a name", `gql\`query \${name} { a }\``, "1:13"],
  ] as const) {
    it(`are refused when ${what} of theirs is known only when the client runs`, () => {
      const { documents, faults } = found(text, "a.ts");
      assert.deepEqual(documents, []);
      assert.match(faults.join(), new RegExp(`^a.ts:${place}: .*use a variable, or a fragment`));
    });
  }

  it("have their escapes read", () => {
    assert.deepEqual(found('gql`query A { a(text: "\\`\\\\n\\`") }`', "a.ts").documents, ['a.ts:1:5 query A { a(text: "`\\n`") }']);
  });

  it("are left out when there is nothing in them but what is put in", () => {
    assert.deepEqual(found(`gql\`\${document}\`; gql\`\`;`), { documents: [], faults: [] });
  });

  it("are a fault with its place where the script cannot be read", () => {
    const { documents, faults } = found("const a = gql`query A { a }`;\nconst = ;", "a.ts");
    assert.deepEqual(documents, []);
    assert.match(faults.join(), /^a\.ts:2:7: Unexpected token$/);
  });
});
