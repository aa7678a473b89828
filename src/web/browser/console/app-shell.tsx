import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Language } from '../../../core/reason.ts';
import { ApiFault } from './api.ts';
import { ConnectionBanner } from './connection-banner.tsx';
import { CONSOLE_WORDS } from './console-words.ts';
import type { Desk, LineJson, SessionJson } from './desk.ts';
import { FaultNote } from './fault-note.tsx';
import { Modal } from './modal.tsx';
import { SignIn } from './sign-in.tsx';
import { type Connection, useConnection } from './use-connection.ts';
import { clearDrafts } from './use-draft.ts';
import { Views } from './views.tsx';

/** The console: who is signed in works at a desk, everybody else signs in. */
export function AppShell({ language }: { readonly language: Language }) {
  const connection = useConnection();
  const { api, now, isLost, epoch, lookAgain, waiting } = connection;
  const { session, lines, fault, signedIn, signOut } = useSession(connection);
  const hasSignedIn = useRef(false);
  const [said, setSaid] = useState('');
  const say = useCallback(
    (text: string) => setSaid((last) => (last === text ? `${text} ` : text)),
    [],
  );
  const desk = useMemo<Desk | null>(
    () => (session && lines ? { api, language, session, lines, now, say, epoch } : null),
    [api, language, session, lines, now, say, epoch],
  );
  const words = CONSOLE_WORDS[language];
  return (
    <>
      <p class="visually-hidden" role="status">
        {said}
      </p>
      <ConnectionBanner {...{ language, isLost, lookAgain }} />
      {fault && <FaultNote fault={fault} language={language} />}
      {desk && <Views desk={desk} onSignOut={signOut} hasFocus={hasSignedIn.current} />}
      {session === null && (
        <SignInPage>
          <h1>{words.signIn}</h1>
          <p>{words.signInLead}</p>
          <SignIn
            {...{ api, language }}
            onSignedIn={(value) => {
              hasSignedIn.current = true;
              signedIn(value);
            }}
          />
        </SignInPage>
      )}
      {!desk && session !== null && !fault && <p class="muted">{words.loading}</p>}
      {waiting && (
        <Modal labelledBy="sign-in-again" onCancel={waiting.cancel}>
          <h2 id="sign-in-again">{words.signInAgain}</h2>
          <p>{words.signInAgainWhy}</p>
          <SignIn
            {...{ api, language, onLater: waiting.cancel }}
            onSignedIn={(value) => {
              signedIn(value);
              waiting.done();
            }}
          />
        </Modal>
      )}
    </>
  );
}

function SignInPage({ children }: { readonly children: preact.ComponentChildren }) {
  return <div class="sheet sign-in-page">{children}</div>;
}

interface SessionInHand {
  /** `null`: nobody is signed in; `undefined`: not known yet. */
  readonly session: SessionJson | null | undefined;
  readonly lines: readonly LineJson[] | null;
  /** Why either is not known. */
  readonly fault: ApiFault | null;
  readonly signedIn: (session: SessionJson) => void;
  readonly signOut: () => void;
}

function useSession({ api, epoch }: Connection): SessionInHand {
  const [session, setSession] = useState<SessionJson | null | undefined>(undefined);
  const [lines, setLines] = useState<readonly LineJson[] | null>(null);
  const [fault, setFault] = useState<ApiFault | null>(null);
  useEffect(() => {
    if (session !== undefined) return;
    const refused = (thrown: ApiFault) => {
      if (thrown.status === 401) setSession(null);
      else if (thrown.status !== null) setFault(thrown);
    };
    api.get<SessionJson>('/v1/session').then(({ value }) => setSession(value), refused);
  }, [api, session, epoch]);
  useEffect(() => {
    if (!session) return;
    const take = (answer: readonly LineJson[]) => {
      setLines(answer);
      setFault(null);
    };
    api
      .get<{ lines: readonly LineJson[] }>('/v1/lines')
      .then(({ value }) => take(value.lines))
      .catch((thrown: ApiFault) => setFault(thrown.status === null ? null : thrown));
  }, [api, session, epoch]);
  const signOut = useCallback(async () => {
    try {
      await api.send({ method: 'DELETE', path: '/v1/session' });
    } catch (thrown) {
      // Not known whether it is over: whoever leaves must not think so.
      if (thrown instanceof ApiFault && thrown.status !== 401) return setFault(thrown);
    }
    clearDrafts();
    setFault(null);
    setLines(null);
    setSession(null);
  }, [api]);
  return { session, lines, fault, signedIn: setSession, signOut };
}
