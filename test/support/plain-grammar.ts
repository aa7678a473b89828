/** What readers may be sent that cannot see the status, by format; from the HTTP contract. */
import type { FormatName } from '../../src/formats/formats.ts';
import { FORMAT_NAMES } from '../../src/formats/formats.ts';

export type PlainName = Exclude<FormatName, 'json'>;

export const PLAIN = FORMAT_NAMES.filter((name): name is PlainName => name !== 'json');

const TIME = '(\\d{8}T\\d{6}|never)';
const DECIDED = `(open\\|[a-z_]+\\|0\\|${TIME}|closed\\|[a-z_]+\\|(\\d+|never)\\|${TIME})`;
const DECLARATION = '<\\?xml version="1\\.0" encoding="UTF-8"\\?>';

export const GRAMMAR: Readonly<Record<PlainName, RegExp>> = {
  word: /^(open|closed|unknown)$/,
  text: new RegExp(`^(${DECIDED}|unknown\\|[a-z_]+)\\|end$`),
  form: /^state=(open|closed|unknown)&reason=[a-z_]+(&[A-Za-z]+=[A-Za-z0-9._%*-]*)*&end=1$/,
  flat: /^\{("[A-Za-z][A-Za-z0-9_]*":"([^"\\]|\\.)*",?)+\}$/,
  twiml: new RegExp(`^${DECLARATION}<Response>.*</Response>$`, 's'),
  vxml: new RegExp(`^${DECLARATION}<\\?access-control allow="\\*"\\?><vxml .*</vxml>$`, 's'),
};

/** What a failure says in each, where nothing else was configured. */
export const UNKNOWN: Readonly<Record<PlainName, RegExp>> = {
  word: /^unknown$/,
  text: /^unknown\|[a-z_]+\|end$/,
  form: /^state=unknown&reason=[a-z_]+&end=1$/,
  flat: /"state":"unknown","reason":"[a-z_]+"/,
  twiml: /^[^<]*<[^<]*<Response><Say [^<]*確認できません[^<]*<\/Say><Hangup\/><\/Response>$/,
  vxml: /<var name="state" expr="&quot;unknown&quot;"\/>/,
};
