import { Agent, request } from 'node:http';
import { SaxesParser } from 'saxes';

const everybody = '<null-search-restriction/>';

/** What a product reads in a full synchronisation, in its order. */
export const fullSynchronisation: readonly (readonly [name: string, method: string, path: string, body?: string])[] = [
  ['event', 'GET', '/event'],
  ['users', 'POST', '/search?entity-type=user&start-index=0&max-results=-1&expand=user', everybody],
  ['groups', 'POST', '/search?entity-type=group&start-index=0&max-results=-1&expand=group', everybody],
  ['memberships', 'GET', '/group/membership'],
];

/** A product, as far as it reads: every answer is parsed while it comes, and made into what it says. */
export class CrowdClient {
  readonly #base: string;
  readonly #authorization: string;
  readonly #agent = new Agent({ keepAlive: true });

  constructor(base: string, name: string, password: string) {
    this.#base = base;
    this.#authorization = `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`;
  }

  send(method: string, path: string, body?: string): Promise<Response> {
    const headers = {
      authorization: this.#authorization,
      'content-type': 'application/xml',
      accept: 'application/xml',
    };
    return fetch(`${this.#base}/rest/usermanagement/1${path}`, { method, headers, ...(body && { body }) });
  }

  /** Only the status, at as little cost as possible: a product is on another machine. */
  status(method: string, path: string, body: string): Promise<number> {
    const headers = { authorization: this.#authorization, 'content-type': 'application/xml' };
    return new Promise((resolve, reject) => {
      const sent = request(`${this.#base}/rest/usermanagement/1${path}`, { method, headers, agent: this.#agent });
      sent.on('response', (response) => {
        response.resume().on('end', () => resolve(response.statusCode ?? 0));
      });
      sent.on('error', reject).end(body);
    });
  }

  async text(method: string, path: string, body?: string): Promise<string> {
    const response = await this.send(method, path, body);
    if (response.ok) return response.text();
    throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  }

  /** Gives how many elements with a name it found, such as people and members. */
  async read(method: string, path: string, body?: string): Promise<number> {
    const response = await this.send(method, path, body);
    if (!response.ok || response.body === null) throw new Error(`${method} ${path}: ${response.status}`);
    const found: object[] = [];
    let current: Record<string, string> = {};
    let text = '';
    const parser = new SaxesParser();
    parser.on('opentag', ({ name, attributes }) => {
      text = '';
      if (attributes.name === undefined) return;
      current = { element: name, name: String(attributes.name) };
      found.push(current);
    });
    parser.on('text', (part) => {
      text += part;
    });
    parser.on('closetag', ({ name }) => {
      if (text !== '') current[name] = text;
      text = '';
    });
    const decoder = new TextDecoder();
    for await (const chunk of response.body) parser.write(decoder.decode(chunk, { stream: true }));
    parser.close();
    return found.length;
  }

  /** Seconds for everything that a full synchronisation reads. */
  async synchronize(): Promise<number> {
    const start = performance.now();
    for (const [, method, path, body] of fullSynchronisation) await this.read(method, path, body);
    return (performance.now() - start) / 1000;
  }
}
