/**
 * A refusal by the ERP or by its OData layer. `code` is a message class and number such as `M7/021`; the texts are
 * the English ones. Real codes are used where they are widely documented; the others only have the right shape.
 */
export class ODataError extends Error {
  readonly status: number;
  readonly code: string;
  /** Property that is at fault, empty when none is. */
  readonly target: string;

  constructor(status: number, code: string, message: string, target = "") {
    super(message);
    this.name = "ODataError";
    this.status = status;
    this.code = code;
    this.target = target;
  }
}

/** A request that the OData layer cannot read. */
export function badRequest(message: string, target = ""): ODataError {
  return new ODataError(400, "/IWFND/CM_MGW/005", message, target);
}

/** The key names nothing. */
export function notFound(segment: string): ODataError {
  return new ODataError(404, "/IWBEP/CM_MGW_RT/020", `Resource not found for segment '${segment}'`);
}

/** Both protocols' error bodies; V2 has the message in an object with its language, V4 as text. */
export function errorBody(version: 2 | 4, service: string, error: ODataError): unknown {
  const transaction = "4FDF3748112322F4E10000000A420C41";
  if (version === 4) {
    return {
      error: {
        code: error.code,
        message: error.message,
        target: error.target,
        "@SAP__common.ExceptionCategory": error.status < 500 ? "Client_Error" : "Internal_Server_Error",
        innererror: { ErrorDetails: { "@SAP__common.Application": { ServiceId: service }, "@SAP__common.TransactionId": transaction } },
        details: [{ code: error.code, message: error.message, target: error.target, "@SAP__common.numericSeverity": 4 }],
      },
    };
  }
  return {
    error: {
      code: error.code,
      message: { lang: "en", value: error.message },
      innererror: {
        application: { component_id: "", service_namespace: "/SAP/", service_id: service, service_version: "0001" },
        transactionid: transaction,
        timestamp: "",
        errordetails: [
          {
            code: error.code,
            message: error.message,
            propertyref: error.target,
            severity: "error",
            transition: false,
            target: error.target,
          },
        ],
      },
    },
  };
}
