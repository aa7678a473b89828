import fc from 'fast-check';
import t from 'tap';
import twilio from 'twilio';
import { isSignedByTwilio } from '../../src/http/twilio-signature.ts';

const TOKEN = '12345678901234567890123456789012';
const OTHER = 'abcdefghabcdefghabcdefghabcdefgh';
const { getExpectedTwilioSignature, validateRequest } = twilio;

const host = fc.constantFrom('example.com', 'Hours.Example.COM', '10.0.0.1', '[::1]');
const port = fc.constantFrom('', ':443', ':80', ':8443');
const text = fc.string({ unit: 'grapheme', maxLength: 12 });
const url = fc
  .tuple(fc.constantFrom('http', 'https'), host, port, fc.webPath(), fc.webQueryParameters())
  .map(([scheme, name, number, path, query]) => `${scheme}://${name}${number}${path}?${query}`);
const form = fc.dictionary(
  text.filter((name) => name !== '__proto__'),
  fc.oneof(text, fc.array(text, { minLength: 1, maxLength: 3 })),
);

t.test('what the library of Twilio signs is signed', async (t) => {
  fc.assert(
    fc.property(url, form, (address, pairs) => {
      const signature = getExpectedTwilioSignature(TOKEN, address, pairs);
      return isSignedByTwilio({ url: address, form: pairs, signature }, [OTHER, TOKEN]);
    }),
    { numRuns: 500 },
  );
  t.pass();
});

t.test('the library and we hold the same requests for signed', async (t) => {
  const change = fc.constantFrom('nothing', 'url', 'form', 'signature', 'token', 'port');
  fc.assert(
    fc.property(url, form, change, (address, pairs, changed) => {
      const token = changed === 'token' ? OTHER : TOKEN;
      const right = getExpectedTwilioSignature(token, address, pairs);
      const signature = changed === 'signature' ? right.slice(1) : right;
      const asked = changed === 'url' ? `${address}x` : withPort(address, changed);
      const sent = changed === 'form' ? { ...pairs, added: '1' } : pairs;
      const ours = isSignedByTwilio({ url: asked, form: sent, signature }, [TOKEN]);
      // The library also takes what was signed after a URL had been rewritten; we never rewrite.
      if (ours) return validateRequest(TOKEN, signature, asked, sent);
      return changed !== 'nothing' && changed !== 'port';
    }),
    { numRuns: 1_000 },
  );
  t.pass();
});

/** The address as a proxy may show it: with the usual port, which Twilio leaves out. */
function withPort(address: string, changed: string): string {
  const parts = /^(https?):\/\/(\[[^\]]*\]|[^/:?]*)([/?].*)$/.exec(address);
  if (changed !== 'port' || !parts) return address;
  return `${parts[1]}://${parts[2]}:${parts[1] === 'https' ? 443 : 80}${parts[3]}`;
}

t.test('the example in the documents of Twilio', async (t) => {
  const pairs = {
    CallSid: 'CA1234567890ABCDE',
    Caller: '+12349013030',
    Digits: '1234',
    From: '+12349013030',
    To: '+18005551212',
  };
  const address = 'https://mycompany.com/myapp.php?foo=1&bar=2';
  const signature = getExpectedTwilioSignature('12345', address, pairs);
  t.ok(isSignedByTwilio({ url: address, form: pairs, signature }, ['12345']));
  const wrong = ['', 'x', `${signature}=`, signature.toLowerCase(), 'é'.repeat(14)];
  for (const each of wrong) {
    t.notOk(isSignedByTwilio({ url: address, form: pairs, signature: each }, ['12345']), each);
  }
  t.notOk(isSignedByTwilio({ url: address, form: pairs, signature }, []), 'no token signs nothing');
  t.notOk(isSignedByTwilio({ url: 'no url', form: null, signature }, ['12345']));
});
