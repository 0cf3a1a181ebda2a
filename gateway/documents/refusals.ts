/** What a client is told when it names a document that is not here, or sends one that it must not send as text. */
import { type OperationRefused, refuse } from "../engine/refusal.ts";

/** Codes of the refusals: part of what clients may rely on. */
export const documentCodes = ["PERSISTED_QUERY_NOT_FOUND", "PERSISTED_QUERY_REQUIRED", "PERSISTED_QUERY_HASH_MISMATCH"] as const;
type DocumentCode = (typeof documentCodes)[number];

/** What is told of a text that is not stored, when it is refused and when it is warned of. */
export const notStored: { readonly code: DocumentCode; readonly message: string } = {
  code: "PERSISTED_QUERY_REQUIRED",
  message: "This operation is not stored here; have it added with `andon documents add`, and send its id as documentId",
};

export function textRefused(): OperationRefused {
  return refuseAs(notStored.code, notStored.message);
}

export function unknownId(): OperationRefused {
  return refuseAs(
    "PERSISTED_QUERY_NOT_FOUND",
    "No stored document of this client has this id; send one that `andon documents add` printed for it",
  );
}

/** As automatic persisted queries have it: clients know it by this very message and a status of 200, and send the text. */
export function unknownHash(): OperationRefused {
  return refuseAs("PERSISTED_QUERY_NOT_FOUND", "PersistedQueryNotFound", 200);
}

export function wrongHash(): OperationRefused {
  return refuseAs(
    "PERSISTED_QUERY_HASH_MISMATCH",
    "extensions.persistedQuery.sha256Hash is not that of query; send the SHA-256 of its UTF-8 text in hexadecimal, or leave it out",
  );
}

function refuseAs(code: DocumentCode, message: string, status = 400): OperationRefused {
  return refuse(message, code, status);
}
