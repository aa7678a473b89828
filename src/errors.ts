/** Coded errors: what a request can be refused with; `docs/reference/errors.md` says more. */

interface ErrorDefinition {
  readonly status: number;
  readonly title: string;
}

/** A code is never renamed or reused; a new meaning gets a new code. */
export const ERRORS = {
  bad_request: { status: 400, title: 'The request is not HTTP that can be read' },
  bad_json: { status: 400, title: 'The body is not JSON that can be read' },
  invalid_request: { status: 400, title: 'The request has faults of several kinds' },
  invalid_parameter: { status: 400, title: 'A parameter has a value that is not allowed' },
  missing_parameter: { status: 400, title: 'A required parameter is missing' },
  unknown_parameter: { status: 400, title: 'A parameter is not known here' },
  duplicate_parameter: { status: 400, title: 'A parameter was given more than once' },
  invalid_header: { status: 400, title: 'A header has a value that is not allowed' },
  bad_instant: { status: 400, title: 'A date and time cannot be read' },
  instant_out_of_range: { status: 400, title: 'An instant lies outside 1970 to 2100' },
  bad_date: { status: 400, title: 'A date cannot be read' },
  date_out_of_range: { status: 400, title: 'A date lies outside 1970 to 2100' },
  bad_duration: { status: 400, title: 'A duration cannot be read' },
  range_reversed: { status: 400, title: 'A range ends before it begins' },
  range_too_long: { status: 400, title: 'A range is longer than is answered' },
  too_many_lines: { status: 400, title: 'More lines than are answered at once' },
  unauthenticated: { status: 401, title: 'No access key, or one that is not valid' },
  no_keys: { status: 401, title: 'There are no access keys yet' },
  forbidden: { status: 403, title: 'The access key does not allow this' },
  cross_site: { status: 403, title: 'The request came from the page of another site' },
  bad_signature: { status: 403, title: 'The request was not signed by who sends such requests' },
  not_found: { status: 404, title: 'There is nothing at this path' },
  unknown_line: { status: 404, title: 'There is no such line' },
  unknown_group: { status: 404, title: 'There is no such group' },
  unknown_purpose: { status: 404, title: 'There is no such purpose' },
  unknown_calendar: { status: 404, title: 'There is no such calendar' },
  unknown_key: { status: 404, title: 'There is no such access key' },
  unknown_patch: { status: 404, title: 'There is no such patch of a holiday' },
  unknown_override: { status: 404, title: 'There is no such override' },
  unknown_webhook: { status: 404, title: 'There is no such webhook' },
  unknown_names: { status: 404, title: 'Names of several kinds are not known' },
  method_not_allowed: { status: 405, title: 'The path does not take this method' },
  request_timeout: { status: 408, title: 'The request took too long to arrive' },
  override_begun: { status: 409, title: 'The override has begun; that cannot be changed any more' },
  override_over: { status: 409, title: 'The override is over' },
  too_many_overrides: { status: 409, title: 'There are as many overrides as are kept' },
  needless_patch: { status: 409, title: 'The calendar says so already' },
  horizon_shrinks: { status: 409, title: 'The list ends before the one in force' },
  too_many_patches: { status: 409, title: 'There are as many patches of holidays as are kept' },
  too_many_keys: { status: 409, title: 'There are as many access keys as are kept' },
  not_expressible: { status: 409, title: 'The format has no words for these hours' },
  precondition_failed: { status: 412, title: 'It is not in the version that was expected' },
  body_too_large: { status: 413, title: 'The body is larger than is read' },
  uri_too_long: { status: 414, title: 'The URL is longer than is read' },
  unsupported_media_type: { status: 415, title: 'The body is of a kind that is not read' },
  bad_configuration: { status: 422, title: 'The configuration has faults' },
  bad_official_list: { status: 422, title: 'The official list has faults' },
  idempotency_mismatch: { status: 422, title: 'This Idempotency-Key is that of another request' },
  precondition_required: { status: 428, title: 'A change needs the version that it is meant for' },
  rate_limited: { status: 429, title: 'More requests than are answered in a minute' },
  header_too_large: { status: 431, title: 'The header is larger than is read' },
  internal: { status: 500, title: 'A fault of the service' },
  not_known: { status: 503, title: 'Nothing is known yet' },
  store_unavailable: { status: 503, title: 'The store cannot be reached; nothing was changed' },
  store_behind: { status: 503, title: 'The store lost what was confirmed; nothing was changed' },
  outcome_unknown: { status: 503, title: 'Nobody knows yet whether the change was made' },
  overloaded: { status: 503, title: 'The service has more to do than it can' },
  draining: { status: 503, title: 'The service is about to stop' },
} as const satisfies Readonly<Record<string, ErrorDefinition>>;

export type ErrorCode = keyof typeof ERRORS;

export const ERROR_CODES = Object.keys(ERRORS) as readonly ErrorCode[];

/** One thing wrong with a request, as data. */
export interface Fault {
  readonly code: ErrorCode;
  /** The query or path parameter that is at fault, where it is one. */
  readonly parameter?: string;
  /** The JSON pointer of the part of the body that is at fault, where it is one. */
  readonly pointer?: string;
  /** What was found and what to write instead. */
  readonly detail: string;
  /** Where it is, where it is in a file that was sent; lines and columns count from 1. */
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  /** The name of the fault in that file, such as `unknown_key`, and what to write instead. */
  readonly problem?: string;
  readonly advice?: string;
}

/** A refusal with everything that is wrong. Thrown by handlers, answered in one place. */
export class CodedError extends Error {
  override readonly name = 'CodedError';
  readonly code: ErrorCode;
  readonly faults: readonly [Fault, ...Fault[]];
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    faults: readonly [Fault, ...Fault[]],
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(faults.map(({ detail }) => detail).join('; '));
    this.code = codeOfAll(faults);
    this.faults = faults;
    this.headers = headers;
  }
}

/** Refuses when there is something to refuse, with all of it. */
export function refuseFaults(faults: readonly Fault[]): void {
  const [first, ...others] = faults;
  if (first) throw new CodedError([first, ...others]);
}

/**
 * Refuses with what is wrong with the shape of a body, and with what was found in it: what is
 * within a place whose shape is wrong is left out, and of what is missing the words that say more
 * are told.
 */
export function refuseReading(told: readonly Fault[], found: readonly Fault[]): void {
  const isMissing = ({ code }: Fault) => code === 'missing_parameter';
  const missing = new Set(found.filter(isMissing).map(({ pointer }) => pointer));
  const shape = told.filter((fault) => !(isMissing(fault) && missing.has(fault.pointer)));
  const places = shape.map(({ pointer = '' }) => pointer);
  const isNew = ({ pointer = '' }: Fault) =>
    !places.some((place) => pointer === place || pointer.startsWith(`${place}/`));
  refuseFaults([...shape, ...found.filter(isNew)]);
}

/** The code all faults share, else the one for several kinds. */
function codeOfAll([first, ...others]: readonly [Fault, ...Fault[]]): ErrorCode {
  if (others.every(({ code }) => code === first.code)) return first.code;
  if ([first, ...others].some(({ code }) => code === 'forbidden')) return 'forbidden';
  const isAboutNames = [first, ...others].every(({ code }) => ERRORS[code].status === 404);
  return isAboutNames ? 'unknown_names' : 'invalid_request';
}
