import { noteReachable } from './connection.ts';
import { type Problem, problemOf, Unreachable } from './problem.ts';

export interface RequestOptions {
  readonly query?: { readonly [name: string]: string | number | boolean | undefined };
  readonly body?: unknown;
  /** The version that the change was made on; a newer one there is refused with 412. */
  readonly version?: number;
  readonly signal?: AbortSignal;
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

const base = '/api/v1';
let csrf = '';
let logInAgain: (() => Promise<void>) | undefined;

/** Every change carries it; it comes with the session. */
export function rememberCsrf(token: string): void {
  csrf = token;
}

/** What is done when the session has ended under the page's feet. The request waits for it and is then repeated. */
export function whenSessionEnds(handler: () => Promise<void>): void {
  logInAgain = handler;
}

/** A path whose values are encoded: at`/runs/${id}`. */
export function at(parts: TemplateStringsArray, ...values: readonly (string | number)[]): string {
  return String.raw({ raw: parts }, ...values.map(encodeURIComponent));
}

/** The whole address of something that the browser itself gets, such as a download. */
export function addressOf(path: string, query: RequestOptions['query'] = {}): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');
  const text = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
  return `${base}${path}${text === '' ? '' : `?${text}`}`;
}

/** Throws `Problem` for a refusal and `Unreachable` where no answer comes. */
export async function request<T>(method: Method, path: string, options: RequestOptions = {}): Promise<T> {
  const response = await send(method, path, options);
  if (response.status !== 401 || path.startsWith('/session') || path === '/setup' || logInAgain === undefined) {
    return answerOf<T>(response);
  }
  await logInAgain();
  return answerOf<T>(await send(method, path, options));
}

async function send(method: Method, path: string, { query, body, version, signal }: RequestOptions): Promise<Response> {
  const headers = new Headers({ accept: 'application/json' });
  if (body !== undefined) headers.set('content-type', 'application/json');
  if (method !== 'GET') headers.set('x-csrf-token', csrf);
  if (version !== undefined) headers.set('if-match', `"${version}"`);
  try {
    const response = await fetch(addressOf(path, query), {
      method,
      headers,
      credentials: 'same-origin',
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal === undefined ? {} : { signal }),
    });
    noteReachable(![502, 503, 504].includes(response.status));
    return response;
  } catch (error) {
    if (signal?.aborted === true) throw error;
    noteReachable(false);
    throw new Unreachable(error);
  }
}

async function answerOf<T>(response: Response): Promise<T> {
  if (!response.ok) throw (await problemOf(response)) satisfies Problem;
  if (response.status === 204) return undefined as T;
  const text = await response.text();
  return (text === '' ? undefined : JSON.parse(text)) as T;
}
