/**
 * `@override(from:, label:)` lets the planner choose anew for each request from which of two subgraphs a field comes. Plans are kept
 * here for all requests alike, so a supergraph that wants that is refused rather than answered from one of the two for ever.
 */
import type { Supergraph } from "@apollo/federation-internals";

/** Throws an Error that names the field and the remedy. */
export function refuseProgressiveOverride({ schema }: Supergraph): void {
  for (const type of [...schema.objectTypes(), ...schema.interfaceTypes()]) {
    for (const field of type.fields()) {
      for (const directive of field.appliedDirectivesOf("join__field")) {
        const { overrideLabel } = directive.arguments() as { readonly overrideLabel?: string };
        if (overrideLabel === undefined) continue;
        throw new Error(
          `The supergraph overrides ${type.name}.${field.name} under the label "${overrideLabel}", which this gateway cannot decide by request; ` +
            "take the label out of @override in the subgraph, so that the field comes from one subgraph alone",
        );
      }
    }
  }
}
