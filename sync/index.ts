/** The door of sync: the change log, the views that are derived from it, and the feeds that fill it. */
export type { ChangeFeed, FeedEvent, FollowOptions } from "./change-feed.ts";
export { CursorExpired } from "./change-log/change-log.ts";
export { type Condition, InvalidCursor, type ListQuery, type Page, type Row, type ViewColumns, type Views } from "./views/views.ts";
