import type { Write } from '../store/write.ts';
import type { SessionText } from './session.ts';
import { heldSession } from './sessions-of.ts';
import { changeOf } from './start-session.ts';

/** The write that ends a session everywhere; it changes nothing where that is so already. */
export function endSession(shown: SessionText): Write['propose'] {
  return ({ state }) => {
    const session = heldSession(shown, state);
    return session ? [changeOf(session, null)] : [];
  };
}
