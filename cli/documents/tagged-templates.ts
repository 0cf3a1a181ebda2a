/** The GraphQL documents in a script: templates tagged `gql` or `graphql`, and those that a function of such a name is called with. */
import { type ParserPlugin, parse } from "@babel/parser";
import { Lexer, Source, TokenKind } from "graphql";

/** Names of the tags and functions that make a document of a template. */
const tags: ReadonlySet<unknown> = new Set(["gql", "graphql"]);

/** What of Babel's syntax tree is looked at. */
interface SyntaxNode {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly loc: { readonly start: { readonly line: number; readonly column: number } };
  readonly [member: string]: unknown;
}

/**
 * The documents, each with its place in the file. What is put in between definitions is left out, since fragments are found by their
 * names; a text that is put in anywhere else is known only when the client runs, and is a fault.
 */
export function findTaggedTemplates(file: string, text: string, faults: string[]): readonly Source[] {
  if (![...tags].some((tag) => text.includes(String(tag)))) return [];
  const program = parseScript(file, text, faults);
  const sources: Source[] = [];
  visit(program, (node) => {
    const template = templateOf(node);
    const source = template && readTemplate(file, text, template, faults);
    if (source) sources.push(source);
  });
  return sources;
}

function parseScript(file: string, text: string, faults: string[]): unknown {
  const plugins: ParserPlugin[] = /\.tsx?$/.test(file) ? ["typescript", "decorators"] : ["flow", "decorators"];
  if (!file.endsWith(".ts")) plugins.push("jsx");
  try {
    return parse(text, { sourceType: "unambiguous", plugins, errorRecovery: true }).program;
  } catch (fault) {
    const { loc, message } = fault as Error & { readonly loc?: { readonly line: number; readonly column: number } };
    const place = loc ? `${file}:${loc.line}:${loc.column + 1}` : file;
    faults.push(`${place}: ${message.replace(/ \(\d+:\d+\)$/, "")}`);
    return null;
  }
}

/** Calls back for every node below, outer ones first. */
function visit(value: unknown, onNode: (node: SyntaxNode) => void): void {
  if (typeof value !== "object" || value === null) return;
  if (Array.isArray(value)) {
    for (const each of value) visit(each, onNode);
    return;
  }
  if (!("type" in value) || typeof value.type !== "string") return;
  onNode(value as SyntaxNode);
  for (const [name, member] of Object.entries(value)) if (!name.endsWith("omments")) visit(member, onNode);
}

/** The template that a node makes a document of; undefined when it makes none. */
function templateOf({ type, tag, quasi, callee, arguments: given }: SyntaxNode): SyntaxNode | undefined {
  if (type === "TaggedTemplateExpression" && tags.has(nameOf(tag))) return quasi as SyntaxNode;
  if (type !== "CallExpression" || !tags.has(nameOf(callee))) return undefined;
  return (given as readonly SyntaxNode[]).find((each) => each.type === "TemplateLiteral");
}

/** Of `gql` and of `apollo.gql` it is `gql`. */
function nameOf(node: unknown): unknown {
  const { type, name, property } = node as SyntaxNode;
  return type === "MemberExpression" ? nameOf(property) : name;
}

function readTemplate(file: string, text: string, template: SyntaxNode, faults: string[]): Source | null {
  const quasis = template.quasis as readonly (SyntaxNode & { readonly value: { readonly cooked: string | null } })[];
  const expressions = template.expressions as readonly SyntaxNode[];
  const { line, column } = (quasis[0] ?? template).loc.start;
  let body = "";
  for (const [index, { value, end }] of quasis.entries()) {
    body += value.cooked ?? "";
    const expression = expressions[index];
    if (!expression) break;
    if (!endsBetweenDefinitions(body)) {
      const { start } = expression.loc;
      faults.push(
        `${file}:${start.line}:${start.column + 1}: what is put in here is known only when the client runs; use a variable, or a fragment between definitions`,
      );
      return null;
    }
    // The lines after it stay where they are in the file.
    body += text.slice(end, quasis[index + 1]?.start).replace(/[^\n]/g, "");
  }
  return body.trim() === "" ? null : new Source(body, file, { line, column: column + 1 });
}

/** Whether a text ends where a definition could begin. */
function endsBetweenDefinitions(text: string): boolean {
  const lexer = new Lexer(new Source(text));
  let depth = 0;
  try {
    for (;;) {
      const { kind } = lexer.advance();
      if (kind === TokenKind.EOF) break;
      if (kind === TokenKind.BRACE_L) depth += 1;
      if (kind === TokenKind.BRACE_R) depth -= 1;
    }
  } catch {
    // It ends within a string.
    return false;
  }
  const last = lexer.lastToken.kind;
  return depth === 0 && (last === TokenKind.SOF || last === TokenKind.BRACE_R);
}
