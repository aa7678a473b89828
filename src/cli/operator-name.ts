import { userInfo } from 'node:os';

/** What the service takes as a name; anything else would be dropped there. */
const NAME = /^[A-Za-z0-9._-]{1,64}$/;

/** The user of the operating system who runs the command, as the audit records name them. */
export function operatorName(): string {
  try {
    const { username } = userInfo();
    return NAME.test(username) ? username : 'operator';
  } catch {
    // A container may run as a user id that has no name.
    return 'operator';
  }
}
