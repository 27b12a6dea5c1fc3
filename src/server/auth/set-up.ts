import { hashOf, randomText } from '../../app/access/random.ts';
import type { Store } from '../../core/ports/store/index.ts';

/** How long the printed link can be used. */
export const setUpMs = 24 * 60 * 60_000;

/** A token for `POST /setup`, while there is nobody; undefined once somebody is there. Only its hash is kept. */
export async function offerSetUp({ administrators }: Store, now: number): Promise<string | undefined> {
  if ((await administrators.list()).length > 0) return undefined;
  const token = randomText();
  await administrators.offerSetUp({ tokenHash: hashOf(token), now, expiresAt: now + setUpMs });
  return token;
}

/** The address to open in a browser. The part after # is not sent anywhere, so it stands in no log. */
export function setUpLink(url: string, token: string): string {
  return `${url}/setup#${token}`;
}
