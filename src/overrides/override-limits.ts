/** Limits of overrides; beyond each there is a refusal. */

/** Stored at a time; once there are as many, the oldest past ones make room. */
export const MAX_OVERRIDES = 10_000;

/** How far ahead one may begin, and how long it may last. */
export const MAX_AHEAD_DAYS = 400;
export const MAX_LENGTH_DAYS = 400;
/** `from` may be a little in the past: clocks differ, and a request takes its time. */
export const PAST_TOLERANCE_MINUTES = 1;
/** Longer ones may have been forgotten; `/v1/status` counts them. */
export const LONG_DAYS = 7;

/** Names of lines and groups in one override; more are said by a group or by `all`. */
export const MAX_NAMED = 1_000;
/** Lines that an end in words may give an end of their own. */
export const MAX_OWN_ENDS = 5_000;
export const MAX_SPANS = 48;

/** In characters, as in the configuration where it has them too. */
export const MAX_NAME_CHARACTERS = 200;
export const MAX_MESSAGE_CHARACTERS = 2_000;
export const MAX_NOTE_CHARACTERS = 1_000;
export const MAX_AUTHOR_CHARACTERS = 100;
export const MAX_TIME_CHARACTERS = 64;
