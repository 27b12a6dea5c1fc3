import { type FastifyInstance, fastify } from 'fastify';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Failure } from '../../../src/core/errors.ts';
import { xmlWriter } from '../../../src/protocols/crowd/write/xml-writer.ts';
import { sendList } from '../../../src/server/crowd/stream.ts';

type Page = readonly string[];

let app: FastifyInstance;
let closed: number;

beforeEach(() => {
  app = fastify();
  closed = 0;
});
afterEach(() => app.close());

/** Answers with groups of these pages; gives the address. */
async function answering(pages: () => AsyncGenerator<Page>): Promise<string> {
  const counted = async function* (): AsyncGenerator<Page> {
    try {
      yield* pages();
    } finally {
      closed += 1;
    }
  };
  app.get('/', (_request, reply) =>
    sendList(reply, 'application/xml', new AbortController().signal, {
      pages: counted,
      writer: xmlWriter('http://sync.test/crowd').memberships(),
      write: (group: string) => ({ group, users: [], groups: [], begins: true, ends: true }),
    }),
  );
  return app.listen({ host: '127.0.0.1', port: 0 });
}

test('what breaks before the first page is an answer of its own', async () => {
  const address = await answering(async function* () {
    yield* [];
    throw new Failure('transient', 'The database server ended the connection.');
  });
  expect((await fetch(address)).status).toBe(500);
  expect(closed).toBe(1);
});

test('what breaks in the middle breaks the connection off: nobody takes a part for everything', async () => {
  const address = await answering(async function* () {
    yield Array.from({ length: 5_000 }, (_, index) => `group ${index}`);
    throw new Failure('transient', 'The database server ended the connection.');
  });
  const answer = await fetch(address);
  expect(answer.status).toBe(200);
  await expect(answer.text()).rejects.toThrow('terminated');
  expect(closed).toBe(1);
});

test('who goes away in the middle lets go of the moment that was read', async () => {
  const gone = new AbortController();
  const { promise: waiting, resolve: goOn } = Promise.withResolvers<void>();
  const address = await answering(async function* () {
    yield ['first'];
    await waiting;
    for (let page = 0; ; page += 1) yield Array.from({ length: 1_000 }, (_, index) => `group ${page} ${index}`);
  });
  const answer = await fetch(address, { signal: gone.signal });
  await answer.body?.getReader().read();
  gone.abort();
  goOn();
  await expect.poll(() => closed).toBe(1);
});
