/** Faults of schedules, each with every problem it gives. */
import {
  type BrokenCase,
  besideRegular,
  inCalendars,
  inRegular,
  inSchedule,
} from './broken-case.ts';

export const BROKEN_SCHEDULES: readonly BrokenCase[] = [
  {
    name: 'a schedule without regular hours',
    text: inSchedule('lastCallMinutes: 5'),
    problems: [
      '4:3 missing_key /schedules/desk | "regular" is missing | add regular: { mon-fri: [09:00-17:30] }',
    ],
  },
  {
    name: 'regular hours of no weekday',
    text: inSchedule('regular: {}'),
    problems: [
      '5:14 empty /schedules/desk/regular | an empty map | write a map such as { mon-fri: [09:00-17:30], 3rd-wed: closed }',
    ],
  },
  {
    name: 'regular hours that are a word',
    text: inSchedule('regular: closed'),
    problems: [
      '5:14 wrong_type /schedules/desk/regular | "closed" is not allowed here | write hours by weekday such as { mon-fri: [09:00-17:30] }',
    ],
  },
  {
    name: 'a span of two numbers',
    text: inRegular('mon: [9-17]'),
    problems: [
      '6:13 bad_span /schedules/desk/regular/mon/0 | "9-17" is not a span of time | write 09:00-17:00',
    ],
  },
  {
    name: 'a span with an en dash',
    text: inRegular('mon: ["09:00–17:30"]'),
    problems: [
      '6:13 bad_span /schedules/desk/regular/mon/0 | "09:00–17:30" is not a span of time | write 09:00-17:30',
    ],
  },
  {
    name: 'a span in full-width digits',
    text: inRegular('mon: [９：００～１７：３０]'),
    problems: [
      '6:13 bad_span /schedules/desk/regular/mon/0 | "９：００～１７：３０" is not a span of time | write 09:00-17:30',
    ],
  },
  {
    name: 'a span on a twelve-hour clock',
    text: inRegular('mon: [9am-5:30pm]'),
    problems: [
      '6:13 bad_span /schedules/desk/regular/mon/0 | "9am-5:30pm" is not a span of time | write 09:00-17:30',
    ],
  },
  {
    name: 'a span in Japanese',
    text: inRegular('mon: [午前9時から午後5時半まで]'),
    problems: [
      '6:13 bad_span /schedules/desk/regular/mon/0 | "午前9時から午後5時半まで" is not a span of time | write 09:00-17:30',
    ],
  },
  {
    name: 'a span without an end',
    text: inRegular('mon: ["09:00-"]'),
    problems: [
      '6:13 bad_span /schedules/desk/regular/mon/0 | "09:00-" is not a span of time | write two times such as 09:00-17:00',
    ],
  },
  {
    name: 'a span with sixty minutes',
    text: inRegular('mon: [09:60-17:00]'),
    problems: [
      '6:13 bad_span /schedules/desk/regular/mon/0 | "09:60-17:00" has more than 59 minutes in an hour | write minutes from 00 to 59',
    ],
  },
  {
    name: 'a span that starts at 24:00',
    text: inRegular('mon: [24:00-26:00]'),
    problems: [
      '6:13 bad_span /schedules/desk/regular/mon/0 | "24:00-26:00" starts at 24:00 or later | write it on the next day: a span starts before 24:00',
    ],
  },
  {
    name: 'a span that ends after 48:00',
    text: inRegular('mon: [22:00-48:01]'),
    problems: [
      '6:13 bad_span /schedules/desk/regular/mon/0 | "22:00-48:01" ends after 48:00 | write an end of at most 48:00',
    ],
  },
  {
    name: 'a span of no length',
    text: inRegular('mon: [09:00-09:00]'),
    problems: [
      '6:13 empty_span /schedules/desk/regular/mon/0 | "09:00-09:00" is a span of no length | write 00:00-24:00 for the whole day',
    ],
  },
  {
    name: 'a whole day written as no length',
    text: inRegular('daily: [00:00-00:00]'),
    problems: [
      '6:15 empty_span /schedules/desk/regular/daily/0 | "00:00-00:00" is a span of no length | write 00:00-24:00 for the whole day',
    ],
  },
  {
    name: 'a number for a span',
    text: inRegular('mon: [9]'),
    problems: [
      '6:13 wrong_type /schedules/desk/regular/mon/0 | the number 9 is not text | write text such as 09:00-17:30',
    ],
  },
  {
    name: 'an empty list of spans',
    text: inRegular('mon: []'),
    problems: [
      '6:12 empty /schedules/desk/regular/mon | an empty list | write spans such as [09:00-17:30]',
    ],
  },
  {
    name: 'hours that are nothing',
    text: inRegular('mon:'),
    problems: [
      '6:11 wrong_type /schedules/desk/regular/mon | nothing is written here | write closed, or spans such as [09:00-17:30]',
    ],
  },
  {
    name: 'hours without a list',
    text: inRegular('mon: 09:00-17:00'),
    problems: [
      '6:12 bad_hours /schedules/desk/regular/mon | "09:00-17:00" is not hours | write a list: [09:00-17:00]',
    ],
  },
  {
    name: 'hours that are another word',
    text: inRegular('mon: open'),
    problems: [
      '6:12 bad_hours /schedules/desk/regular/mon | "open" is not hours | write closed, or spans such as [09:00-17:30]',
    ],
  },
  {
    name: 'hours that are a map',
    text: inRegular('mon: { from: 09:00 }'),
    problems: [
      '6:12 wrong_type /schedules/desk/regular/mon | a map is not allowed here | write closed, or spans such as [09:00-17:30]',
    ],
  },
  {
    name: 'spans that overlap',
    text: inRegular('mon: [13:00-17:00, 09:00-13:01]'),
    problems: [
      '6:13 overlapping_spans /schedules/desk/regular/mon/0 | 13:00-17:00 overlaps 09:00-13:01 | write one span, or start the later one at 13:01 or after',
    ],
  },
  {
    name: 'spans that overlap past midnight',
    text: inRegular('mon: [22:00-02:00, 09:00-23:00]'),
    problems: [
      '6:13 overlapping_spans /schedules/desk/regular/mon/0 | 22:00-26:00 overlaps 09:00-23:00 | write one span, or start the later one at 23:00 or after',
    ],
  },
  {
    name: 'an English weekday',
    text: inRegular('monday: closed'),
    problems: [
      '6:7 bad_weekday /schedules/desk/regular/monday | "monday" does not name weekdays | write mon',
    ],
  },
  {
    name: 'a range of English weekdays',
    text: inRegular('Monday-Friday: [09:00-17:00]'),
    problems: [
      '6:7 bad_weekday /schedules/desk/regular/Monday-Friday | "Monday-Friday" does not name weekdays | write mon-fri',
    ],
  },
  {
    name: 'a Japanese weekday',
    text: inRegular('月曜日: closed'),
    problems: [
      '6:7 bad_weekday /schedules/desk/regular/月曜日 | "月曜日" does not name weekdays | write mon',
    ],
  },
  {
    name: 'a range of one weekday',
    text: inRegular('mon-mon: closed'),
    problems: [
      '6:7 bad_weekday /schedules/desk/regular/mon-mon | "mon-mon" does not name weekdays | write mon',
    ],
  },
  {
    name: 'the word weekdays',
    text: inRegular('weekdays: [09:00-17:00]'),
    problems: [
      '6:7 bad_weekday /schedules/desk/regular/weekdays | "weekdays" does not name weekdays | write mon-fri',
    ],
  },
  {
    name: 'the word holidays among weekdays',
    text: inRegular('holidays: closed'),
    problems: [
      '6:7 bad_weekday /schedules/desk/regular/holidays | "holidays" does not name weekdays | write what holidays do under "holidays"',
    ],
  },
  {
    name: 'an ordinal with a wrong ending',
    text: inRegular('1th-mon: closed'),
    problems: [
      '6:7 bad_weekday /schedules/desk/regular/1th-mon | "1th-mon" does not name weekdays | write 1st-mon',
    ],
  },
  {
    name: 'another ordinal with a wrong ending',
    text: inRegular('2st-tue: closed'),
    problems: [
      '6:7 bad_weekday /schedules/desk/regular/2st-tue | "2st-tue" does not name weekdays | write 2nd-tue',
    ],
  },
  {
    name: 'an ordinal in words',
    text: inRegular('second-tue: closed'),
    problems: [
      '6:7 bad_weekday /schedules/desk/regular/second-tue | "second-tue" does not name weekdays | write 2nd-tue',
    ],
  },
  {
    name: 'a sixth weekday',
    text: inRegular('6th-tue: closed'),
    problems: [
      '6:7 bad_weekday /schedules/desk/regular/6th-tue | "6th-tue" does not name weekdays | write mon … sun, a range such as mon-fri, daily, or 1st-mon … 5th-fri, last-fri',
    ],
  },
  {
    name: 'a weekday given twice',
    text: inRegular('mon-fri: [09:00-17:00]\nfri: closed'),
    problems: [
      '7:7 repeated_weekday /schedules/desk/regular/fri | fri is given twice: by "mon-fri" and by "fri" | name each weekday once; ranges may be split, such as mon-thu and fri',
    ],
  },
  {
    name: 'a weekday given twice by daily',
    text: inRegular('sun: closed\ndaily: [09:00-17:00]'),
    problems: [
      '7:7 repeated_weekday /schedules/desk/regular/daily | sun is given twice: by "sun" and by "daily" | name each weekday once; ranges may be split, such as mon-thu and fri',
    ],
  },
  {
    name: 'an nth weekday given twice',
    text: inRegular('mon: closed\n1st-mon,3rd-mon: closed\n3rd-mon: [09:00-12:00]'),
    problems: [
      '8:7 repeated_weekday /schedules/desk/regular/3rd-mon | 3rd-mon is given twice: by "1st-mon,3rd-mon" and by "3rd-mon" | name each weekday once; ranges may be split, such as mon-thu and fri',
    ],
  },
  {
    name: 'a first edition with a date',
    text: inSchedule('regular:\n  - { from: 2027-04-01, hours: { mon: closed } }'),
    problems: [
      '6:11 bad_edition /schedules/desk/regular/0/from | the first edition has a "from" | remove it: the first edition holds until the next one begins',
    ],
  },
  {
    name: 'a later edition without a date',
    text: inSchedule('regular:\n  - { hours: { mon: closed } }\n  - { hours: { mon: closed } }'),
    problems: [
      '7:9 missing_key /schedules/desk/regular/1 | "from" is missing | add from: 2027-04-01, the date on which this edition begins',
    ],
  },
  {
    name: 'editions out of order',
    text: inSchedule(
      'regular:\n  - { hours: { mon: closed } }\n  - { from: 2027-04-01, hours: { mon: closed } }\n  - { from: 2027-04-01, hours: { mon: closed } }',
    ),
    problems: [
      '8:17 bad_edition /schedules/desk/regular/2/from | 2027-04-01 is not after the edition before | write editions in order of "from", each on its own date',
    ],
  },
  {
    name: 'a yearly date for an edition',
    text: inSchedule(
      'regular:\n  - { hours: { mon: closed } }\n  - { from: 04-01, hours: { mon: closed } }',
    ),
    problems: [
      '7:17 bad_date /schedules/desk/regular/1/from | "04-01" has no year | write a full date such as 2027-04-01',
    ],
  },
  {
    name: 'holidays of an unknown calendar',
    text: besideRegular('holidays: { calendars: [jp], hours: closed }'),
    problems: [
      '6:29 unknown_calendar /schedules/desk/holidays/calendars/0 | there is no calendar "jp" | define it under "calendars"',
    ],
  },
  {
    name: 'holidays without a calendar',
    text: besideRegular('holidays: { calendars: [], hours: closed }'),
    problems: [
      '6:28 empty /schedules/desk/holidays/calendars | an empty list | write a list such as [jp]',
    ],
  },
  {
    name: 'holidays with a single calendar',
    text: besideRegular('holidays: { calendars: jp, hours: closed }'),
    problems: [
      '6:28 wrong_type /schedules/desk/holidays/calendars | "jp" is not a list | write a list such as [jp]',
    ],
  },
  {
    name: 'holiday hours that are another word',
    text: `${inCalendars('jp: { source: japan }')}schedules:\n  desk:\n    regular: { mon: closed }\n    holidays: { calendars: [jp], hours: normal }\n`,
    problems: [
      '8:41 bad_hours /schedules/desk/holidays/hours | "normal" is not hours | write closed or regular, or spans such as [09:00-17:30]',
    ],
  },
  {
    name: 'a day before holidays that is closed',
    text: `${inCalendars('jp: { source: japan }')}schedules:\n  desk:\n    regular: { mon: closed }\n    holidays: { calendars: [jp], hours: closed, dayBefore: closed }\n`,
    problems: [
      '8:60 wrong_type /schedules/desk/holidays/dayBefore | "closed" is not a list | write spans such as [09:00-15:00]; to close a day before, write an exception',
    ],
  },
  {
    name: 'one wrong rule of two',
    text: `${inCalendars('jp: { source: japan }')}schedules:\n  desk:\n    regular: { mon: closed }\n    holidays:\n      - { calendars: [jp], hours: closed }\n      - { calendars: [jp, jp], hour: closed }\n`,
    problems: [
      '10:9 missing_key /schedules/desk/holidays/1 | "hours" is missing | add hours: closed',
      '10:27 repeated_item /schedules/desk/holidays/1/calendars/1 | "jp" is listed twice | list it once',
      '10:32 unknown_key /schedules/desk/holidays/1/hour | "hour" is not a key of this format | did you mean "hours"?',
    ],
  },
  {
    name: 'an unknown preset',
    text: besideRegular('longBreaks: [{ preset: year-end-holidays }]'),
    problems: [
      '6:28 not_one_of /schedules/desk/longBreaks/0/preset | "year-end-holidays" is not allowed here | write one of year-end, obon',
    ],
  },
  {
    name: 'a long break without name and dates',
    text: besideRegular('longBreaks: [{ hours: closed }]'),
    problems: [
      '6:18 missing_key /schedules/desk/longBreaks/0 | "name" is missing | add name: { ja: 夏季休業, en: Summer break }, or a preset (year-end, obon)',
      '6:18 missing_key /schedules/desk/longBreaks/0 | "from" is missing | add from: 08-13, or a preset (year-end, obon)',
      '6:18 missing_key /schedules/desk/longBreaks/0 | "until" is missing | add until: 08-15, or a preset (year-end, obon)',
    ],
  },
  {
    name: 'a long break on 30 February',
    text: besideRegular('longBreaks: [{ preset: obon, until: 02-30 }]'),
    problems: [
      '6:41 no_such_date /schedules/desk/longBreaks/0/until | "02-30" is a date that does not exist | the last day of that month is 02-29',
    ],
  },
  {
    name: 'a long break in month 13',
    text: besideRegular('longBreaks: [{ preset: obon, from: 13-01 }]'),
    problems: [
      '6:40 no_such_date /schedules/desk/longBreaks/0/from | "13-01" is a date that does not exist | write a month from 01 to 12',
    ],
  },
  {
    name: 'a long break with one year',
    text: besideRegular('longBreaks: [{ preset: obon, from: 2027-08-12 }]'),
    problems: [
      '6:40 mixed_dates /schedules/desk/longBreaks/0/from | one end of the long break has a year and the other has none | write both as MM-DD for every year, or both as YYYY-MM-DD',
    ],
  },
  {
    name: 'a long break that ends before it begins',
    text: besideRegular('longBreaks: [{ preset: obon, from: 2027-08-12, until: 2027-08-11 }]'),
    problems: [
      '6:59 reversed_dates /schedules/desk/longBreaks/0/until | the long break ends before it begins | write an "until" on or after "from"',
    ],
  },
  {
    name: 'too long a notice',
    text: besideRegular('longBreaks: [{ preset: obon, noticeDays: 121 }]'),
    problems: [
      '6:46 out_of_range /schedules/desk/longBreaks/0/noticeDays | the number 121 is too large | write a whole number from 0 to 120',
    ],
  },
  {
    name: 'a message that is no template',
    text: besideRegular(
      'longBreaks: [{ preset: obon, message: { ja: "{opensAt", en: "{when}" } }]',
    ),
    problems: [
      '6:49 bad_message /schedules/desk/longBreaks/0/message/ja | the message has a { without its }: {opensAt | write plain text; {line}, {reasonName}, {opensAt}, {closesAt}, {breakName}, {breakFrom} and {breakUntil} may stand in it',
      '6:65 bad_message /schedules/desk/longBreaks/0/message/en | the message names {when}; known are {line}, {reasonName}, {weekday}, {opensAt}, {opensDay}, {opensTime}, {closesAt}, {closesDay}, {closesTime}, {web}, {breakName}, {breakFrom}, {breakUntil}, {bridges}, {lastCall}, {reopensAt} | write plain text; {line}, {reasonName}, {opensAt}, {closesAt}, {breakName}, {breakFrom} and {breakUntil} may stand in it',
    ],
  },
  {
    name: 'a long break of one day',
    text: besideRegular('detectLongBreaks: { minDays: 1, bridgeWithinDays: 4, noticeDay: 3 }'),
    problems: [
      '6:34 out_of_range /schedules/desk/detectLongBreaks/minDays | the number 1 is too small | write a whole number from 2 to 60',
      '6:55 out_of_range /schedules/desk/detectLongBreaks/bridgeWithinDays | the number 4 is too large | write a whole number from 0 to 3',
      '6:58 unknown_key /schedules/desk/detectLongBreaks/noticeDay | "noticeDay" is not a key of this format | did you mean "noticeDays"?',
    ],
  },
  {
    name: 'minutes that are not whole',
    text: besideRegular('lastCallMinutes: 7.5\nclosingSoonMinutes: -1'),
    problems: [
      '6:22 wrong_type /schedules/desk/lastCallMinutes | the number 7.5 is not a whole number | write a whole number such as 15',
      '7:25 out_of_range /schedules/desk/closingSoonMinutes | the number -1 is too small | write a whole number from 0 to 720',
    ],
  },
  {
    name: 'an exception on a date with slashes',
    text: besideRegular(
      'exceptions: [{ date: 2026/12/28, hours: closed, name: { ja: あ, en: A } }]',
    ),
    problems: [
      '6:26 bad_date /schedules/desk/exceptions/0/date | "2026/12/28" is not a date | write 2026-12-28',
    ],
  },
  {
    name: 'an exception on 29 February of a common year',
    text: besideRegular(
      'exceptions: [{ date: 2027-02-29, hours: closed, name: { ja: あ, en: A } }]',
    ),
    problems: [
      '6:26 no_such_date /schedules/desk/exceptions/0/date | "2027-02-29" is a date that does not exist | the last day of that month is 2027-02-28',
    ],
  },
  {
    name: 'an exception on a day of every year',
    text: besideRegular('exceptions: [{ date: 12-28, hours: closed, name: { ja: あ, en: A } }]'),
    problems: [
      '6:26 bad_date /schedules/desk/exceptions/0/date | "12-28" has no year | write a full date such as 2027-12-28',
    ],
  },
  {
    name: 'an exception before 1970',
    text: besideRegular(
      'exceptions: [{ date: 1969-12-31, hours: closed, name: { ja: あ, en: A } }]',
    ),
    problems: [
      '6:26 out_of_range /schedules/desk/exceptions/0/date | 1969-12-31 is outside the years 1970 to 2100 | write a date in those years',
    ],
  },
  {
    name: 'an exception on a number',
    text: besideRegular('exceptions: [{ date: 20261228, hours: closed, name: { ja: あ, en: A } }]'),
    problems: [
      '6:26 wrong_type /schedules/desk/exceptions/0/date | the number 20261228 is not text | write text such as 2027-04-01',
    ],
  },
  {
    name: 'an exception with a date and a range',
    text: besideRegular(
      'exceptions: [{ date: 2026-12-28, until: 2026-12-29, hours: closed, name: { ja: あ, en: A } }]',
    ),
    problems: [
      '6:38 conflicting_keys /schedules/desk/exceptions/0/until | "date" and "until" stand together | write a date, or from and until',
    ],
  },
  {
    name: 'an exception without an end',
    text: besideRegular(
      'exceptions: [{ from: 2026-12-28, hours: closed, name: { ja: あ, en: A } }]',
    ),
    problems: [
      '6:18 missing_key /schedules/desk/exceptions/0 | "until" is missing | add until: 2027-04-01, or write one "date"',
    ],
  },
  {
    name: 'an exception without a date',
    text: besideRegular('exceptions: [{ hours: closed, name: { ja: あ, en: A } }]'),
    problems: [
      '6:18 missing_key /schedules/desk/exceptions/0 | "date" is missing | add date: 2027-04-01, or from and until',
    ],
  },
  {
    name: 'an exception that ends before it begins',
    text: besideRegular(
      'exceptions: [{ from: 2026-12-28, until: 2026-12-27, hours: closed, name: { ja: あ, en: A } }]',
    ),
    problems: [
      '6:45 reversed_dates /schedules/desk/exceptions/0/until | the exception ends before it begins | write an "until" on or after "from"',
    ],
  },
  {
    name: 'an exception with hours and a cut',
    text: besideRegular(
      'exceptions: [{ date: 2026-12-28, hours: closed, closedDuring: [13:00-15:00], name: { ja: あ, en: A } }]',
    ),
    problems: [
      '6:53 conflicting_keys /schedules/desk/exceptions/0/closedDuring | "hours" and "closedDuring" stand together | write hours for the whole date, or closedDuring to cut time out of it',
    ],
  },
  {
    name: 'an exception that changes nothing',
    text: besideRegular('exceptions:\n  - date: 2026-12-28\n    name: { ja: あ, en: A }'),
    problems: [
      '7:9 missing_key /schedules/desk/exceptions/0 | "hours" is missing | add hours: closed, hours: [10:00-15:00], or closedDuring: [13:00-15:00]',
    ],
  },
  {
    name: 'a cut that is closed',
    text: besideRegular(
      'exceptions: [{ date: 2026-12-28, closedDuring: closed, name: { ja: あ, en: A } }]',
    ),
    problems: [
      '6:52 wrong_type /schedules/desk/exceptions/0/closedDuring | "closed" is not a list | write spans such as [13:00-15:00]',
    ],
  },
  {
    name: 'an exception without a name',
    text: besideRegular('exceptions:\n  - { date: 2026-12-28, hours: closed }'),
    problems: [
      '7:9 missing_key /schedules/desk/exceptions/0 | "name" is missing | add name: { ja: …, en: … }',
    ],
  },
  {
    name: 'a cut that starts at 48:00',
    text: besideRegular(
      'exceptions: [{ date: 2026-12-25, closedDuring: [48:00-49:00], name: { ja: あ, en: A } }]',
    ),
    problems: [
      '6:53 bad_span /schedules/desk/exceptions/0/closedDuring/0 | "48:00-49:00" starts at 48:00 or later | write it on the next day: a cut starts before 48:00',
    ],
  },
  {
    name: 'a cut that ends before it starts',
    text: besideRegular(
      'exceptions: [{ date: 2026-12-25, closedDuring: [30:00-05:00], name: { ja: あ, en: A } }]',
    ),
    problems: [
      '6:53 reversed_span /schedules/desk/exceptions/0/closedDuring/0 | "30:00-05:00" ends before it starts | write an end after the start, such as 24:30-25:00',
    ],
  },
  {
    name: 'hours of an exception that start at 24:00',
    text: besideRegular(
      'exceptions: [{ date: 2026-12-25, hours: [24:00-26:00], name: { ja: あ, en: A } }]',
    ),
    problems: [
      '6:46 bad_span /schedules/desk/exceptions/0/hours/0 | "24:00-26:00" starts at 24:00 or later | write it on the next day: a span starts before 24:00',
    ],
  },
  {
    name: 'a long span over two later ones',
    text: inRegular('mon: [09:00-18:00, 10:00-11:00, 12:00-13:00]'),
    problems: [
      '6:26 overlapping_spans /schedules/desk/regular/mon/1 | 10:00-11:00 overlaps 09:00-18:00 | write one span, or start the later one at 18:00 or after',
      '6:39 overlapping_spans /schedules/desk/regular/mon/2 | 12:00-13:00 overlaps 09:00-18:00 | write one span, or start the later one at 18:00 or after',
    ],
  },
  {
    name: 'an exception on a word',
    text: besideRegular('exceptions: [{ date: someday, hours: closed, name: { ja: あ, en: A } }]'),
    problems: [
      '6:26 bad_date /schedules/desk/exceptions/0/date | "someday" is not a date | write YYYY-MM-DD such as 2027-04-01',
    ],
  },
  {
    name: 'an exception on a short day of every year',
    text: besideRegular('exceptions: [{ date: 6-1, hours: closed, name: { ja: あ, en: A } }]'),
    problems: [
      '6:26 bad_date /schedules/desk/exceptions/0/date | "6-1" has no year | write a full date such as 2027-06-01',
    ],
  },
  {
    name: 'an exception on 29 February of every year',
    text: besideRegular('exceptions: [{ date: 02-29, hours: closed, name: { ja: あ, en: A } }]'),
    problems: [
      '6:26 bad_date /schedules/desk/exceptions/0/date | "02-29" has no year | write a full date such as 2028-02-29',
    ],
  },
];
