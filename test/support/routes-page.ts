import { readFileSync } from 'node:fs';
import { accessOf } from '../../src/http/access-table.ts';
import { markdownTable } from './markdown-table.ts';

interface Operation {
  readonly summary?: string;
  readonly tags?: readonly string[];
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
}

type Paths = Readonly<Record<string, Readonly<Record<string, Operation>>>>;

/** For people, and not in the OpenAPI document. */
const PAGES: readonly (readonly string[])[] = [
  [
    '`/`',
    '`page`, `group`, `lang`',
    'the board: every line now, overrides in force, long breaks to come',
  ],
  [
    '`/lines/{line}`',
    '`year`, `date`, `at`, `lang`',
    'a line: now, its hours, its year, any date hour by hour',
  ],
  [
    '`/console`',
    '`lang`',
    'for supervisors: close and open, plan, see who did what ([console](../how-to/console.md))',
  ],
  ['`/banner.js`', '', 'the [banner](../how-to/banner.md) for other pages'],
  ['`/documentation`', '', 'a page to try requests from'],
];

const WHO: Readonly<Record<string, string>> = {
  public: 'everybody',
  read: 'everybody; `read` with `EIGYOCHU_READS=keyed`',
  signed: 'everybody; Twilio’s signature, once its token is set',
  session: 'whoever is signed in',
  override: 'scope `override`',
  admin: 'scope `admin`',
};

const TITLES: Readonly<Record<string, string>> = {
  decisions: 'Decisions',
  lines: 'Lines and their hours',
  purposes: 'Purposes',
  ivr: 'Doors for telephone systems',
  overrides: 'Overrides',
  holidays: 'Holidays and long breaks',
  audit: 'Audit trail',
  service: 'The service',
};

/** `docs/reference/routes.md`: every route, who may ask it, and what it answers. */
export function routesPage(): string {
  const { paths } = JSON.parse(readFileSync('docs/reference/openapi.json', 'utf8')) as {
    paths: Paths;
  };
  const operations = Object.values(paths).flatMap((methods) => Object.values(methods));
  const tags = new Set([...Object.keys(TITLES), ...operations.map(tagOf)]);
  const sections = [...tags].map((tag) => {
    const rows = rowsOf(paths, tag);
    return `## ${TITLES[tag] ?? tag}\n\n${markdownTable(['route', 'query', 'who may', ''], rows)}`;
  });
  return `# Routes

What is answered over HTTP. Parameters, bodies and answers in full: [openapi.json](openapi.json), which a running service has at
\`/openapi.json\` and shows at \`/documentation\`. This page is written by a test from that document and from the table of who may.

\`HEAD\` goes with every \`GET\`. Refusals are problem documents with stable [codes](errors.md). Formats (\`word\`, \`text\`, \`form\`, \`flat\`, \`twiml\`,
\`vxml\`) are told in [telephone systems](../how-to/ivr/README.md#the-formats). Answers may be cached until something can change, at most
\`EIGYOCHU_MAX_AGE_SECONDS\` while the service answers; when it does not, caches may go on (\`stale-if-error\`) until that moment and never
beyond it. Pages on another origin may read (\`EIGYOCHU_CORS_ORIGINS\`), never write, and never with cookies.

## Pages

${markdownTable(['page', 'query', ''], PAGES)}
${sections.join('\n')}`;
}

function tagOf({ tags: [tag = 'service'] = [] }: Operation): string {
  return tag;
}

function rowsOf(paths: Paths, tag: string): string[][] {
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  const wanted = operations.filter(({ operation }) => tagOf(operation) === tag);
  return wanted.map(({ path, method, operation }) => {
    const { parameters = [], summary = '' } = operation;
    const query = parameters.flatMap((each) => (each.in === 'query' ? [`\`${each.name}\``] : []));
    const verb = method.toUpperCase();
    const access = accessOf(verb, path.replace(/\{(\w+)\}/g, ':$1')) ?? '';
    return [`\`${verb} ${path}\``, query.join(', '), WHO[access] ?? access, summary];
  });
}
