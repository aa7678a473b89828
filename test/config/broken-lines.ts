/** Faults of lines, calendars, purposes and expectations, each with every problem it gives. */
import {
  type BrokenCase,
  besideLine,
  HEAD,
  inCalendars,
  inLine,
  inLineWithSchedule,
} from './broken-case.ts';

export const BROKEN_LINES: readonly BrokenCase[] = [
  {
    name: 'an id with capitals',
    text: `${HEAD}schedules:\n  weekDay_desk: { regular: { mon: closed } }\n`,
    problems: [
      '4:3 bad_id /schedules/weekDay_desk | "weekDay_desk" is not an id | write week-day-desk: small letters, digits and hyphens, at most 63',
    ],
  },
  {
    name: 'an id that starts with a hyphen',
    text: `${HEAD}schedules:\n  -desk: { regular: { mon: closed } }\n`,
    problems: [
      '4:3 bad_id /schedules/-desk | "-desk" is not an id | write desk: small letters, digits and hyphens, at most 63',
    ],
  },
  {
    name: 'a line without a name and a schedule',
    text: `${HEAD}lines:\n  desk:\n    groups: [a]\n`,
    problems: [
      '4:3 missing_key /lines/desk | "name" is missing | add name: { ja: …, en: … }',
      '4:3 missing_key /lines/desk | "schedule" is missing | add schedule: weekday-desk',
    ],
  },
  {
    name: 'a name in one language',
    text: `${HEAD}schedules: { a: { regular: { mon: closed } } }\nlines:\n  desk: { name: { ja: 窓口 }, schedule: a }\n`,
    problems: ['5:11 missing_key /lines/desk/name | "en" is missing | add en: …'],
  },
  {
    name: 'a name that is a word',
    text: `${HEAD}schedules: { a: { regular: { mon: closed } } }\nlines:\n  desk: { name: Desk, schedule: a }\n`,
    problems: [
      '5:17 wrong_type /lines/desk/name | "Desk" is not a map | write both languages: { ja: "…", en: "…" }',
    ],
  },
  {
    name: 'an empty name',
    text: `${HEAD}schedules: { a: { regular: { mon: closed } } }\nlines:\n  desk: { name: { ja: "", en: "  " }, schedule: a }\n`,
    problems: [
      '5:23 empty /lines/desk/name/ja | an empty text | write text',
      '5:31 empty /lines/desk/name/en | an empty text | write text',
    ],
  },
  {
    name: 'a name on two lines',
    text: `${HEAD}schedules: { a: { regular: { mon: closed } } }\nlines:\n  desk: { name: { ja: "a\\nb", en: Desk }, schedule: a }\n`,
    problems: [
      '5:23 bad_text /lines/desk/name/ja | "a\\nb" has a line break or a control character | write it on one line',
    ],
  },
  {
    name: 'a name of 201 characters',
    text: `${HEAD}schedules: { a: { regular: { mon: closed } } }\nlines:\n  desk: { name: { ja: ${'a'.repeat(201)}, en: Desk }, schedule: a }\n`,
    problems: [
      '5:23 too_long /lines/desk/name/ja | "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…" has more than 200 characters | write less',
    ],
  },
  {
    name: 'an unknown schedule with a near name',
    text: inLine('schedule: alway'),
    problems: [
      '8:15 unknown_schedule /lines/desk/schedule | there is no schedule "alway" | did you mean "always"?',
    ],
  },
  {
    name: 'an unknown schedule like no other',
    text: inLine('schedule: night'),
    problems: [
      '8:15 unknown_schedule /lines/desk/schedule | there is no schedule "night" | define it under "schedules"; known: always',
    ],
  },
  {
    name: 'a schedule that is a list',
    text: inLine('schedule: [always]'),
    problems: [
      '8:15 wrong_type /lines/desk/schedule | a list is not allowed here | write the id of a schedule, or the schedule itself',
    ],
  },
  {
    name: 'a wrong span in an inline schedule',
    text: inLine('schedule: { regular: { mon: [9-17] } }'),
    problems: [
      '8:34 bad_span /lines/desk/schedule/regular/mon/0 | "9-17" is not a span of time | write 09:00-17:00',
    ],
  },
  {
    name: 'a telephone number without quotes',
    text: inLineWithSchedule('phone: 0312345678'),
    problems: [
      '9:12 wrong_type /lines/desk/phone | the number 0312345678 is not text | write it in quotes: "0312345678"',
    ],
  },
  {
    name: 'an international number without quotes',
    text: inLineWithSchedule('phone: +81312345678'),
    problems: [
      '9:12 wrong_type /lines/desk/phone | the number +81312345678 is not text | write it in quotes: "+81312345678"',
    ],
  },
  {
    name: 'a telephone number with brackets',
    text: inLineWithSchedule('phone: "03(1234)5678"'),
    problems: [
      '9:12 bad_phone /lines/desk/phone | "03(1234)5678" is not a telephone number | write "03-1234-5678"',
    ],
  },
  {
    name: 'a telephone number that is a word',
    text: inLineWithSchedule('phone: call us'),
    problems: [
      '9:12 bad_phone /lines/desk/phone | "call us" is not a telephone number | write "+81-3-0000-0000", digits and hyphens',
    ],
  },
  {
    name: 'groups that are a word',
    text: inLineWithSchedule('groups: cards'),
    problems: [
      '9:13 wrong_type /lines/desk/groups | "cards" is not a list | write a list such as [cards]',
    ],
  },
  {
    name: 'a group twice',
    text: inLineWithSchedule('groups: [a, b, a]'),
    problems: ['9:20 repeated_item /lines/desk/groups/2 | "a" is listed twice | list it once'],
  },
  {
    name: 'a group with a space',
    text: inLineWithSchedule('groups: [card desk]'),
    problems: [
      '9:14 bad_id /lines/desk/groups/0 | "card desk" is not an id | write card-desk: small letters, digits and hyphens, at most 63',
    ],
  },
  {
    name: 'a destination for an unknown reason',
    text: inLineWithSchedule('destinations: { holidays: { kind: queue, target: a } }'),
    problems: [
      '9:21 unknown_key /lines/desk/destinations/holidays | "holidays" is not a key of this format | did you mean "holiday"?',
    ],
  },
  {
    name: 'a destination that is a word',
    text: inLineWithSchedule('destinations: { open: queue }'),
    problems: [
      '9:27 wrong_type /lines/desk/destinations/open | "queue" is not a map | write a map such as { kind: queue, target: pin }',
    ],
  },
  {
    name: 'a target that is a number',
    text: inLineWithSchedule('destinations: { open: { kind: queue, target: 8001 } }'),
    problems: [
      '9:50 wrong_type /lines/desk/destinations/open/target | the number 8001 is not text | write it in quotes: "8001"',
    ],
  },
  {
    name: 'a target with a bar',
    text: inLineWithSchedule('destinations: { open: { kind: queue, target: "a|b" } }'),
    problems: [
      '9:50 bad_destination /lines/desk/destinations/open/target | "a|b" has characters that telephone systems trip over | write 1 to 100 of A-Z a-z 0-9 . _ : @ / + # * -',
    ],
  },
  {
    name: 'a message that names something unknown',
    text: inLineWithSchedule('messages: { holiday: { ja: "{reason}", en: "Closed" } }'),
    problems: [
      '9:32 bad_message /lines/desk/messages/holiday/ja | the message names {reason}; known are {line}, {reasonName}, {weekday}, {opensAt}, {opensDay}, {opensTime}, {closesAt}, {closesDay}, {closesTime}, {web}, {breakName}, {breakFrom}, {breakUntil}, {bridges}, {lastCall}, {reopensAt} | write plain text; {line}, {reasonName}, {opensAt}, {closesAt}, {breakName}, {breakFrom} and {breakUntil} may stand in it',
    ],
  },
  {
    name: 'too wide a spread',
    text: inLineWithSchedule('retrySpreadMinutes: 1441'),
    problems: [
      '9:25 out_of_range /lines/desk/retrySpreadMinutes | the number 1441 is too large | write a whole number from 0 to 1440',
    ],
  },
  {
    name: 'a spread in words',
    text: inLineWithSchedule('retrySpreadMinutes: 30m'),
    problems: [
      '9:25 wrong_type /lines/desk/retrySpreadMinutes | "30m" is not a whole number | write a whole number such as 30',
    ],
  },
  {
    name: 'a line in an unknown zone',
    text: inLineWithSchedule('zone: America/NewYork'),
    problems: [
      '9:11 unknown_zone /lines/desk/zone | there is no zone "America/NewYork" | did you mean "America/New_York"?',
    ],
  },
  {
    name: 'an id of 64 characters',
    text: `${HEAD}lines:\n  ${'a'.repeat(64)}: 5\n`,
    problems: [
      '4:3 bad_id /lines/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa | "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…" is not an id | write small letters, digits and hyphens, at most 63',
      '4:69 wrong_type /lines/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa | the number 5 is not a map | write a map such as { name: { ja: 紛失窓口, en: Lost cards }, schedule: always }',
    ],
  },
  {
    name: 'a line that is nothing',
    text: `${HEAD}lines:\n  desk:\n`,
    problems: [
      '4:8 wrong_type /lines/desk | nothing is written here | write a map such as { name: { ja: 紛失窓口, en: Lost cards }, schedule: always }',
    ],
  },
  {
    name: 'a calendar of an unknown source',
    text: inCalendars('jp: { source: japanese }'),
    problems: [
      '4:17 not_one_of /calendars/jp/source | "japanese" is not allowed here | write one of japan, listed, icalendar',
    ],
  },
  {
    name: 'a calendar without a source',
    text: inCalendars('jp: {}'),
    problems: ['4:3 missing_key /calendars/jp | "source" is missing | add source: japan'],
  },
  {
    name: 'a listed calendar without dates',
    text: inCalendars('own: { source: listed }'),
    problems: [
      '4:3 missing_key /calendars/own | "dates" is missing | add dates: [{ date: 06-01, name: { ja: 創立記念日, en: Founding Day } }]',
    ],
  },
  {
    name: 'a listed calendar with an official list',
    text: inCalendars(
      'own: { source: listed, officialList: a.csv, dates: [{ date: 06-01, name: { ja: あ, en: A } }] }',
    ),
    problems: [
      '4:26 conflicting_keys /calendars/own/officialList | "source: listed" and "officialList" stand together | remove it: an official list belongs to source: japan',
    ],
  },
  {
    name: 'national holidays with dates',
    text: inCalendars('jp: { source: japan, dates: [{ date: 06-01, name: { ja: あ, en: A } }] }'),
    problems: [
      '4:24 conflicting_keys /calendars/jp/dates | "source: japan" and "dates" stand together | put the dates into a calendar of their own, with source: listed',
    ],
  },
  {
    name: 'a listed date twice',
    text: inCalendars(
      'own:\n  source: listed\n  dates:\n    - { date: 06-01, name: { ja: あ, en: A } }\n    - { date: 06-01, name: { ja: い, en: I } }',
    ),
    problems: [
      '8:17 repeated_item /calendars/own/dates/1/date | 06-01 is listed twice | list it once',
    ],
  },
  {
    name: 'a listed date with one digit',
    text: inCalendars('own: { source: listed, dates: [{ date: 6-1, name: { ja: あ, en: A } }] }'),
    problems: ['4:42 bad_date /calendars/own/dates/0/date | "6-1" is not a date | write 06-01'],
  },
  {
    name: 'an official list that is not there',
    text: inCalendars('jp: { source: japan, officialList: nowhere.csv }'),
    problems: [
      '4:38 unreadable_file /calendars/jp/officialList | the official list "nowhere.csv" cannot be read (ENOENT) | write the path of syukujitsu.csv, relative to this file',
    ],
  },
  {
    name: 'a purpose without channels',
    text: besideLine('purposes: { pin: { name: { ja: あ, en: A }, channels: [] } }'),
    problems: [
      '7:54 empty /purposes/pin/channels | an empty list | write at least one channel such as { line: phone-pin }',
    ],
  },
  {
    name: 'a channel to an unknown line',
    text: besideLine('purposes: { pin: { name: { ja: あ, en: A }, channels: [{ line: dest }] } }'),
    problems: [
      '7:63 unknown_line /purposes/pin/channels/0/line | there is no line "dest" | did you mean "desk"?',
    ],
  },
  {
    name: 'a channel that is nothing',
    text: besideLine('purposes: { pin: { name: { ja: あ, en: A }, channels: [{}] } }'),
    problems: [
      '7:55 missing_key /purposes/pin/channels/0 | "line" is missing | add line: and the id of a line, or kind: web and url:',
    ],
  },
  {
    name: 'a url without a kind',
    text: besideLine(
      'purposes: { pin: { name: { ja: あ, en: A }, channels: [{ url: "https://example.com/" }] } }',
    ),
    problems: [
      '7:55 missing_key /purposes/pin/channels/0 | "kind" is missing | add kind: web, or kind: app',
    ],
  },
  {
    name: 'a web channel without a url',
    text: besideLine('purposes: { pin: { name: { ja: あ, en: A }, channels: [{ kind: web }] } }'),
    problems: [
      '7:55 missing_key /purposes/pin/channels/0 | "url" is missing | add url: "https://example.com/reset"',
    ],
  },
  {
    name: 'a channel that is a line and a page',
    text: besideLine(
      'purposes: { pin: { name: { ja: あ, en: A }, channels: [{ kind: web, line: desk, url: "https://example.com/" }] } }',
    ),
    problems: [
      '7:68 conflicting_keys /purposes/pin/channels/0/line | "kind: web" and "line" stand together | remove the line, or write it as a channel of its own: { line: desk }',
    ],
  },
  {
    name: 'a page at an ftp address',
    text: besideLine(
      'purposes: { pin: { name: { ja: あ, en: A }, channels: [{ kind: web, url: "ftp://example.com/" }] } }',
    ),
    problems: [
      '7:73 bad_url /purposes/pin/channels/0/url | "ftp://example.com/" is not an address of a web page | write one such as "https://example.com/reset", without spaces or commas',
    ],
  },
  {
    name: 'a page with a comma',
    text: besideLine(
      'purposes: { pin: { name: { ja: あ, en: A }, channels: [{ kind: web, url: "https://example.com/a,b" }] } }',
    ),
    problems: [
      '7:73 bad_url /purposes/pin/channels/0/url | "https://example.com/a,b" is not an address of a web page | write one such as "https://example.com/reset", without spaces or commas',
    ],
  },
  {
    name: 'an app that is a script',
    text: besideLine(
      'purposes: { pin: { name: { ja: あ, en: A }, channels: [{ kind: app, url: "javascript:alert(1)" }] } }',
    ),
    problems: [
      '7:73 bad_url /purposes/pin/channels/0/url | "javascript:alert(1)" is not an address of an app | write one such as "cardapp://reset", without spaces or commas',
    ],
  },
  {
    name: 'an expectation about an unknown line',
    text: besideLine('expectations: [{ line: nobody, at: 2027-01-03T10:00, state: open }]'),
    problems: [
      '7:24 unknown_line /expectations/0/line | there is no line "nobody" | define it under "lines"; known: desk',
    ],
  },
  {
    name: 'an expectation of nothing',
    text: besideLine('expectations: [{ line: desk, at: 2027-01-03T10:00 }]'),
    problems: [
      '7:16 missing_key /expectations/0 | "state" is missing | add state: open, state: closed, or a reason such as reason: holiday',
    ],
  },
  {
    name: 'an expectation with a space in the time',
    text: besideLine('expectations: [{ line: desk, at: 2027-01-03 10:00, state: open }]'),
    problems: [
      '7:34 bad_instant /expectations/0/at | "2027-01-03 10:00" is not a date and time | write 2027-01-03T10:00',
    ],
  },
  {
    name: 'an expectation on a date that does not exist',
    text: besideLine('expectations: [{ line: desk, at: 2027-02-29T10:00, state: open }]'),
    problems: [
      '7:34 bad_instant /expectations/0/at | "2027-02-29T10:00" does not exist | write a date and a time of day that exist',
    ],
  },
  {
    name: 'an expectation in 2101',
    text: besideLine('expectations: [{ line: desk, at: 2101-02-01T10:00, state: open }]'),
    problems: [
      '7:34 bad_instant /expectations/0/at | "2101-02-01T10:00" is outside the years 1970 to 2100 | write a date from 1970 to 2100',
    ],
  },
  {
    name: 'an expectation of an unknown reason',
    text: besideLine('expectations: [{ line: desk, at: 2027-01-03T10:00, reason: holidays }]'),
    problems: [
      '7:60 not_one_of /expectations/0/reason | "holidays" is not allowed here | did you mean "holiday"?',
    ],
  },
  {
    name: 'an expectation that contradicts itself',
    text: besideLine(
      'expectations: [{ line: desk, at: 2027-01-03T10:00, state: open, reason: holiday }]',
    ),
    problems: [
      '7:73 conflicting_keys /expectations/0/reason | holiday never goes with open | write state: closed, or leave one of the two out',
    ],
  },
  {
    name: 'messages of nothing and on two lines',
    text: inLineWithSchedule('messages: { holiday: { ja: "", en: "Closed\\ntoday" } }'),
    problems: [
      '9:32 empty /lines/desk/messages/holiday/ja | an empty text | write text',
      '9:40 bad_text /lines/desk/messages/holiday/en | "Closed\\ntoday" has a line break or a control character | write it on one line',
    ],
  },
  {
    name: 'a schedule near one with a wrong id',
    text: `${HEAD}schedules: { Night: { regular: { mon: closed } } }\nlines:\n  desk: { name: { ja: あ, en: A }, schedule: nigh }\n`,
    problems: [
      '3:14 bad_id /schedules/Night | "Night" is not an id | write night: small letters, digits and hyphens, at most 63',
      '5:45 unknown_schedule /lines/desk/schedule | there is no schedule "nigh" | define it under "schedules"',
    ],
  },
  {
    name: 'a webhook without an id and with an event of no kind',
    text: besideLine('webhooks: [{ url: "https://a.example/", events: [line.transitions] }]'),
    problems: [
      '7:12 missing_key /webhooks/0 | "id" is missing | add id: phone-pin',
      '7:50 not_one_of /webhooks/0/events/0 | "line.transitions" is not allowed here | did you mean "line.transition"?',
    ],
  },
  {
    name: 'webhooks of one id',
    text: besideLine(
      'webhooks:\n  - { id: a, url: "https://a.example/" }\n  - { id: a, url: "https://b.example/" }',
    ),
    problems: [
      '9:11 duplicate_id /webhooks/1/id | "a" is already the id of a webhook in a.yaml, line 8 | give it another id, or remove the copy',
    ],
  },
  {
    name: 'a webhook of lines and groups that there are not',
    text: besideLine('webhooks: [{ id: a, url: "https://a.example/", lines: [dsk], groups: [b] }]'),
    problems: [
      '7:56 unknown_line /webhooks/0/lines/0 | there is no line "dsk" | did you mean "desk"?',
      '7:71 unknown_group /webhooks/0/groups/0 | no line is in a group "b" | write it under "groups" of a line too',
    ],
  },
  {
    name: 'webhooks to addresses that are none, not encrypted, or secret',
    text: besideLine(
      'webhooks:\n  - { id: a, url: portal.example }\n  - { id: b, url: "http://portal.example/" }\n' +
        '  - { id: c, url: "https://me:pass@portal.example/" }\n  - { id: D, url: "ftp://a.example" }',
    ),
    problems: [
      '8:19 bad_url /webhooks/0/url | "portal.example" is not an address | write one such as "https://portal.example/hooks/eigyochu"',
      '9:19 bad_url /webhooks/1/url | "http://portal.example/" is not encrypted | write https://; http:// is for localhost only',
      '10:19 bad_url /webhooks/2/url | the address has a password | leave the name and the password out: messages are signed',
      '11:11 bad_id /webhooks/3/id | "D" is not an id | write d: small letters, digits and hyphens, at most 63',
      '11:19 bad_url /webhooks/3/url | "ftp://a.example" is not an address | write one such as "https://portal.example/hooks/eigyochu"',
    ],
  },
];
