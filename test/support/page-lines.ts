import type { Configuration } from '../../src/config/configuration.ts';
import { invariant } from '../../src/core/invariant.ts';
import { parseTexts } from '../config/real-ports.ts';

/** Lines for pages: one with everything that a year can show, one abroad, one that never closes. */
export function linesWithEverything(): Configuration {
  const parsed = parseTexts({ 'lines.yaml': LINES });
  invariant(parsed.ok, 'the lines of the tests are right');
  return { revision: '9f2c6a1b04de', ...parsed.parts };
}

const LINES = `
version: 1
zone: Asia/Tokyo
calendars:
  jp: { source: japan }
schedules:
  weekday-desk:
    regular:
      mon-fri: [09:00-12:00, 13:00-17:30]
      3rd-wed: closed
    holidays: { calendars: [jp], hours: closed }
    longBreaks:
      - { preset: year-end }
      - { name: { ja: 夏季休業, en: Summer break }, from: 08-13, until: 08-15, hours: [10:00-15:00] }
    detectLongBreaks: { minDays: 4, noticeDays: 14 }
    lastCallMinutes: 10
    exceptions:
      - { date: 2026-12-28, hours: [09:00-12:00], name: { ja: 仕事納め, en: Last working day } }
      - { from: 2027-06-01, until: 2027-06-04, hours: closed, name: { ja: システム移行, en: System migration } }
      - { date: 2027-09-06, closedDuring: [13:00-15:00], name: { ja: 研修, en: Training } }
lines:
  phone-pin:
    name: { ja: 電話用暗証番号デスク, en: Phone PIN desk }
    phone: "+81-3-0000-0000"
    schedule: weekday-desk
    groups: [cards]
    destinations:
      open: { kind: queue, target: pin }
      closed: { kind: announcement, target: closed }
  new-york:
    name: { ja: ニューヨーク支店, en: New York branch }
    zone: America/New_York
    schedule: { regular: { mon-fri: [09:00-17:00], sat-sun: [00:00-06:00] } }
  lost-card:
    name: { ja: 紛失・盗難受付, en: Lost and stolen cards }
    phone: "+81-3-0000-0002"
    schedule: { regular: { daily: [00:00-24:00] } }
purposes:
  reset-online-password:
    name: { ja: オンラインサービスのパスワード再設定, en: Reset the online password }
    channels:
      - { kind: web, url: "https://example.com/reset" }
      - line: phone-pin
`;
