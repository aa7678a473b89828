import { changeOverride } from '../overrides/change-override.ts';
import { createOverride } from '../overrides/create-override.ts';
import { endOverride } from '../overrides/end-override.ts';
import { expectedVersions } from './conditions.ts';
import { errorResponses, INSTANT_ERRORS, WRITE_ERRORS } from './error-responses.ts';
import { newId } from './new-id.ts';
import {
  NewOverrideBody,
  OverrideParams,
  OverridePatchBody,
  OverrideSchema,
  PreviewSchema,
  WriteQuery,
} from './override-schema.ts';
import { registerOverrideReads } from './overrides-read.ts';
import { answerWrite, overridePorts, writingOf } from './overrides-write.ts';
import type { App, Ports } from './ports.ts';
import { referTo } from './schema.ts';

const BODY_ERRORS = [
  ...INSTANT_ERRORS,
  'bad_json',
  'missing_parameter',
  'invalid_header',
  'range_reversed',
  'range_too_long',
  'unknown_line',
  'unknown_group',
  'unknown_names',
  'unsupported_media_type',
] as const;

const CHANGE_ERRORS = [
  'invalid_header',
  'unknown_override',
  'override_over',
  'precondition_failed',
  'precondition_required',
] as const;

const OVERRIDE = referTo(OverrideSchema, 'Override');
const PREVIEW = referTo(PreviewSchema, 'OverridePreview');

function described(description: string, schema: object) {
  return { description, content: { 'application/json': { schema } } };
}

const CREATE_OVERRIDE = {
  operationId: 'createOverride',
  summary: 'Closes or opens lines, for a while',
  description:
    'The answer comes once it is durable. With an Idempotency-Key a repetition answers as the' +
    ' first time did.',
  tags: ['overrides'],
  querystring: WriteQuery,
  body: NewOverrideBody,
  response: {
    200: described('With dryRun: what would change.', PREVIEW),
    201: described('The override. ETag is its version, Location its address.', OVERRIDE),
    ...errorResponses([...BODY_ERRORS, 'too_many_overrides', ...WRITE_ERRORS]),
  },
};

const CHANGED = {
  'application/json': { schema: { anyOf: [OVERRIDE, PREVIEW] } },
};

const CHANGE_OVERRIDE = {
  operationId: 'changeOverride',
  summary: 'Changes an override; needs If-Match',
  tags: ['overrides'],
  params: OverrideParams,
  querystring: WriteQuery,
  body: OverridePatchBody,
  response: {
    200: {
      description: 'The override as it is now; with dryRun: what would change.',
      content: CHANGED,
    },
    ...errorResponses([...BODY_ERRORS, ...CHANGE_ERRORS, 'override_begun', ...WRITE_ERRORS]),
  },
};

const END_OVERRIDE = {
  operationId: 'endOverride',
  summary: 'Ends an override now; needs If-Match',
  description: 'One that has not begun never takes effect. It stays in the list of past ones.',
  tags: ['overrides'],
  params: OverrideParams,
  querystring: WriteQuery,
  response: {
    200: { description: 'The override, ended; with dryRun: what would change.', content: CHANGED },
    ...errorResponses(['invalid_parameter', ...CHANGE_ERRORS, ...WRITE_ERRORS]),
  },
};

/** Overrides: made, listed, changed and ended by whoever has the scope `override`. */
export function registerOverrides(app: App, ports: Ports): void {
  registerOverrideReads(app, ports);

  const create = { schema: CREATE_OVERRIDE, attachValidation: true };
  app.post('/v1/overrides', create, async (request, reply) => {
    const { limits } = request.principal;
    const source = { id: newId(), writing: writingOf(request), limits };
    const propose = createOverride(source, overridePorts(ports));
    return answerWrite(reply, { action: 'override.create', propose }, ports);
  });

  const change = { schema: CHANGE_OVERRIDE, attachValidation: true };
  app.patch('/v1/overrides/:id', change, async (request, reply) => {
    const target = targetOf(request);
    const source = { ...target, writing: writingOf(request) };
    const propose = changeOverride(source, overridePorts(ports));
    return answerWrite(reply, { action: 'override.change', propose }, ports);
  });

  app.delete('/v1/overrides/:id', { schema: END_OVERRIDE }, async (request, reply) => {
    const propose = endOverride(targetOf(request), overridePorts(ports));
    return answerWrite(reply, { action: 'override.end', propose }, ports);
  });
}

function targetOf(request: Parameters<typeof expectedVersions>[0]) {
  const { id } = request.params as { readonly id: string };
  return { id, limits: request.principal.limits, isExpected: expectedVersions(request) };
}
