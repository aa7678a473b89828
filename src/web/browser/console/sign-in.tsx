import { useState } from 'preact/hooks';
import type { Language } from '../../../core/reason.ts';
import { type Api, ApiFault } from './api.ts';
import { CONSOLE_WORDS } from './console-words.ts';
import type { SessionJson } from './desk.ts';
import { faultTexts } from './fault-note.tsx';

export interface SignInProps {
  readonly api: Api;
  readonly language: Language;
  readonly onSignedIn: (session: SessionJson) => void;
  /** Where it can be put off. */
  readonly onLater?: () => void;
}

/** Asks for an access key, which goes to the service and is kept nowhere here. */
export function SignIn({ api, language, onSignedIn, onLater }: SignInProps) {
  const words = CONSOLE_WORDS[language];
  const [fault, setFault] = useState<ApiFault | null>(null);
  const [isAsking, setAsking] = useState(false);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const key = String(new FormData(form).get('key') ?? '').trim();
    setAsking(true);
    setFault(null);
    try {
      const path = '/v1/session';
      const { value } = await api.send<SessionJson>({ method: 'POST', path, body: { key } });
      form.reset();
      onSignedIn(value);
    } catch (thrown) {
      if (!(thrown instanceof ApiFault)) throw thrown;
      setFault(thrown);
    } finally {
      setAsking(false);
    }
  };
  return (
    <form class="sign-in" onSubmit={submit} aria-busy={isAsking}>
      <KeyFault fault={fault} language={language} />
      {/* For whoever keeps passwords: it asks for a name beside every password. */}
      <input
        {...{ type: 'text', name: 'username', autoComplete: 'username', value: 'console' }}
        {...{ readOnly: true, hidden: true }}
      />
      <label for="key">{words.key}</label>
      <input
        {...{ id: 'key', name: 'key', type: 'password', required: true, maxLength: 200 }}
        {...{ autoComplete: 'current-password', autoCapitalize: 'off', spellcheck: false }}
        aria-describedby="key-hint"
      />
      <p id="key-hint" class="muted">
        {words.keyHint}
      </p>
      <p class="actions">
        <button type="submit" class="primary" disabled={isAsking}>
          {isAsking ? words.signingIn : words.signIn}
        </button>
        {onLater && (
          <button type="button" onClick={onLater}>
            {words.later}
          </button>
        )}
      </p>
    </form>
  );
}

const COMMAND = 'eigyochu keys create --name NAME --scope override';

function KeyFault({ fault, language }: { fault: ApiFault | null; language: Language }) {
  return (
    <div role="alert">
      {fault && (
        <div class="fault">
          <p>
            <strong>{CONSOLE_WORDS[language].refused}</strong>
          </p>
          {keyFaultTexts(fault, language).map((text) => (
            <p key={text}>{text}</p>
          ))}
          {fault.has('no_keys') && (
            <p>
              <code>{COMMAND}</code>
            </p>
          )}
        </div>
      )}
    </div>
  );
}

/** The service says why only to who has shown the secret; its words are all there is to go by. */
function keyFaultTexts(fault: ApiFault, language: Language): readonly string[] {
  const words = CONSOLE_WORDS[language];
  const { unknown, expired, revoked, unlike } = words.keyFaults;
  if (fault.status === null) return [words.noConnection];
  if (fault.has('no_keys')) return [words.noKeys];
  if (fault.has('invalid_parameter')) return [unlike];
  if (!fault.has('unauthenticated')) return faultTexts(fault, language);
  if (/expired/.test(fault.message)) return [expired];
  if (/revoked/.test(fault.message)) return [revoked];
  return [/written/.test(fault.message) ? unlike : unknown];
}
