/** A subgraph's answer as the specification says that it must be (GraphQL, section 7.1); what is none is not believed. */
import { isData } from "../../execution/data.ts";
import type { FetchAnswer, FetchError } from "../../execution/plan/fetch-port.ts";
import { NoAnswer } from "./exchange.ts";

/** Throws NoAnswer, or SyntaxError for what is no JSON. */
export function readAnswer(text: string): Pick<FetchAnswer, "data" | "errors"> {
  const answer: unknown = JSON.parse(text);
  if (!isData(answer)) throw new NoAnswer("The answer is no object");
  const { data, errors } = answer;
  if (data !== undefined && data !== null && !isData(data)) throw new NoAnswer("The answer's data is no object");
  if (errors !== undefined && errors !== null && !Array.isArray(errors)) throw new NoAnswer("The answer's errors are no list");
  const told = (errors as readonly unknown[] | null | undefined)?.map(readError);
  if (!data && !told?.length) throw new NoAnswer("The answer has neither data nor errors");
  return { data, errors: told };
}

/** Of an error what can be used: a subgraph that describes one wrongly has failed all the same. */
function readError(told: unknown): FetchError {
  const { message, path, extensions } = isData(told) ? told : {};
  return {
    ...(typeof message === "string" ? { message } : {}),
    ...(isPath(path) ? { path } : {}),
    ...(isData(extensions) ? { extensions } : {}),
  };
}

function isPath(path: unknown): path is readonly (string | number)[] {
  return Array.isArray(path) && path.every((element) => typeof element === "string" || Number.isInteger(element));
}
