import { type IncomingMessage, request } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { TestService } from '../service.ts';
import { application, elements, xml } from './caller.ts';
import { People } from './people.ts';

let service: TestService;

beforeAll(async () => {
  service = await TestService.start();
  const people = await People.of(service);
  await people.groups('staff');
  await people.add('ada', {}, 'staff');
  await application(service, { mayWrite: ['users', 'groups', 'memberships'] });
});
afterAll(() => service?.close());

interface Raw {
  readonly method: string;
  readonly path: string;
  readonly body: Buffer;
  readonly type: string;
  readonly accept: string;
}

interface Answer {
  readonly status: number;
  readonly version: string | undefined;
  readonly type: string;
  readonly text: string;
}

/** As it is, without the tidying that `fetch` does to addresses. */
function send({ method, path, body, type, accept }: Raw): Promise<Answer> {
  const { hostname, port } = new URL(service.url);
  const authorization = `Basic ${btoa('jira:password of jira')}`;
  const headers = { authorization, accept, 'content-type': type, 'content-length': body.length };
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, method, path, headers }, (response: IncomingMessage) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => {
        text += part;
      });
      response.on('error', reject);
      response.on('end', () => {
        const version = response.headers['x-embedded-crowd-version'];
        resolve({
          status: response.statusCode ?? 0,
          version: typeof version === 'string' ? version : undefined,
          type: response.headers['content-type'] ?? '',
          text,
        });
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/** The same every time: Mulberry32. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const paths = [
  '/user?username=ada',
  '/user?username=%2F..%2F',
  '/user/../user?username=ada',
  '/user;jsessionid=1?username=ada',
  '/user%2Fattribute?username=ada',
  '/user/attribute?username=ada',
  '/user/rename?username=ada',
  '/user/password?username=ada',
  '/user?username=ada&username=bob',
  '/user?username[]=ada',
  '/user?username=%C3%28',
  '/user?username=%00',
  '/group?groupname=staff',
  '/group/user/direct?groupname=staff',
  '/group/user/nested?groupname=staff&max-results=99999999999999999999',
  '/group/child-group/direct?groupname=staff',
  '/group/membership',
  '/search?entity-type=user',
  '/search?entity-type=group&start-index=-5&max-results=1e9',
  '/search?entity-type=user&restriction=((((',
  '/authentication?username=ada',
  '/session',
  '/session/%2e%2e',
  '/session?duration=-1',
  '/event',
  '/event/AAAA',
  `/event/${'A'.repeat(3_000)}`,
  '/webhook',
  '/%',
  '/..%2f..%2fetc/passwd',
  '//user?username=ada',
  '/config/cookie',
];

const bodies = [
  '',
  '<null-search-restriction/>',
  '<user name="x"><active>true</active></user>',
  '<user name="x"><password><value>y</value></password></user>',
  '<group name="x"><type>GROUP</type></group>',
  '<password><value>x</value></password>',
  '<attributes><attribute name="a"><values><value>b</value></values></attribute></attributes>',
  '<authentication-context><username>ada</username><password>x</password></authentication-context>',
  '<!DOCTYPE a [<!ENTITY b "cccccccccc"><!ENTITY d "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><user name="x">&d;</user>',
  '<!DOCTYPE a SYSTEM "file:///etc/passwd"><user name="x">&a;</user>',
  '<?xml version="1.0" encoding="UTF-16"?><user name="x"/>',
  '<a>'.repeat(3_000),
  '<a b="c">'.repeat(50) + '</a>'.repeat(50),
  `<user name="${'x'.repeat(50_000)}"/>`,
  `<user name="x" ${Array.from({ length: 500 }, (_, index) => `a${index}="b"`).join(' ')}/>`,
  '<user xmlns:a="b" a:name="x"/>',
  '{"name":"x","active":true}',
  '{"restriction-type":"boolean-search-restriction","boolean-logic":"or","restrictions":[]}',
  '['.repeat(5_000),
  '{"__proto__":{"name":"x"},"constructor":1}',
  `{"name":"${'\\u0000'.repeat(20)}"}`,
  'null',
  '\ufeff<user name="x"/>',
];

const types = ['application/xml', 'application/xml; charset=utf-16', 'application/json', 'text/plain', 'x', ''];
const accepts = ['application/xml', 'application/json', '*/*', 'text/html', ''];

function mutated(text: string, random: () => number): Buffer {
  const bytes = Buffer.from(text);
  const times = bytes.length === 0 ? 0 : Math.floor(random() * 4);
  for (let time = 0; time < times; time += 1) {
    const at = Math.floor(random() * bytes.length);
    bytes[at] = Math.floor(random() * 256);
  }
  return random() < 0.2 ? bytes.subarray(0, Math.floor(random() * bytes.length)) : bytes;
}

function madeUp(random: () => number): Raw {
  const one = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)] as T;
  const path = one(paths);
  // What HTTP itself does not allow in an address is no matter of the protocol.
  const changed =
    random() < 0.3
      ? mutated(path, random)
          .toString('latin1')
          .replaceAll(/[^!-~]/g, '%')
      : path;
  return {
    method: one(['GET', 'POST', 'PUT', 'DELETE']),
    path: `/crowd/rest/usermanagement/1/${changed.replace(/^\//, '')}`,
    body: mutated(one(bodies), random),
    type: one(types),
    accept: one(accepts),
  };
}

/** Throws for what is not well-formed. */
function readable({ type, text }: Answer): void {
  if (text === '' || type.startsWith('text/plain')) return;
  if (type.startsWith('application/json')) JSON.parse(text);
  else elements(xml(text));
}

test('10,000 requests that nobody would send: each has a well-formed answer, and none costs memory', async () => {
  const random = randomFrom(20_261_125);
  const seen = new Map<number, number>();
  const ask = async () => {
    const raw = madeUp(random);
    const answer = await send(raw);
    const told = `${raw.method} ${raw.path} ${raw.body.toString('latin1').slice(0, 200)}`;
    expect(answer.status, `${told}\n${answer.text}`).toSatisfy((status: number) => status < 500 || status === 503);
    expect(answer.version, told).toMatch(/^Crowd\//);
    expect(() => readable(answer), `${told}\n${answer.status} ${answer.type} ${answer.text}`).not.toThrow();
    expect(answer.text, told).not.toMatch(/\bat .*\.(ts|js):\d+|node_modules|sqlite/i);
    seen.set(answer.status, (seen.get(answer.status) ?? 0) + 1);
  };
  const many = async (count: number) => {
    for (let done = 0; done < count; done += 10) await Promise.all(Array.from({ length: 10 }, ask));
  };
  await many(2_000);
  const before = usedMemory();
  await many(8_000);
  expect(usedMemory() - before).toBeLessThan(64 * 1024 * 1024);
  expect([...seen.keys()].sort()).toEqual(expect.arrayContaining([200, 204, 400, 403, 404]));
  expect(service.log.filter((line) => line.includes('a request of an application failed'))).toEqual([]);
  const after = await send({
    method: 'GET',
    path: '/crowd/rest/usermanagement/1/config/cookie',
    body: Buffer.alloc(0),
    type: '',
    accept: '',
  });
  expect(after.status).toBe(200);
});

function usedMemory(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}
