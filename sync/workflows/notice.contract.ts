/** Holds what workflows tell systems to the contracts of notices. */
import assert from "node:assert/strict";
import { Ajv } from "ajv";
import { cloudEventType } from "#schema/events/contracts.ts";
import { noticeContracts } from "#schema/events/notices.ts";
import { isDay, isMoment } from "../events/moments.ts";
import type { PlannedCommand } from "./workflow.ts";

const formats = { date: isDay, "date-time": isMoment, "erp-number": true as const };
const ajv = new Ajv({ allowUnionTypes: true, formats });

/** Fails unless a notice is one that its receiver has a contract of; a posting passes. */
export function assertNotice({ to, body }: PlannedCommand): void {
  if (body.kind !== "notice") return;
  const { type, subject, data } = body;
  const contract = noticeContracts.find((each) => cloudEventType(each) === type);
  assert.ok(contract, `there is no contract of ${type}`);
  assert.equal(to, contract.to, `${type} is not for ${to}`);
  assert.ok(ajv.validate(contract.data, data), `${type}: ${ajv.errorsText()} in ${JSON.stringify(data)}`);
  const members = Object.keys(contract.data.properties ?? {});
  assert.deepEqual(Object.keys(data).sort(), members.sort(), `${type} has members that its contract has not`);
  if (contract.subject.length > 0) assert.equal(subject, contract.subject.map((name) => data[name]).join("/"), type);
}
