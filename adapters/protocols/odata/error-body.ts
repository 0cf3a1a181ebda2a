/** What an OData service says when it refuses: V2 `{error:{code, message:{value}, innererror:{errordetails}}}`, V4 `{error:{code, message, details}}`. */

export interface ODataMessage {
  /** `CO/469`, or a framework's code such as `/IWBEP/CM_MGW_RT/022`. */
  readonly code: string;
  readonly text: string;
  readonly severity: "INFO" | "WARNING" | "ERROR";
}

/** All messages of an error body, the leading one first; empty when the body is none. */
export function readErrorBody(body: string): ODataMessage[] {
  const error = member(parse(body), "error");
  if (!isObject(error)) return [];
  const first: ODataMessage = { code: textOf(error.code), text: messageOf(error.message), severity: "ERROR" };
  const details = [...listOf(member(error.innererror, "errordetails")), ...listOf(error.details)];
  const messages = [first];
  for (const detail of details) {
    if (!isObject(detail)) continue;
    const message = { code: textOf(detail.code), text: messageOf(detail.message), severity: severityOf(detail.severity) };
    if (!messages.some(({ code, text }) => code === message.code && text === message.text)) messages.push(message);
  }
  return messages;
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;
const member = (value: unknown, name: string): unknown => (isObject(value) ? value[name] : undefined);
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const textOf = (value: unknown): string => (typeof value === "string" ? value : "");
const messageOf = (value: unknown): string => (isObject(value) ? textOf(value.value) : textOf(value));

function severityOf(value: unknown): ODataMessage["severity"] {
  if (value === "info" || value === "success") return "INFO";
  return value === "warning" ? "WARNING" : "ERROR";
}
