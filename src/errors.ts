/** Coded errors: what a request can be refused with; `docs/reference/errors.md` says more. */

interface ErrorDefinition {
  readonly status: number;
  readonly title: string;
}

/** A code is never renamed or reused; a new meaning gets a new code. */
export const ERRORS = {
  bad_request: { status: 400, title: 'The request is not HTTP that can be read' },
  invalid_request: { status: 400, title: 'The request has faults of several kinds' },
  invalid_parameter: { status: 400, title: 'A parameter has a value that is not allowed' },
  missing_parameter: { status: 400, title: 'A required parameter is missing' },
  unknown_parameter: { status: 400, title: 'A parameter is not known here' },
  duplicate_parameter: { status: 400, title: 'A parameter was given more than once' },
  bad_instant: { status: 400, title: 'A date and time cannot be read' },
  instant_out_of_range: { status: 400, title: 'An instant lies outside 1970 to 2100' },
  bad_date: { status: 400, title: 'A date cannot be read' },
  date_out_of_range: { status: 400, title: 'A date lies outside 1970 to 2100' },
  range_reversed: { status: 400, title: 'A range ends before it begins' },
  range_too_long: { status: 400, title: 'A range is longer than is answered' },
  too_many_lines: { status: 400, title: 'More lines than are answered at once' },
  not_found: { status: 404, title: 'There is nothing at this path' },
  unknown_line: { status: 404, title: 'There is no such line' },
  unknown_group: { status: 404, title: 'There is no such group' },
  unknown_purpose: { status: 404, title: 'There is no such purpose' },
  unknown_calendar: { status: 404, title: 'There is no such calendar' },
  unknown_names: { status: 404, title: 'Names of several kinds are not known' },
  method_not_allowed: { status: 405, title: 'The path does not take this method' },
  request_timeout: { status: 408, title: 'The request took too long to arrive' },
  body_too_large: { status: 413, title: 'The body is larger than is read' },
  uri_too_long: { status: 414, title: 'The URL is longer than is read' },
  header_too_large: { status: 431, title: 'The header is larger than is read' },
  internal: { status: 500, title: 'A fault of the service' },
  not_known: { status: 503, title: 'No configuration has been loaded yet' },
  draining: { status: 503, title: 'The service is about to stop' },
} as const satisfies Readonly<Record<string, ErrorDefinition>>;

export type ErrorCode = keyof typeof ERRORS;

export const ERROR_CODES = Object.keys(ERRORS) as readonly ErrorCode[];

/** One thing wrong with a request, as data. */
export interface Fault {
  readonly code: ErrorCode;
  /** The query or path parameter that is at fault, where it is one. */
  readonly parameter?: string;
  /** What was found and what to write instead. */
  readonly detail: string;
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

/** The code all faults share, else the one for several kinds. */
function codeOfAll([first, ...others]: readonly [Fault, ...Fault[]]): ErrorCode {
  if (others.every(({ code }) => code === first.code)) return first.code;
  return ERRORS[first.code].status === 404 ? 'unknown_names' : 'invalid_request';
}
