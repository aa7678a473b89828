import type { PlainFormat } from './format.ts';

/**
 * Exactly `open`, `closed` or `unknown`, without a newline: FreeSWITCH keeps one and then compares
 * unequal. Asterisk cannot see the status, so every failure is `unknown`.
 */
export const wordFormat: PlainFormat = {
  contentType: 'text/plain; charset=utf-8',
  write: ({ decision }) => decision.state,
  writeError: () => 'unknown',
};
