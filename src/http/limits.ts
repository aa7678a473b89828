/** What the HTTP surface takes at most; beyond it there is a coded refusal. */

/** Of request line and header together; Node refuses more before anything else sees it. */
export const MAX_HEADER_BYTES = 16 * 1024;
export const MAX_URL_LENGTH = 8 * 1024;
export const MAX_BODY_BYTES = 64 * 1024;
/** Of the files of a configuration that is only looked at, elsewhere: parsing the body is here. */
export const MAX_PREVIEW_BYTES = 2 * 1024 * 1024;
export const MAX_PREVIEW_FILES = 100;
export const MAX_FILE_NAME_LENGTH = 200;
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
/** Of lists that are answered in pages. */
export const MAX_PAGE = 1_000;
export const DEFAULT_PAGE = 100;
export const MAX_RANGE_DAYS = 400;
/** How far a feed of closures reaches: a subscriber may look back a month. */
export const FEED_DAYS_BACK = 31;
export const FEED_DAYS_AHEAD = 400;
/** Each has some tens of kilobytes. */
export const MAX_KEPT_FEEDS = 200;
/** Hours in the words of other systems; each has some kilobytes. */
export const MAX_KEPT_EXPORTS = 200;
/** What a timeline covers when the question does not say. */
export const TIMELINE_DAYS = 7;
/** What a timetable covers when the question does not say, and at most. */
export const TIMETABLE_DAYS = 14;
export const MAX_TIMETABLE_DAYS = 35;
/** Of one answer: each is a decision per boundary, and takes some milliseconds to write. */
export const MAX_TIMETABLES = 10;
/** Each has some tens of kilobytes. */
export const MAX_KEPT_TIMETABLES = 200;
/** More than there are in the years with answers. */
export const MAX_BUSINESS_DAYS = 50_000;
/** Lists of holidays and long breaks are short, so they may reach further. */
export const MAX_LIST_DAYS = 3_660;
/** Intervals of a preview of which is told what callers would hear. */
export const MAX_HEARD_INTERVALS = 200;
/** More faults of one request are not worth naming. */
export const MAX_FAULTS = 50;

export const DEFAULT_MAX_AGE_SECONDS = 30;
/** How long a cache may go on with an answer when the service fails, boundaries permitting. */
export const MAX_STALE_SECONDS = 86_400;

/** Of one key or address; far beyond any telephone system, and below what harms the others. */
export const DEFAULT_READS_PER_MINUTE = 60_000;
export const DEFAULT_WRITES_PER_MINUTE = 120;
/** Beyond this delay of the event loop a caller would rather be told than wait. */
export const DEFAULT_MAX_LAG_MILLISECONDS = 1_000;
/** Of one address; each is one guess at 256 bits, so this only keeps the noise down. */
export const MAX_FAILED_KEYS_PER_MINUTE = 60;
/** Of all callers and streams; the next ones are closed without an answer. */
export const MAX_CONNECTIONS = 20_000;

export const MAX_STREAM_LINES = 100;
/** Of one page of the board: no more than one stream keeps up to date. */
export const MAX_BOARD_LINES = MAX_STREAM_LINES;
export const MAX_BOARD_OVERRIDES = 20;
/** Of the lines that an override or a long break concerns. */
export const MAX_BOARD_NAMES = 5;
/** How far ahead the board shows long breaks. */
export const BOARD_BREAK_DAYS = 60;
/** Each has a hundred decisions. */
export const MAX_KEPT_BOARDS = 50;
/** Of lines, in each language; a page is about 200 kB in memory. */
export const MAX_KEPT_LINE_PAGES = 100;
/** Each takes a connection and 15 KB for as long as its client likes. */
export const DEFAULT_MAX_STREAMS = 10_000;
/** The other connections are for callers. */
export const MOST_STREAMS = 15_000;
/** Of one key or address, so that nobody can take them all. */
export const DEFAULT_MAX_STREAMS_EACH = 50;
/** Of one stream, for a second or more: whoever reads so slowly is dropped, and may come back. */
export const MAX_UNSENT_BYTES = 256 * 1024;
/** Of all streams; beyond it those that are further behind than a fair share are dropped. */
const MAX_UNSENT_BYTES_OF_ALL = 64 * 1024 * 1024;
/** When a client whose stream has ended comes back. */
export const STREAM_RETRY_MILLISECONDS = 3_000;
/** Half of what a connection on which nothing moves is given, and less than balancers give. */
const HEARTBEAT_MILLISECONDS = 15_000;
/** How often streams are looked after: whether their clients read, and still may. */
const STREAM_CHECK_MILLISECONDS = 1_000;

export const DEFAULT_STREAM_LIMITS = {
  maxStreams: DEFAULT_MAX_STREAMS,
  maxStreamsEach: DEFAULT_MAX_STREAMS_EACH,
  maxUnsentBytesOfAll: MAX_UNSENT_BYTES_OF_ALL,
  heartbeatMilliseconds: HEARTBEAT_MILLISECONDS,
  checkMilliseconds: STREAM_CHECK_MILLISECONDS,
};
