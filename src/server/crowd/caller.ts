import type { FastifyRequest } from 'fastify';
import { Attempts } from '../../app/access/attempts.ts';
import { hashOf, isSame } from '../../app/access/random.ts';
import { addressAllowed } from '../../app/applications/index.ts';
import { nameKey } from '../../core/names.ts';
import type { Application, ApplicationStore } from '../../core/ports/store/index.ts';

/** Failed attempts of one application from one address: a product with an old password asks all the time. */
export const perApplication = { most: 100, withinMs: 60_000 };

/** An application that may not come in; products show the text to administrators. */
export interface Unknown {
  readonly status: 401 | 403 | 429;
  readonly message: string;
}

/** Finds out which application asks. It sends its name and password with every request (HTTP Basic). */
export class Callers {
  readonly #applications: ApplicationStore;
  readonly #attempts: Attempts;

  constructor(applications: ApplicationStore, clock: () => number) {
    this.#applications = applications;
    this.#attempts = new Attempts(perApplication, clock);
  }

  async find(request: FastifyRequest): Promise<Application | Unknown> {
    const given = credentials(request.headers.authorization);
    if (given === undefined) return { status: 401, message: 'The application did not send its name and password.' };
    const attempt = `${nameKey(given.name)} ${request.ip}`;
    if (this.#attempts.wait(attempt) !== undefined) {
      return { status: 429, message: 'The application has sent a wrong password too often; wait a minute.' };
    }
    const found = await this.#applications.find(given.name);
    const right = isSame(hashOf(given.password), found?.hash ?? '');
    if (found === undefined || !right) {
      this.#attempts.begin(attempt);
      return { status: 401, message: 'The name or the password of the application is wrong.' };
    }
    const { hash: _hash, ...application } = found;
    if (addressAllowed(application.addresses, request.ip)) return application;
    return { status: 403, message: `The application "${application.name}" may not come from ${request.ip}.` };
  }
}

/** RFC 7617; the text is UTF-8. */
function credentials(header: string | undefined): { readonly name: string; readonly password: string } | undefined {
  const encoded = /^Basic +([A-Za-z0-9+/=_-]+) *$/i.exec(header ?? '')?.[1];
  const text = encoded === undefined ? '' : Buffer.from(encoded, 'base64').toString();
  const colon = text.indexOf(':');
  return colon < 1 ? undefined : { name: text.slice(0, colon), password: text.slice(colon + 1) };
}
