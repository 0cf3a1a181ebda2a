/** An event's data, held to the contract of its type and version. */
import { Ajv, type ValidateFunction } from "ajv";
import { withoutPadding } from "#schema/canonical/keys.ts";
import { unitCodes } from "#schema/canonical/unit-codes.ts";
import { cloudEventType, type EventContract, eventContracts, type Part } from "#schema/events/contracts.ts";
import { explainFault } from "./contract-fault.ts";
import { isDay, isMoment } from "./moments.ts";
import { EventRefused } from "./refusal.ts";

// One fault is enough to refuse an event, and what it takes to find it stays small, however large the data are.
const ajv = new Ajv({ allErrors: false, verbose: true, allowUnionTypes: true });
ajv.addFormat("date", isDay);
ajv.addFormat("date-time", isMoment);
ajv.addFormat("unit-code", (text: string) => unitCodes.some((code) => code === text));
// What an ERP pads is known by what it is, not by a form.
ajv.addFormat("erp-number", true);

const contracts = new Map(eventContracts.map((contract) => [cloudEventType(contract), contract]));
const validators = new Map<EventContract, ValidateFunction>();

/** The contract that a CloudEvent's `type` names. Throws EventRefused UNKNOWN_TYPE or UNKNOWN_VERSION that lists what there is. */
export function contractOf(type: string): EventContract {
  const contract = contracts.get(type);
  if (contract) return contract;
  const shown = JSON.stringify(type.slice(0, 100));
  const versions = eventContracts.filter((each) => type.startsWith(`${each.type}.v`)).map(cloudEventType);
  if (versions.length > 0)
    throw new EventRefused("UNKNOWN_VERSION", `type is ${shown}, a version that is not known here; send ${versions.join(" or ")}`);
  throw new EventRefused("UNKNOWN_TYPE", `type is ${shown}, which is not known here; send one of ${[...contracts.keys()].join(", ")}`);
}

/**
 * The data as the contract has them: numbers without the zeros that ERPs pad them with, and no member that the contract does not
 * name. Throws EventRefused INVALID_DATA or UNKNOWN_UNIT that names the member.
 */
export function readData(contract: EventContract, data: unknown): Readonly<Record<string, unknown>> {
  let validate = validators.get(contract);
  if (!validate) {
    validate = ajv.compile(contract.data);
    validators.set(contract, validate);
  }
  if (!validate(data)) {
    const [fault] = validate.errors ?? [];
    if (!fault) throw new Error(`the contract of ${cloudEventType(contract)} refuses without a fault`);
    throw new EventRefused(fault.params.format === "unit-code" ? "UNKNOWN_UNIT" : "INVALID_DATA", explainFault(fault));
  }
  return narrow(contract.data, data) as Readonly<Record<string, unknown>>;
}

/** What a value has of its part. It goes as deep as the contract, however deep the value is. */
function narrow(part: Part, value: unknown): unknown {
  if (value === null) return null;
  if (part.format === "erp-number") return withoutPadding(value as string);
  if (part.items) return (value as readonly unknown[]).map((item) => narrow(part.items as Part, item));
  if (!part.properties) return value;
  const members = Object.entries(part.properties).filter(([name]) => Object.hasOwn(value as object, name));
  return Object.fromEntries(members.map(([name, member]) => [name, narrow(member, (value as Record<string, unknown>)[name])]));
}
