/**
 * The essentials of the schema of SARIF 2.1.0, for what we write: the names and types of the
 * properties and which are required. As in the standard, no object may have others.
 */
const text = { type: 'string' } as const;
const count = { type: 'integer', minimum: 1 } as const;
const level = { enum: ['none', 'note', 'warning', 'error'] } as const;

const message = only({ text, markdown: text, id: text }, ['text']);
const region = only({ startLine: count, startColumn: count, endLine: count, endColumn: count }, [
  'startLine',
]);
const artifactLocation = only({ uri: { ...text, format: 'uri-reference' }, uriBaseId: text });
const location = only({
  physicalLocation: only({ artifactLocation, region }, ['artifactLocation']),
  logicalLocations: listOf(only({ name: text, fullyQualifiedName: text, kind: text })),
});
const suppression = only(
  {
    kind: { enum: ['inSource', 'external'] },
    status: { enum: ['accepted', 'underReview', 'rejected'] },
    justification: text,
    location,
  },
  ['kind'],
);
const result = only(
  {
    ruleId: text,
    ruleIndex: { type: 'integer', minimum: 0 },
    level,
    message,
    locations: listOf(location),
    suppressions: listOf(suppression),
  },
  ['message'],
);
const rule = only(
  {
    id: text,
    name: text,
    shortDescription: message,
    fullDescription: message,
    defaultConfiguration: only({ level }),
  },
  ['id'],
);
const driver = only({ name: text, version: text, rules: listOf(rule) }, ['name']);
const run = only(
  {
    tool: only({ driver }, ['driver']),
    columnKind: { enum: ['utf16CodeUnits', 'unicodeCodePoints'] },
    results: { type: 'array', items: result },
  },
  ['tool'],
);

export const SARIF_SCHEMA = only(
  {
    $schema: { ...text, format: 'uri' },
    version: { const: '2.1.0' },
    runs: { type: 'array', items: run },
  },
  ['version', 'runs'],
);

function only(properties: Readonly<Record<string, object>>, required: readonly string[] = []) {
  return { type: 'object', properties, required, additionalProperties: false };
}

/** Lists of the standard mostly have unique items. */
function listOf(items: object) {
  return { type: 'array', items, uniqueItems: true };
}
