/** `$batch` of an OData V2 service: retrievals and change sets in their sequence, each change set a unit of work of its own. */
import { type BatchPart, type BatchReply, type PartReply, type PartRequest, readBatch, writeBatch } from "./odata/multipart.ts";
import { errorBody, ODataError } from "./odata/odata-error.ts";
import type { ODataReply, ODataRequest } from "./odata-endpoint.ts";
import type { Service } from "./service.ts";

/** Answers one request to the service. Throws an `ODataError` for anything it refuses. */
type Answer = (request: ODataRequest) => ODataReply;

/** The connection broke before all parts were done. */
export class BatchBroken extends Error {
  override readonly name = "BatchBroken";
}

/**
 * Does a batch and answers it with 202, whatever became of its parts. Throws an `ODataError` for one that cannot be read, having changed
 * nothing, and BatchBroken after `breaksAfter` change sets.
 */
export function answerBatch(service: Service, request: ODataRequest, answer: Answer, breaksAfter: number): ODataReply {
  const parts = readBatch(request.header("content-type"), request.body);
  let changesets = 0;
  const replies = parts.map((part): BatchReply => {
    if (part.kind === "changeset" && ++changesets > breaksAfter) throw new BatchBroken(`the batch broke after ${breaksAfter} change sets`);
    return replyTo(service, request, part, answer);
  });
  const { contentType, body } = writeBatch(replies);
  return { status: 202, headers: { "content-type": contentType }, body };
}

/** Whether a batch only reads. */
export function isReadOnly(request: ODataRequest): boolean {
  return readBatch(request.header("content-type"), request.body).every(({ kind }) => kind === "retrieve");
}

/** A change set that failed is answered as one reply that is no multipart. These services implement none of more than one operation. */
function replyTo(service: Service, batch: ODataRequest, part: BatchPart, answer: Answer): BatchReply {
  try {
    if (part.kind === "retrieve") return partReply(answer(requestIn(service, batch, part.request)));
    const [request, ...others] = part.requests;
    if (!request || others.length > 0) {
      throw new ODataError(400, "/IWBEP/CX_MGW_TECH_EXCEPTION", "Default changeset implementation allows only one operation");
    }
    return [{ ...partReply(answer(requestIn(service, batch, request))), contentId: request.contentId }];
  } catch (error) {
    if (!(error instanceof ODataError)) throw error;
    return partReply({ status: error.status, headers: {}, body: errorBody(service.version, service.namespace, error) });
  }
}

function requestIn(service: Service, batch: ODataRequest, { method, target, header, body }: PartRequest): ODataRequest {
  const url = new URL(target, `${batch.origin}${service.root}`);
  if (!url.pathname.startsWith(service.root)) throw new ODataError(404, "/IWFND/CM_MGW/004", `${target} is not of this service`);
  return { method, origin: batch.origin, path: url.pathname.slice(service.root.length), options: url.searchParams, header, body };
}

function partReply({ status, headers, body }: ODataReply): PartReply {
  const type: Record<string, string> = body === undefined ? {} : { "content-type": "application/json;charset=utf-8" };
  const text = body === undefined ? "" : typeof body === "string" ? body : JSON.stringify(body);
  return { status, headers: { ...type, ...headers, dataserviceversion: "2.0" }, text };
}
