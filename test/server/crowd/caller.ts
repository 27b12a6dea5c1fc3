import { DOMParser, type Element } from '@xmldom/xmldom';
import { hashOf } from '../../../src/app/access/random.ts';
import type { ApplicationSettings } from '../../../src/core/ports/store/index.ts';
import type { TestService } from '../service.ts';

/** An answer as it came. */
export interface CrowdAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The reason of an error, in XML or JSON; undefined where there is none. */
  readonly reason: string | undefined;
}

export interface AskOptions {
  readonly body?: string | Uint8Array<ArrayBuffer> | undefined;
  readonly type?: string;
  /** Null: no such header. */
  readonly accept?: string | null;
  readonly headers?: { readonly [name: string]: string };
}

/** A product, by its requests: it sends its password with each. */
export class Caller {
  readonly name: string;
  readonly password: string;
  readonly base: string;

  constructor(url: string, name: string, password: string) {
    this.base = `${url}/crowd`;
    this.name = name;
    this.password = password;
  }

  async ask(method: string, path: string, options: AskOptions = {}): Promise<CrowdAnswer> {
    const { body, type = 'application/xml; charset=UTF-8', accept = 'application/xml', headers = {} } = options;
    const response = await fetch(`${this.base}/rest/usermanagement/1${path}`, {
      method,
      headers: {
        authorization: `Basic ${Buffer.from(`${this.name}:${this.password}`).toString('base64')}`,
        ...(accept === null ? {} : { accept }),
        ...(body === undefined ? {} : { 'content-type': type }),
        ...headers,
      },
      ...(body === undefined ? {} : { body }),
    });
    const text = await response.text();
    const reason = /<reason>(\w+)<\/reason>|"reason":"(\w+)"/.exec(text);
    return { status: response.status, headers: response.headers, text, reason: reason?.[1] ?? reason?.[2] };
  }

  get(path: string, options?: AskOptions): Promise<CrowdAnswer> {
    return this.ask('GET', path, options);
  }

  /** Posts XML. */
  post(path: string, body: string, options?: AskOptions): Promise<CrowdAnswer> {
    return this.ask('POST', path, { body, ...options });
  }

  async json(path: string): Promise<unknown> {
    return JSON.parse((await this.get(path, { accept: 'application/json' })).text);
  }
}

/** A product that reads the directories of the service. */
export async function application(
  { url, store, now }: TestService,
  settings: Partial<ApplicationSettings> & { readonly name?: string } = {},
): Promise<Caller> {
  const { name = 'jira', ...rest } = settings;
  const password = `password of ${name}`;
  await store.applications.create({
    name,
    directories: ['main'],
    aggregateMemberships: false,
    addresses: [],
    mayWrite: [],
    hash: hashOf(password),
    now,
    ...rest,
  });
  return new Caller(url, name, password);
}

export const queried = (args: { readonly [name: string]: string }): string => new URLSearchParams(args).toString();

/** The root element; throws for what is no XML. */
export function xml(text: string): Element {
  const problems: string[] = [];
  const parser = new DOMParser({ onError: (_level, message) => problems.push(message) });
  const root = parser.parseFromString(text, 'text/xml').documentElement;
  if (root === null || problems.length > 0)
    throw new Error(`That is no XML (${problems.join()}): ${text.slice(0, 200)}`);
  return root;
}

export function elements(parent: Element, name?: string): Element[] {
  const children = [...parent.childNodes].filter((node): node is Element => node.nodeType === 1);
  return name === undefined ? children : children.filter(({ tagName }) => tagName === name);
}

/** The only child of that name; throws where there are none or several. */
export function element(parent: Element, name: string): Element {
  const [found, ...more] = elements(parent, name);
  if (found === undefined || more.length > 0) throw new Error(`${parent.tagName} has not one ${name}.`);
  return found;
}

export function textOf(parent: Element, name: string): string | undefined {
  return elements(parent, name)[0]?.textContent ?? undefined;
}

export const nameOf = (of: Element): string => of.getAttribute('name') ?? '';
