/** A small configuration with one of everything that a year can show. */
export const DESK = `
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
    exceptions:
      - { from: 2027-06-01, until: 2027-06-04, hours: closed, name: { ja: システム移行, en: System migration } }
      - { date: 2027-09-06, closedDuring: [13:00-15:00], name: { ja: 研修, en: Training } }
lines:
  phone-pin:
    name: { ja: 電話用暗証番号デスク, en: Phone PIN desk }
    phone: "+81-3-0000-0000"
    schedule: weekday-desk
  lost-card:
    name: { ja: 紛失・盗難受付, en: Lost and stolen cards }
    schedule: { regular: { daily: [00:00-24:00] } }
purposes:
  set-phone-pin:
    name: { ja: 電話用暗証番号の設定, en: Set the phone PIN }
    channels: [{ line: phone-pin }]
expectations:
  - { line: phone-pin, at: 2027-01-03T10:00, state: closed, reason: long_break }
  - { line: phone-pin, at: 2027-01-04T10:00, state: open }
`;
