/** What is under way and how well it goes, as figures for Prometheus. */
import type { FigureFamily } from "#gateway";
import type { Sync } from "#sync";
import type { IntakeStatus } from "./event-sources.ts";

const hourMs = 3_600_000;
/** Of latencies and shares: a scrape tells of the last hour. */
const windowMs = hourMs;

export function figuresOf({ process, status }: Sync, intakes: readonly IntakeStatus[]): readonly FigureFamily[] {
  const { outbox, exceptions, figures, inbox, sweeps } = process;
  const { eventToTransaction, timeToRecover, ...shares } = figures.read({
    plants: null,
    since: new Date(Date.now() - windowMs).toISOString(),
  });
  const latencies = eventToTransaction.flatMap(({ workflow, plant, p50Ms, p95Ms }) => [
    { labels: { workflow, plant, quantile: "0.5" }, value: p50Ms / 1_000 },
    { labels: { workflow, plant, quantile: "0.95" }, value: p95Ms / 1_000 },
  ]);
  const recovery = timeToRecover
    ? [
        { labels: { quantile: "0.5" }, value: timeToRecover.p50Ms / 1_000 },
        { labels: { quantile: "0.95" }, value: timeToRecover.p95Ms / 1_000 },
      ]
    : [];
  const depths = outbox.depths();
  const single = (name: string, help: string, value: number | null): FigureFamily => ({
    name,
    help,
    values: value === null ? [] : [{ labels: {}, value }],
  });
  return [
    { name: "andon_event_to_transaction_seconds", help: "From an event to the ERP's acknowledgement, of the last hour", values: latencies },
    {
      name: "andon_event_to_transaction_count",
      help: "Events that became transactions in the last hour",
      values: eventToTransaction.map(({ workflow, plant, count }) => ({ labels: { workflow, plant }, value: count })),
    },
    single(
      "andon_failed_message_ratio",
      "Commands that were refused or are dead, of those that came to their end in the last hour",
      shares.failedMessageRate,
    ),
    single(
      "andon_manual_intervention_ratio",
      "Runs in which a person had to do something, of the last hour",
      shares.manualInterventionShare,
    ),
    single(
      "andon_inventory_mismatch_ratio",
      "Stock that differed from the ERPs, of what was compared in the last hour",
      shares.inventoryMismatchRate,
    ),
    single("andon_delayed_order_update_ratio", "Schedule changes that were late, of the last hour", shares.delayedOrderUpdateShare),
    {
      name: "andon_time_to_recover_seconds",
      help: "From an exception being raised to its being settled, of those that were in the last hour",
      values: recovery,
    },
    {
      name: "andon_commands",
      help: "Commands that have not come to their end",
      values: depths.map(({ system, state, count }) => ({ labels: { system, state }, value: count })),
    },
    {
      name: "andon_oldest_command_age_seconds",
      help: "Age of the oldest command that has not come to its end",
      values: depths.map(({ system, state, oldest }) => ({ labels: { system, state }, value: (Date.now() - Date.parse(oldest)) / 1_000 })),
    },
    single("andon_events_waiting", "Events that were taken in and wait for their workflow", inbox.waiting()),
    {
      name: "andon_exceptions_open",
      help: "What cannot go on by itself",
      values: exceptions.counts().map(({ kind, count }) => ({ labels: { kind }, value: count })),
    },
    {
      name: "andon_reconciliation_mismatches_total",
      help: "Fields in which an entity differed from its ERP",
      values: sweeps.mismatches().map(({ plant, kind, field, count }) => ({ labels: { plant, kind, field }, value: count })),
    },
    {
      name: "andon_system_reachable",
      help: "1 while an ERP can be read",
      values: status().map(({ system, state }) => ({ labels: { system }, value: state === "UNREACHABLE" ? 0 : 1 })),
    },
    ...intakeFigures(intakes),
  ];
}

/** How it stands with the ways in for events beside HTTP. */
function intakeFigures(intakes: readonly IntakeStatus[]): readonly FigureFamily[] {
  const family = (name: string, help: string, read: (intake: IntakeStatus) => number | null): FigureFamily => ({
    name,
    help,
    values: intakes.flatMap((each) => {
      const value = read(each);
      return value === null ? [] : [{ labels: { intake: each.intake, kind: each.kind, system: each.system }, value }];
    }),
  });
  return [
    family("andon_intake_connected", "1 while the intake's broker or server can be reached", ({ reachable }) => (reachable ? 1 : 0)),
    family("andon_intake_events_total", "Events that came by the intake and are kept, since the start", ({ taken }) => taken),
    family("andon_intake_refused_total", "Messages and lines that came by the intake and were refused", ({ refused }) => refused),
    family("andon_intake_last_event_timestamp_seconds", "When the intake's last event was taken (Unix time)", ({ lastEventAt }) =>
      lastEventAt === null ? null : Date.parse(lastEventAt) / 1_000,
    ),
  ];
}
