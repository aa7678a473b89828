/** Faults of the document itself: its text, its settings, its zone, each with every problem it gives. */
import { type BrokenCase, HEAD } from './broken-case.ts';

export const BROKEN_DOCUMENTS: readonly BrokenCase[] = [
  {
    name: 'a document that is a list',
    text: '- version: 1\n',
    problems: ['1:1 wrong_type  | a list is not a map | begin with version: 1'],
  },
  {
    name: 'a document that is a word',
    text: 'hello\n',
    problems: ['1:1 wrong_type  | "hello" is not a map | begin with version: 1'],
  },
  {
    name: 'no version and no zone',
    text: 'lines: {}\n',
    problems: [
      '1:1 missing_key  | "version" is missing | add version: 1',
      '1:1 missing_key  | "zone" is missing | add zone: Asia/Tokyo',
    ],
  },
  {
    name: 'another version',
    text: 'version: 2\nzone: Asia/Tokyo\n',
    problems: ['1:10 not_one_of /version | the number 2 is not allowed here | write 1'],
  },
  {
    name: 'a version in quotes',
    text: 'version: "1"\nzone: Asia/Tokyo\n',
    problems: ['1:10 wrong_type /version | "1" is not a number | write a number such as 1'],
  },
  {
    name: 'an unknown key with a near name',
    text: `${HEAD}shedules: {}\n`,
    problems: [
      '3:1 unknown_key /shedules | "shedules" is not a key of this format | did you mean "schedules"?',
    ],
  },
  {
    name: 'an unknown key like no other',
    text: `${HEAD}colour: red\n`,
    problems: [
      '3:1 unknown_key /colour | "colour" is not a key of this format | remove it; known here: version, zone, onUnknown, calendars, schedules, lines, purposes, expectations, webhooks, suppressions',
    ],
  },
  {
    name: 'a key named __proto__',
    text: `${HEAD}__proto__: {}\n`,
    problems: [
      '3:1 unknown_key /__proto__ | "__proto__" is not a key of this format | remove it; known here: version, zone, onUnknown, calendars, schedules, lines, purposes, expectations, webhooks, suppressions',
    ],
  },
  {
    name: 'a merge key',
    text: `${HEAD}<<: {}\n`,
    problems: [
      '3:1 unknown_key /<< | "<<" is not a key of this format | write the keys out: merge keys are off',
    ],
  },
  {
    name: 'a zone of a misspelt city',
    text: 'version: 1\nzone: Asia/Tokio\n',
    problems: [
      '2:7 unknown_zone /zone | there is no zone "Asia/Tokio" | did you mean "Asia/Tokyo"?',
    ],
  },
  {
    name: 'a zone in small letters',
    text: 'version: 1\nzone: asia/tokyo\n',
    problems: [
      '2:7 unknown_zone /zone | there is no zone "asia/tokyo" | did you mean "Asia/Tokyo"?',
    ],
  },
  {
    name: 'a zone that is an offset',
    text: 'version: 1\nzone: +09:00\n',
    problems: [
      '2:7 unknown_zone /zone | "+09:00" is an offset, not a zone | write the name of an IANA zone such as Asia/Tokyo',
    ],
  },
  {
    name: 'a zone that is an abbreviation',
    text: 'version: 1\nzone: JST\n',
    problems: [
      '2:7 unknown_zone /zone | "JST" is an abbreviation, not a zone | did you mean "Asia/Tokyo"?',
    ],
  },
  {
    name: 'a zone that is a city',
    text: 'version: 1\nzone: Tokyo\n',
    problems: ['2:7 unknown_zone /zone | there is no zone "Tokyo" | did you mean "Asia/Tokyo"?'],
  },
  {
    name: 'a zone that is nothing',
    text: 'version: 1\nzone:\n',
    problems: ['2:6 wrong_type /zone | nothing is written here | write text such as Asia/Tokyo'],
  },
  {
    name: 'a state that does not exist',
    text: `${HEAD}onUnknown: close\n`,
    problems: ['3:12 not_one_of /onUnknown | "close" is not allowed here | did you mean "closed"?'],
  },
  {
    name: 'lines that are a list',
    text: `${HEAD}lines: []\n`,
    problems: ['3:8 wrong_type /lines | an empty list is not a map | write a map'],
  },
  {
    name: 'a repeated key',
    text: `${HEAD}zone: Asia/Tokyo\n`,
    problems: [
      '3:1 duplicate_key /zone | "zone" is written twice in one map | leave one of the two',
    ],
  },
  {
    name: 'two repeated ids in one map',
    text: `${HEAD}schedules:\n  a: { regular: { mon: closed } }\n  a: { regular: { mon: closed } }\n`,
    problems: [
      '5:3 duplicate_key /schedules/a | "a" is written twice in one map | leave one of the two',
    ],
  },
  {
    name: 'a key that is a list',
    text: `${HEAD}lines: { [a]: 1 }\n`,
    problems: [
      '3:10 odd_key /lines | a key that is a list or a map | write a plain word as the key',
    ],
  },
  {
    name: 'a tab for indentation',
    text: 'version: 1\nlines:\n\tdesk: {}\n',
    problems: [
      '3:1 yaml_syntax  | this is not YAML: tabs are not allowed as indentation | indent with spaces',
    ],
  },
  {
    name: 'a bracket that is not closed',
    text: `${HEAD}schedules: { desk: { regular: { mon: [09:00-17:00 }\n`,
    problems: [
      '3:51 yaml_syntax  | this is not YAML: flow sequence in block collection must be sufficiently indented and end with a ] | check the quotes, brackets and indentation here',
    ],
  },
  {
    name: 'an unknown alias',
    text: `${HEAD}lines: *nobody\n`,
    problems: [
      '3:8 unknown_alias /lines | an alias without an anchor | write the value, or its & before',
    ],
  },
  {
    name: 'an alias inside its own anchor',
    text: `${HEAD}lines: &a { b: *a, c: *a }\n`,
    problems: [
      '3:16 too_deep /lines/b/b/b/b/b/b/b/b/b/b/b/b/b/b/b/b/b/b/b/b/b/b/b/b/b/b/b/b/b/b/b/b | more than 32 levels | write fewer levels',
    ],
  },
  {
    name: 'lists thirty-three deep',
    text: `${HEAD}lines: ${'['.repeat(33)}${']'.repeat(33)}\n`,
    problems: [
      '3:40 too_deep /lines/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0 | more than 32 levels | write fewer levels',
    ],
  },
  {
    name: 'a line break in a plain word',
    text: `${HEAD}zone\n`,
    problems: [
      '3:1 yaml_syntax  | this is not YAML: implicit map keys need to be followed by map values | check the quotes, brackets and indentation here',
    ],
  },
  {
    name: 'a tag',
    text: `${HEAD}lines: !mine {}\n`,
    problems: [
      '3:8 yaml_syntax  | this is not YAML: unresolved tag: !mine | remove the tag that begins with !',
    ],
  },
  {
    name: 'two documents',
    text: `${HEAD}---\n${HEAD}`,
    problems: [
      '3:1 yaml_syntax  | this is not YAML: source contains multiple documents | write one document per file, without --- between',
    ],
  },
  {
    name: 'YAML 1.1',
    text: `%YAML 1.1\n---\n${HEAD}`,
    problems: [
      '1:1 yaml_version  | YAML 1.1 is asked for | remove the line; configuration is YAML 1.2',
    ],
  },
  {
    name: 'JSON with a repeated key',
    text: '{"version": 1,\n "zone": "Asia/Tokyo",\n "zone": "Asia/Seoul"}',
    problems: [
      '3:2 duplicate_key /zone | "zone" is written twice in one map | leave one of the two',
    ],
  },
  {
    name: 'JSON with a wrong value',
    text: '{"version": 1,\n "zone": "Asia/Tokyo",\n "lines": {"a\\"b": 5}}',
    problems: [
      '3:12 bad_id /lines/a"b | "a\\"b" is not an id | write a-b: small letters, digits and hyphens, at most 63',
      '3:20 wrong_type /lines/a"b | the number 5 is not a map | write a map such as { name: { ja: 紛失窓口, en: Lost cards }, schedule: always }',
    ],
  },
  {
    name: 'JSON with a repeated key inside a list',
    text: '{"version": 1, "zone": "Asia/Tokyo",\n "expectations": [{"line": "a", "line": "a", "at": "2027-01-01T00:00", "state": "open"}]}',
    problems: [
      '2:33 duplicate_key /expectations/0/line | "line" is written twice in one map | leave one of the two',
      '2:41 unknown_line /expectations/0/line | there is no line "a" | define it under "lines"',
    ],
  },
  {
    name: 'JSON that breaks off',
    text: '{"version": 1,\n "zone": ',
    problems: [
      '2:10 yaml_syntax  | this is not YAML: flow map must end with a } | check the quotes, brackets and indentation here',
    ],
  },
  {
    name: 'a configuration without any line',
    text: HEAD,
    problems: ['1:1 no_lines  | no line is configured | add one under lines:'],
  },
  {
    name: 'a configuration of no lines',
    text: `${HEAD}lines: {}\n`,
    problems: ['3:1 no_lines /lines | no line is configured | add one under lines:'],
  },
  {
    name: 'an older zone in a wrong case',
    text: 'version: 1\nzone: jaPAN\n',
    problems: ['2:7 unknown_zone /zone | there is no zone "jaPAN" | did you mean "Japan"?'],
  },
  {
    name: 'another older zone in a wrong case',
    text: 'version: 1\nzone: us/pacific\n',
    problems: [
      '2:7 unknown_zone /zone | there is no zone "us/pacific" | did you mean "US/Pacific"?',
    ],
  },
];
