import { SETTING_SCHEMAS, WEBHOOK_SECRET, WEBHOOK_SECRET_DESCRIPTION } from '../../src/settings.ts';
import { markdownTable } from './markdown-table.ts';

const EXAMPLES: Readonly<Record<string, string>> = {
  EIGYOCHU_CONFIG: '`/etc/eigyochu`, `lines.yaml`',
  REDIS_URL: '`redis://redis:6379/0`, `redis+sentinel://s1:26379,s2:26379/mymaster`',
  EIGYOCHU_TRUST_PROXY: '`10.0.0.0/8, loopback`',
  EIGYOCHU_PUBLIC_URL: '`https://hours.example.com`; else each request’s own host',
  EIGYOCHU_CORS_ORIGINS:
    '`https://www.example.com, https://m.example.com`; all, unless reads are keyed',
  EIGYOCHU_TWILIO_AUTH_TOKEN: 'two with a space between',
};

type Setting = (typeof SETTING_SCHEMAS)[number][1];

/** `docs/reference/settings.md`: every environment variable as the process reads it. */
export function settingsPage(): string {
  const rows = SETTING_SCHEMAS.map(([name, schema]) => [
    `\`${name}\``,
    schema.default === undefined ? 'none' : `\`${schema.default}\``,
    EXAMPLES[name] ?? valuesOf(schema),
    schema.description ?? '',
  ]);
  const secret = [`\`${WEBHOOK_SECRET}<ID>\``, 'none', '`whsec_…`', WEBHOOK_SECRET_DESCRIPTION];
  return `# Settings

How the process runs: environment variables. What lines there are and when they are open is
[configuration](configuration.md), and never a setting. This page is written by a test from what the process reads.

${markdownTable(['variable', 'default', 'values', ''], [...rows, secret])}
A variable that is set to nothing counts as not set. One that begins with \`EIGYOCHU_\` and is not in the table is refused, with the
name that was probably meant; so is a value that is not allowed. The process then ends with exit code 78 and says all faults at once.

## Signals and exit codes

Start \`node dist/cli.js serve\` itself under a supervisor (the container image does), so that signals reach it and not npm.

| signal | what happens |
| --- | --- |
| \`SIGTERM\` | \`/readyz\` says 503 and everything is still answered for \`EIGYOCHU_DRAIN_SECONDS\`, with \`Connection: close\`; then it finishes what was begun and ends with 0 |
| \`SIGINT\` | the same without the pause |
| either, twice | it ends at once with 1 |
| \`SIGHUP\` | loads the configuration again; so does a change of its files |

Exit codes are those of [every command](commands.md#exit-codes). How to run it well: [operating](../how-to/operating.md).
`;
}

function valuesOf({ enum: values, minimum, maximum, pattern }: Setting): string {
  if (values) return values.map((value) => `\`${value}\``).join(', ');
  if (minimum !== undefined && maximum !== undefined) {
    return `${minimum.toLocaleString('en')} to ${maximum.toLocaleString('en')}`;
  }
  return pattern ? '1 to 64 of `a-z A-Z 0-9 _ : . -`' : 'text';
}
