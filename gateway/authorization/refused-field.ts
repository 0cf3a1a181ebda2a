/** The mark of a field that was refused, in the document that an answer is written from: such a field is null, whatever data there is. */
import { type ConstDirectiveNode, type FieldNode, Kind } from "graphql";

const marks = new WeakSet<FieldNode>();

const mark: ConstDirectiveNode = { kind: Kind.DIRECTIVE, name: { kind: Kind.NAME, value: "refused" } };

/** The field as the answer has it: its name, its conditions and the mark, which the printed text shows as a directive. */
export function refusedField({ alias, name, directives = [] }: FieldNode): FieldNode {
  const field: FieldNode = { kind: Kind.FIELD, ...(alias ? { alias } : {}), name, directives: [...directives, mark] };
  marks.add(field);
  return field;
}

/** Whether a field of an answer's document was refused. Clients cannot write the mark: it is in no text. */
export function isRefusedField(field: FieldNode): boolean {
  return marks.has(field);
}
