/** A configuration that uses everything the format has. */
export const EVERY_FEATURE = `
version: 1
zone: Asia/Tokyo
onUnknown: open
calendars:
  jp: { source: japan }
  company:
    source: listed
    dates:
      - { date: 06-01, name: { ja: 創立記念日, en: Founding Day } }
      - { date: 2027-03-05, name: { ja: 社員旅行, en: Outing } }
schedules:
  weekday-desk:
    regular:
      - hours: { mon-wed: [09:00-17:30], "thu,fri": [13:00-18:00, 9:00-12:00], 3rd-wed: closed }
      - from: 2027-04-01
        hours: { fri-mon: [22:00-26:00], last-fri: [22:00-02:00] }
      - { from: 2028-04-01, hours: { daily: [00:00-24:00], 5th-sun: closed } }
    holidays:
      - { calendars: [jp, company], hours: closed, dayBefore: [09:00-15:00] }
      - { calendars: [company], hours: [10:00-17:00] }
      - { calendars: [jp], hours: regular }
    longBreaks:
      - { preset: year-end }
      - { preset: obon, from: 08-12, hours: [10:00-12:00], noticeDays: 0 }
      - name: { ja: 夏季休業, en: Summer break }
        from: 2027-07-01
        until: 2027-07-03
        hours: closed
        noticeDays: 21
        message: { ja: "{opensAt}から", en: "From {opensAt}" }
      - { preset: year-end, name: { ja: 冬休み, en: Winter }, until: 02-29 }
    detectLongBreaks: { minDays: 3, noticeDays: 7, bridgeWithinDays: 1 }
    exceptions:
      - { date: 2026-12-28, hours: [09:00-12:00], name: { ja: 仕事納め, en: Last working day } }
      - { from: 2027-06-01, until: 2027-06-30, hours: closed, name: { ja: 移行, en: Migration } }
      - { date: 2027-09-06, closedDuring: [13:00-15:00], name: { ja: 研修, en: Training } }
    lastCallMinutes: 10
    closingSoonMinutes: 20
  new-york:
    zone: America/New_York
    regular: { mon: closed }
    holidays: { calendars: [company], hours: regular }
lines:
  phone-pin:
    name: { ja: 電話用暗証番号デスク, en: Phone PIN desk }
    phone: "+81-3-0000-0000"
    schedule: weekday-desk
    groups: [cards, pin]
    destinations:
      open: { kind: queue, target: pin }
      override_closed: { kind: announcement, target: "sip:emergency@example.com" }
    messages: { holiday: { ja: "{reasonName}のため休業です", en: "Closed for {reasonName}" } }
    retrySpreadMinutes: 0
    onUnknown: closed
  abroad: { name: { ja: 海外, en: Abroad }, schedule: new-york }
  abroad-in-london: { name: { ja: 倫敦, en: London }, schedule: new-york, zone: Europe/London }
  inline:
    name: { ja: 直書き, en: Inline }
    phone: 0120-000-000
    schedule: { holidays: { hours: regular, calendars: [company] }, regular: { mon: closed } }
purposes:
  reset:
    name: { ja: 再設定, en: Reset }
    channels:
      - { kind: web, url: "https://example.com/reset?lang=ja" }
      - { kind: app, url: "cardapp://reset" }
      - { line: phone-pin }
      - { kind: line, line: abroad }
expectations:
  - { line: phone-pin, at: 2027-01-03T10:00, state: closed, reason: long_break }
  - { line: abroad, at: 2027-05-06T10:00, state: closed }
  - { line: phone-pin, at: "2027-05-06T10:00:00Z", reason: regular_hours }
webhooks:
  - { id: portal, url: "https://portal.example/hooks/eigyochu" }
  - id: wallboard-2
    url: http://localhost:9000/eigyochu
    events: [line.transition, override.ended]
    lines: [abroad]
    groups: [cards, pin]
suppressions:
  - { code: no_phone, reason: Only two of them have one. }
  - { code: unnamed_weekday, at: /schedules/weekday-desk, reason: Closed from Thursday on. }
`;
