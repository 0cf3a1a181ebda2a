/** The door of sync: the change log, the views that are derived from it, and the feeds that fill it. */
export type { ChangeFeed, FeedEvent, FollowOptions } from "./change-feed.ts";
export { CursorExpired, type KeptFailure } from "./change-log/change-log.ts";
export type { FeedStatus } from "./feeds/feed.ts";
export type { ReplayOutcome } from "./feeds/replay.ts";
export type { DeliverySettings } from "./outbox/dispatcher.ts";
export { createSync, type NotedReads, type Sync, type SyncLog, type SyncOptions } from "./sync.ts";
export { commitmentLateAfter, confirmedDate, deltaDays, isOpen } from "./views/facts/commitment.ts";
export { isBlocked, orderLateAfter } from "./views/facts/order.ts";
export { availableNow, type StockByStatus, stockByStatus } from "./views/facts/stock.ts";
export { type Condition, InvalidCursor, type ListQuery, type Page, type Row, type ViewColumns, type Views } from "./views/views.ts";
