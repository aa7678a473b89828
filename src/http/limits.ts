/** What the HTTP surface takes at most; beyond it there is a coded refusal. */

/** Of request line and header together; Node refuses more before anything else sees it. */
export const MAX_HEADER_BYTES = 16 * 1024;
export const MAX_URL_LENGTH = 8 * 1024;
export const MAX_BODY_BYTES = 64 * 1024;
export const MAX_PARAM_LENGTH = 200;

/** A whole request must arrive within this; checked at the interval below. */
export const REQUEST_TIMEOUT_MILLISECONDS = 10_000;
export const TIMEOUT_CHECK_MILLISECONDS = 1_000;
/** A socket on which nothing moves is closed. */
export const CONNECTION_TIMEOUT_MILLISECONDS = 30_000;
/** Longer than the 60 s of common balancers, so that they, not we, end an idle connection. */
export const KEEP_ALIVE_TIMEOUT_MILLISECONDS = 65_000;

export const MAX_KEY_LENGTH = 256;
export const MAX_INSTANT_LENGTH = 64;
export const MAX_DECISIONS = 500;
export const MAX_RANGE_DAYS = 400;
/** What a timeline covers when the question does not say. */
export const TIMELINE_DAYS = 7;
/** Lists of holidays and long breaks are short, so they may reach further. */
export const MAX_LIST_DAYS = 3_660;
/** More faults of one request are not worth naming. */
export const MAX_FAULTS = 50;

export const DEFAULT_MAX_AGE_SECONDS = 30;
/** How long a cache may go on with an answer when the service fails, boundaries permitting. */
export const MAX_STALE_SECONDS = 86_400;
