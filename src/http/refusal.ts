import type { ErrorObject } from 'ajv';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { CodedError, ERRORS, type ErrorCode } from '../errors.ts';
import { errorFormatOf } from './error-format.ts';
import type { App } from './ports.ts';
import { PROBLEM_TYPE, problemOf } from './problem.ts';
import { setConstantHeaders } from './response-headers.ts';
import { validationFaults } from './validation-faults.ts';

/** Answers everything that is thrown, in the grammar that the URL asks for. */
export function registerRefusals(app: App): void {
  app.setErrorHandler<FastifyError>((error, request, reply) => refuse(error, request, reply));
}

/** Also for the faults that the framework finds before there is a route. */
export function refuse(thrown: Error, request: FastifyRequest, reply: FastifyReply): void {
  const error = codedErrorOf(thrown);
  if (error.code === 'internal') request.log.error({ err: thrown }, 'a request failed');
  const { status } = ERRORS[error.code];
  const format = errorFormatOf(request.raw.url ?? '');
  setConstantHeaders(reply);
  for (const name of ['etag', 'last-modified', 'retry-after']) reply.removeHeader(name);
  reply.code(status).headers({ ...error.headers, 'cache-control': 'no-store' });
  if (format) {
    reply.type(format.contentType).header('x-error-code', error.code);
    reply.send(format.writeError(error.code));
  } else {
    reply.type(PROBLEM_TYPE).send(JSON.stringify(problemOf(error, request.id)));
  }
}

/** The coded error of anything thrown; what we did not foresee is `internal` and says no more. */
function codedErrorOf(thrown: Error & Partial<FastifyError>): CodedError {
  if (thrown instanceof CodedError) return thrown;
  if (thrown.validation) return validationError(thrown);
  const code = FRAMEWORK_CODES[thrown.code ?? ''] ?? 'internal';
  return new CodedError([{ code, detail: DETAILS[code] ?? 'The fault has been logged.' }]);
}

const FRAMEWORK_CODES: Readonly<Record<string, ErrorCode>> = {
  FST_ERR_BAD_URL: 'bad_request',
  FST_ERR_MAX_PARAM_LENGTH: 'uri_too_long',
};

const DETAILS: Readonly<Partial<Record<ErrorCode, string>>> = {
  bad_request: 'The path has a % that no two hexadecimal digits of UTF-8 follow.',
  uri_too_long: 'A part of the path is longer than any id.',
};

/** A path whose parts cannot be, such as a format that is not known, leads nowhere. */
function validationError({ validation, validationContext }: Partial<FastifyError>): CodedError {
  const [first, ...others] = validationFaults(validation as unknown as ErrorObject[]);
  if (first && validationContext !== 'params') return new CodedError([first, ...others]);
  return new CodedError([{ code: 'not_found', detail: first?.detail ?? 'Nothing is here.' }]);
}
