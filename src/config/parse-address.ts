import { quote } from '../words/quote.ts';
import type { Destination } from './configuration.ts';
import { child, type Located } from './located.ts';
import type { ParseContext } from './parse-context.ts';
import type { WrittenDestination } from './schema-line.ts';
import { ADDRESS_PART, PHONE } from './schema-values.ts';

/** A telephone number; `null` where it is none, which has been told. */
export function parsePhone(at: Located<string>, { problems }: ParseContext): string | null {
  if (PHONE.test(at.value)) return at.value;
  const meant = guessPhone(at.value);
  const found = `${quote(at.value)} is not a telephone number`;
  const advice = `write ${quote(meant ?? '+81-3-0000-0000')}${meant ? '' : ', digits and hyphens'}`;
  problems.report(at, { code: 'bad_phone', found, advice });
  return null;
}

/** `03(1234)5678` and full-width digits as they should be written. */
function guessPhone(text: string): string | null {
  const plain = text
    .normalize('NFKC')
    .replace(/[\s()./‐‑–—−ー]+/g, '-')
    .replace(/^-|-$/g, '');
  return PHONE.test(plain) ? plain : null;
}

/** Where a call goes; `null` where it is wrong, which has been told. */
export function parseDestination(
  at: Located<WrittenDestination>,
  { problems }: ParseContext,
): Destination | null {
  const [kind, target] = (['kind', 'target'] as const).map((key) => {
    const part = child(at, key);
    if (!part || ADDRESS_PART.test(part.value)) return part?.value;
    const found = `${quote(part.value)} has characters that telephone systems trip over`;
    const advice = 'write 1 to 100 of A-Z a-z 0-9 . _ : @ / + # * -';
    problems.report(part, { code: 'bad_destination', found, advice });
    return undefined;
  });
  return kind === undefined || target === undefined ? null : { kind, target };
}
