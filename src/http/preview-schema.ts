import { Type } from 'typebox';
import { LAYERS, REASON_CODES } from '../core/reason.ts';
import { COMPARED_DAYS } from '../lines/compare-snapshots.ts';
import { errorResponses } from './error-responses.ts';
import { MAX_PREVIEW_FILES } from './limits.ts';
import { NoQuery } from './query-schema.ts';
import { InstantSchema, NamesSchema, record } from './schema.ts';

const PreviewBody = record(
  {
    files: Type.Record(Type.String(), Type.String(), {
      minProperties: 1,
      maxProperties: MAX_PREVIEW_FILES,
      description:
        'The texts of all files of the configuration by their names, also of those that documents' +
        ' name, such as an official list. YAML and JSON files in no folder are the documents.',
      examples: [{ 'lines.yaml': 'version: 1\nzone: Asia/Tokyo\n…' }],
    }),
  },
  {
    title: 'ConfigurationFiles',
    examples: [{ files: { 'lines.yaml': 'version: 1\nzone: Asia/Tokyo\n…' } }],
  },
);

const IdsSchema = Type.Array(Type.String());

const NameChangesSchema = record(
  { added: IdsSchema, removed: IdsSchema, changed: IdsSchema },
  { title: 'NameChanges' },
);

const SideSchema = record(
  {
    state: Type.Enum(['open', 'closed']),
    reason: Type.Enum([...REASON_CODES]),
    layer: Type.Enum([...LAYERS]),
    reasonName: NamesSchema,
    message: Type.Union([NamesSchema, Type.Null()]),
  },
  { title: 'HoursReason' },
);

const HourChangesSchema = record(
  {
    lines: Type.Array(Type.String(), { description: 'The lines for which this changes.' }),
    intervals: Type.Array(
      record({ start: InstantSchema, end: InstantSchema, before: SideSchema, after: SideSchema }),
    ),
  },
  { title: 'ConfigurationEffect' },
);

const FactsSchema = record(
  {
    line: Type.String(),
    fields: Type.Array(Type.String(), { examples: [['name', 'phone']] }),
  },
  { title: 'LineFacts' },
);

const DifferenceSchema = record(
  {
    before: Type.String({ description: 'The revision in force.' }),
    after: Type.String({ description: 'The revision that would be in force.' }),
    from: InstantSchema,
    until: InstantSchema,
    isChanged: Type.Boolean({ description: 'Whether anything would be different.' }),
    lines: record({ added: IdsSchema, removed: IdsSchema }),
    changes: Type.Array(HourChangesSchema),
    facts: Type.Array(FactsSchema, { description: 'What of lines changes beside their hours.' }),
    purposes: NameChangesSchema,
    webhooks: NameChangesSchema,
    settings: Type.Array(Type.String(), { examples: [['zone']] }),
    rewritten: Type.Array(Type.String(), {
      description: 'Lines whose hours are written differently, and mean the same.',
    }),
    truncated: Type.Boolean({ description: 'Whether there is more than is told.' }),
    warnings: Type.Array(Type.String(), {
      description: 'What is doubtful in the configuration that was sent.',
    }),
  },
  {
    title: 'ConfigurationDifference',
    description: `What would change in ${COMPARED_DAYS} days, today included.`,
  },
);

export const PREVIEW_CONFIGURATION = {
  operationId: 'previewConfiguration',
  summary: 'What a configuration would change, compared with what is in force',
  description:
    'Nothing is changed. Holidays and overrides of the running service are laid over both sides.' +
    ' The expectations in the files are tested. One is answered at a time.',
  tags: ['service'],
  security: [{ key: [] }],
  querystring: NoQuery,
  body: PreviewBody,
  response: {
    200: DifferenceSchema,
    ...errorResponses([
      'bad_json',
      'invalid_parameter',
      'invalid_request',
      'missing_parameter',
      'unsupported_media_type',
      'bad_configuration',
      'not_known',
    ]),
  },
};
