import type { CheckVerdict } from '../../app/authentication/index.ts';
import type { ServedUser } from '../../core/ports/store/index.ts';
import type { CrowdContext } from './context.ts';
import type { Exchange } from './exchange.ts';
import { CrowdRefusal, unavailable } from './refusal.ts';

/** What somebody logs in with at a product. */
export interface Credentials {
  readonly username: string;
  readonly password: string;
  /** The address of their browser, where the product tells it. */
  readonly from?: string | undefined;
}

/** Whose password it is. Throws the refusal that the product tells them. */
export async function logIn(
  { passwordChecks, store }: CrowdContext,
  { scope, signal, address }: Exchange,
  { username, password, from = address }: Credentials,
): Promise<ServedUser> {
  const user = await store.serving.user(scope, { name: username });
  const asked = { password, from, signal };
  if (user === undefined) {
    const { directories } = scope;
    const verdict = await passwordChecks.checkNobody({ ...asked, username, directories });
    throw verdict.verdict === 'too-many-attempts' ? refused(verdict, username) : nobody(username);
  }
  const verdict = await passwordChecks.check({ ...asked, user });
  if (verdict.verdict === 'right') return user;
  throw refused(verdict, user.username);
}

/** With 400, not 404: the products look at the reason, and take a 404 for another server. */
const nobody = (username: string): CrowdRefusal =>
  new CrowdRefusal(400, 'USER_NOT_FOUND', `There is no user "${username}".`);

/** Never 401 or 403: those are about the application. */
function refused(verdict: Exclude<CheckVerdict, { verdict: 'right' }>, username: string): CrowdRefusal {
  switch (verdict.verdict) {
    case 'inactive':
      return new CrowdRefusal(400, 'INACTIVE_ACCOUNT', `The account of ${username} is inactive.`);
    case 'expired':
      return new CrowdRefusal(400, 'EXPIRED_CREDENTIAL', `The password of ${username} has expired.`);
    case 'unavailable':
      return unavailable(verdict.sentence, 30);
    case 'not-possible':
      return new CrowdRefusal(400, 'INVALID_USER_AUTHENTICATION', verdict.sentence);
    case 'too-many-attempts': {
      const seconds = Math.ceil(verdict.retryAfterMs / 1000);
      const message = `Too many wrong passwords for ${username}; try again in ${seconds} seconds.`;
      return new CrowdRefusal(400, 'INVALID_USER_AUTHENTICATION', message, seconds);
    }
    default:
      return new CrowdRefusal(400, 'INVALID_USER_AUTHENTICATION', 'The username or the password is wrong.');
  }
}
