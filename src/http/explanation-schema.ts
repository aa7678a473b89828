import { Type } from 'typebox';
import { LAYERS } from '../core/reason.ts';
import { DateSchema, NamesSchema, nullable, record } from './schema.ts';

const LayerSchema = record(
  {
    layer: Type.Enum([...LAYERS]),
    outcome: Type.Enum(['won', 'lost', 'silent']),
    lostTo: nullable(Type.String()),
    spans: nullable(Type.Array(Type.String(), { description: 'Empty: it said closed.' })),
    name: nullable(NamesSchema),
    text: Type.String(),
  },
  { title: 'ExplainedLayer' },
);

/** How the hours of the date came about: every layer, the strongest first. */
export const ExplanationSchema = record(
  {
    date: DateSchema,
    language: Type.Enum(['ja', 'en']),
    layers: Type.Array(LayerSchema),
    cuts: Type.Array(record({ spans: Type.Array(Type.String()), name: NamesSchema }), {
      description: 'Time cut out of the hours that won.',
    }),
    narrowed: Type.Boolean({ description: 'Regular hours were narrowed before a holiday.' }),
    bridged: Type.Boolean({ description: 'Closed alone between two closed runs.' }),
    holiday: nullable(NamesSchema),
  },
  { title: 'Explanation' },
);
