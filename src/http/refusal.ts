import type { ErrorObject } from 'ajv';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { CodedError, ERRORS, type ErrorCode, type Fault } from '../errors.ts';
import { bodyFaults } from './body-faults.ts';
import { BODY_TYPES } from './body-parser.ts';
import { errorFormatOf } from './error-format.ts';
import { askedBy, failureOf } from './failure.ts';
import { formatAccepted } from './negotiation.ts';
import type { App, Ports } from './ports.ts';
import { PROBLEM_TYPE, problemOf } from './problem.ts';
import { refusePage, wantsPage } from './refuse-page.ts';
import { setConstantHeaders } from './response-headers.ts';
import { validationFaults } from './validation-faults.ts';

/** Answers what was thrown. */
export type Refuse = (thrown: Error, request: FastifyRequest, reply: FastifyReply) => void;

type RefusalPorts = Pick<Ports, 'keeper' | 'reads' | 'assets' | 'tallies'>;

/** Answers everything that is thrown, in the grammar that was asked for. */
export function registerRefusals(app: App, ports: RefusalPorts): void {
  const refuse = createRefusal(ports);
  app.setErrorHandler<FastifyError>((error, request, reply) => refuse(error, request, reply));
}

/** Also for the faults that the framework finds before there is a route. */
export function createRefusal(ports: RefusalPorts): Refuse {
  return (thrown, request, reply) => {
    const error = safelyCoded(thrown);
    const { code } = error;
    ports.tallies.refusals.of(code).count += 1;
    request.refusedWith = code;
    if (code === 'internal') request.log.error({ err: thrown }, 'a request failed');
    const url = request.raw.url ?? '';
    const format = errorFormatOf(url, () => formatAccepted(request));
    setConstantHeaders(reply);
    for (const name of ['etag', 'last-modified', 'retry-after']) reply.removeHeader(name);
    reply.code(format?.isAlways200 ? 200 : ERRORS[code].status);
    reply.headers({ ...error.headers, 'cache-control': 'no-store' });
    if (format) {
      const failure = failureOf(ports, { code, principal: request.principal, ...askedBy(url) });
      reply.type(format.contentType).header('x-error-code', code);
      reply.send(format.writeError(failure));
    } else if (wantsPage(request)) {
      refusePage(reply, error, ports.assets);
    } else {
      reply.type(PROBLEM_TYPE).send(JSON.stringify(problemOf(error, request.id)));
    }
  };
}

/** A fault in telling faults must not reach the framework, whose own answer is always JSON. */
export function safelyCoded(thrown: Error): CodedError {
  try {
    return codedErrorOf(thrown);
  } catch {
    return new CodedError([INTERNAL]);
  }
}

const INTERNAL: Fault = { code: 'internal', detail: 'The fault has been logged.' };

/** The coded error of anything thrown; what we did not foresee is `internal` and says no more. */
function codedErrorOf(thrown: Error & Partial<FastifyError>): CodedError {
  if (thrown instanceof CodedError) return thrown;
  if (thrown.validation) return validationError(thrown);
  const fault = FRAMEWORK_FAULTS[thrown.code ?? ''] ?? faultOfStatus(thrown.statusCode);
  return new CodedError([fault], HEADERS[fault.code]);
}

const FRAMEWORK_FAULTS: Readonly<Record<string, Fault>> = {
  FST_ERR_BAD_URL: {
    code: 'bad_request',
    detail: 'The path has a % that no two hexadecimal digits of UTF-8 follow.',
  },
  FST_ERR_MAX_PARAM_LENGTH: {
    code: 'uri_too_long',
    detail: 'A part of the path is longer than any id.',
  },
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: {
    code: 'bad_request',
    detail: 'The body is not as long as Content-Length says.',
  },
};

/** What a refusal advises in headers. */
const HEADERS: Readonly<Partial<Record<ErrorCode, Readonly<Record<string, string>>>>> = {
  unsupported_media_type: { accept: BODY_TYPES.join(', ') },
};

/** What the framework and its plugins hold against the caller; anything else is a fault of ours. */
function faultOfStatus(status = 500): Fault {
  const code = CODES_OF_STATUS[status] ?? (status >= 400 && status < 500 ? 'bad_request' : null);
  if (code === null) return INTERNAL;
  if (code === 'unsupported_media_type') return { code, detail: `Send ${BODY_TYPES[0]}.` };
  return { code, detail: `${ERRORS[code].title}.` };
}

/** 403 is a file path that leaves its folder; whether something is there is not told. */
const CODES_OF_STATUS: Readonly<Record<number, ErrorCode>> = {
  403: 'not_found',
  404: 'not_found',
  413: 'body_too_large',
  414: 'uri_too_long',
  415: 'unsupported_media_type',
};

/** A path whose parts cannot be, such as a format that is not known, leads nowhere. */
function validationError({ validation, validationContext }: Partial<FastifyError>): CodedError {
  const errors = validation as unknown as ErrorObject[];
  const isBody = validationContext === 'body';
  const [first, ...others] = isBody ? bodyFaults(errors) : validationFaults(errors);
  if (first && validationContext !== 'params') return new CodedError([first, ...others]);
  return new CodedError([{ code: 'not_found', detail: first?.detail ?? 'Nothing is here.' }]);
}
