import type { Service } from './service.ts';

/** What `application add --json` and `rotate --json` print. */
export interface Credentials {
  readonly name: string;
  readonly password: string;
}

/** Asks as Jira does: with the name and password of an application. */
export function askAsJira(service: Service, { name, password }: Credentials, path: string): Promise<Response> {
  const basic = Buffer.from(`${name}:${password}`).toString('base64');
  return fetch(`${service.url}/crowd/rest/usermanagement/1${path}`, {
    headers: { authorization: `Basic ${basic}`, 'user-agent': 'Jira/9.12.1' },
  });
}

/** The last step of a full synchronisation: with it, the application has everything. */
export async function readEverything(service: Service, credentials: Credentials): Promise<void> {
  for (const path of ['/event', '/group/membership']) {
    const answer = await askAsJira(service, credentials, path);
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${path} was answered with ${answer.status}: ${text}`);
  }
}
