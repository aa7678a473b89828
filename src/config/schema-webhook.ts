/** The schema of a webhook. */
import { Type } from 'typebox';
import { WEBHOOK_EVENTS } from './configuration.ts';
import { Id } from './schema-values.ts';

const MAX_NAMED_LINES = 1_000;

const strict = { additionalProperties: false } as const;

export const WrittenWebhook = Type.Object(
  {
    id: Id,
    url: Type.String({
      minLength: 1,
      maxLength: 2_000,
      description: 'Where messages are posted to: https, or http on this machine.',
      examples: ['https://portal.example/hooks/eigyochu'],
    }),
    events: Type.Optional(
      Type.Array(Type.Enum([...WEBHOOK_EVENTS], { examples: ['line.transition'] }), {
        minItems: 1,
        uniqueItems: true,
        description: 'What it is told. Default: everything.',
        examples: [['line.transition']],
        advice: 'write events such as [line.transition], or leave it out for all',
      }),
    ),
    lines: Type.Optional(namesOf('Lines it is told about; without lines and groups: all.')),
    groups: Type.Optional(namesOf('Groups whose lines it is told about.')),
  },
  {
    ...strict,
    description: 'A receiver of messages in the format of Standard Webhooks.',
    examples: [{ id: 'portal', url: 'https://portal.example/hooks/eigyochu' }],
  },
);

function namesOf(description: string) {
  return Type.Array(Id, {
    minItems: 1,
    maxItems: MAX_NAMED_LINES,
    uniqueItems: true,
    description,
    examples: [['phone-pin']],
    advice: 'write ids such as [phone-pin], or leave it out',
  });
}

export type WrittenWebhook = Type.Static<typeof WrittenWebhook>;
