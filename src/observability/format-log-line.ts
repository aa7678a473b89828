/** Pino's numbers for its levels. */
const LEVELS: Readonly<Record<number, string>> = {
  10: 'TRACE',
  20: 'DEBUG',
  30: 'INFO',
  40: 'WARN',
  50: 'ERROR',
  60: 'FATAL',
};

/** In every line and the same in all of them, so that a person need not see them. */
const CONSTANT = new Set(['level', 'time', 'pid', 'hostname', 'msg']);

/**
 * A line of the JSON log as a person reads it: `09:00:00.000Z INFO  message  key=value`. Lines that
 * are no log events stay as they are.
 */
export function formatLogLine(line: string): string {
  const event = parseEvent(line);
  if (!event) return line;
  const time = new Date(Number(event.time)).toISOString().slice(11);
  const level = (LEVELS[Number(event.level)] ?? '').padEnd(5);
  const extras = Object.entries(event).filter(([key]) => !CONSTANT.has(key));
  const details = extras.map(([key, value]) => `${key}=${formatValue(value)}`);
  return `${[`${time} ${level} ${event.msg ?? ''}`.trimEnd(), ...details].join('  ')}\n`;
}

function parseEvent(line: string): Readonly<Record<string, unknown>> | null {
  try {
    const event = JSON.parse(line);
    return Number.isFinite(event?.time) ? event : null;
  } catch {
    return null;
  }
}

/** An error shows its stack, which has its own lines; text shows without quotes. */
function formatValue(value: unknown): string {
  if (typeof value === 'string') return value;
  const stack = (value as { stack?: unknown } | null)?.stack;
  return typeof stack === 'string' ? `\n${stack}` : JSON.stringify(value);
}
