/** How a command ends. The numbers are a promise: scripts and container platforms read them. */
export const EXIT_CODES = {
  ok: { code: 0, meaning: 'ok' },
  failure: { code: 1, meaning: 'failure: what was asked for did not work out' },
  usage: { code: 2, meaning: 'usage: no such command, option, line or instant' },
  changed: { code: 3, meaning: 'diff: something changes' },
  configuration: { code: 78, meaning: 'configuration or settings that cannot be used' },
} as const;

export type ExitCode = (typeof EXIT_CODES)[keyof typeof EXIT_CODES]['code'];
