import type { SessionAnswer } from '../../src/api/index.ts';

/** An answer of the service, read. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: what a test expects of it is compared with it
  readonly body: any;
}

export interface RequestChanges {
  readonly headers?: { readonly [name: string]: string };
  /** Sent as it is, instead of JSON. */
  readonly raw?: string;
}

/** Talks to the service as a browser does: keeps cookies, and sends what belongs to its session. */
export class Client {
  readonly url: string;
  readonly cookies = new Map<string, string>();
  csrf = '';
  /** An API token, sent instead of cookies. */
  token: string | undefined;

  constructor(url: string) {
    this.url = url;
  }

  get(path: string, changes?: RequestChanges): Promise<Answer> {
    return this.ask('GET', path, undefined, changes);
  }

  post(path: string, body: unknown, changes?: RequestChanges): Promise<Answer> {
    return this.ask('POST', path, body, changes);
  }

  async ask(method: string, path: string, body?: unknown, { headers = {}, raw }: RequestChanges = {}): Promise<Answer> {
    const text = raw ?? (body === undefined ? undefined : JSON.stringify(body));
    const response = await fetch(new URL(path.startsWith('/') ? `/api/v1${path}` : path, this.url), {
      method,
      redirect: 'manual',
      headers: {
        ...(text === undefined ? {} : { 'content-type': 'application/json' }),
        ...(this.token === undefined ? this.#ofBrowser(method) : { authorization: `Bearer ${this.token}` }),
        ...headers,
      },
      ...(text === undefined ? {} : { body: text }),
    });
    this.#keep(response);
    return { status: response.status, headers: response.headers, body: await read(response) };
  }

  /** Logs in; everything after it is asked by that administrator. */
  async logIn(username: string, password: string): Promise<SessionAnswer> {
    const { status, body } = await this.post('/session', { username, password });
    if (status !== 200) throw new Error(`${username} was not let in: ${JSON.stringify(body)}`);
    this.csrf = body.csrf;
    return body;
  }

  #ofBrowser(method: string): { readonly [name: string]: string } {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const own = method === 'GET' ? {} : { origin: new URL(this.url).origin, 'x-csrf-token': this.csrf };
    return { 'sec-fetch-site': 'same-origin', ...own, ...(cookie === '' ? {} : { cookie }) };
  }

  #keep(response: Response): void {
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '') this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
  }
}

async function read(response: Response): Promise<unknown> {
  const text = await response.text();
  return response.headers.get('content-type')?.includes('json') === true ? JSON.parse(text) : text;
}
