/** What an operation has cost in the end, and what its caller is told of that. */
import { rateLimitHeaders } from "../limits/headers.ts";
import type { Charge } from "../limits/limiter.ts";
import { extendAnswer, type WrittenAnswer } from "./answer.ts";

/** Points of an operation that gave nothing. */
export const pointsOfNothing = 1;

/** The answer with what is left of the budget; and with what it cost, for whoever asks with `extensions: { cost: true }`. */
export function settle({ estimated, decision, settle: correct }: Charge, answer: WrittenAnswer, isAsked: boolean): WrittenAnswer {
  const actual = answer.cost ?? pointsOfNothing;
  correct(actual);
  const { remaining, limit, resetSeconds } = decision;
  const headers = { ...answer.headers, ...rateLimitHeaders(decision) };
  if (!isAsked) return { ...answer, headers };
  return { ...extendAnswer(answer, { cost: { estimated, actual, remaining, limit, resetSeconds } }), headers };
}
