import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { BerReader, BerWriter } from 'ldapts';
import { afterEach, describe, expect, test } from 'vitest';
import type { OptionValues } from '../../src/core/options.ts';
import { ldapSource } from '../../src/sources/ldap/index.ts';

const never = new AbortController().signal;

const open = (options: OptionValues) => ldapSource.open({ userBase: 'dc=example,dc=com', ...options }, ['uid']);
const readAll = (options: OptionValues) => Array.fromAsync(open(options).read(never));

describe('a server that misbehaves', () => {
  const sockets = new Set<Socket>();
  let listener: Server | undefined;

  afterEach(() => {
    for (const socket of sockets) socket.destroy();
    listener?.close();
  });

  async function listen(behave: (socket: Socket) => void): Promise<OptionValues> {
    listener = createServer((socket) => {
      sockets.add(socket);
      socket.on('error', () => {});
      behave(socket);
    }).listen(0, '127.0.0.1');
    await once(listener, 'listening');
    const address = listener.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    return { url: `ldap://127.0.0.1:${port}`, timeoutSeconds: 0.2 };
  }

  test('never answers: plain, StartTLS, ldaps', async () => {
    const silent = await listen(() => {});
    const late = { kind: 'transient', message: expect.stringContaining('did not answer for 0.2 s') };
    await expect(readAll(silent)).rejects.toMatchObject(late);
    await expect(readAll({ ...silent, startTls: true })).rejects.toMatchObject(late);
    await expect(readAll({ ...silent, url: String(silent.url).replace('ldap:', 'ldaps:') })).rejects.toMatchObject(
      late,
    );
    expect(await open(silent).test(never)).toMatchObject([
      { ok: true },
      { ok: true },
      { name: 'Read people', ok: false },
    ]);
  });

  test('a name that nobody has', async () => {
    await expect(readAll({ url: 'ldap://ldap.invalid' })).rejects.toMatchObject({ kind: 'transient' });
  });

  test('speaks something else', async () => {
    const web = await listen((socket) => socket.write('HTTP/1.1 400 Bad Request\r\n\r\n'));
    await expect(readAll(web)).rejects.toMatchObject({ kind: 'transient' });
  });

  test('hangs up', async () => {
    const rude = await listen((socket) => socket.once('data', () => socket.end()));
    await expect(readAll(rude)).rejects.toMatchObject({ kind: 'transient' });
  });

  test('does not offer StartTLS', async () => {
    const plain = await listen((socket) => answering(socket, (id) => [result(id, 0x78, 2)]));
    await expect(readAll({ ...plain, startTls: true })).rejects.toMatchObject({
      kind: 'unauthorized',
      message: expect.stringContaining('StartTLS'),
    });
  });

  test.each([
    [1, 'transient'],
    [2, 'configuration'],
    [3, 'incomplete'],
    [4, 'incomplete'],
    [8, 'unauthorized'],
    [10, 'unauthorized'],
    [11, 'incomplete'],
    [13, 'unauthorized'],
    [18, 'configuration'],
    [34, 'configuration'],
    [50, 'unauthorized'],
    [51, 'transient'],
    [52, 'transient'],
    [53, 'unauthorized'],
    [80, 'transient'],
    [4242, 'transient'],
  ])('result code %i of the search is %s', async (code, kind) => {
    // The first search asks what the server can do; the second one lists people.
    const server = await listen((socket) => answering(socket, (id) => [result(id, 0x65, id < 2 ? 0 : code)]));
    const failure = await failureOf(readAll(server));
    expect(failure).toMatchObject({ name: 'Failure', kind });
    expect(failure.message).toContain('127.0.0.1');
  });

  test('an empty page with a cookie is not the end', async () => {
    const server = await listen((socket) =>
      answering(socket, (id) => {
        if (id === 1) return [result(id, 0x65, 0)];
        if (id === 2) return [result(id, 0x65, 0, 'more')];
        return id === 3 ? [person(id, 'uid=last'), result(id, 0x65, 0, '')] : [result(id, 0x65, 0)];
      }),
    );
    const events = await readAll(server);
    expect(events.flatMap((event) => (event.type === 'users' ? event.records : []))).toMatchObject([
      { ref: 'uid=last' },
    ]);
    expect(events.at(-1)?.type).toBe('end');
  });

  test('empty pages without end are incomplete', async () => {
    const server = await listen((socket) => answering(socket, (id) => [result(id, 0x65, 0, id === 1 ? '' : 'more')]));
    await expect(readAll(server)).rejects.toMatchObject({ kind: 'incomplete' });
  });

  test('a second page that forgot the listing is incomplete', async () => {
    const server = await listen((socket) =>
      answering(socket, (id) =>
        id === 2 ? [person(id, 'uid=a'), result(id, 0x65, 0, 'more')] : [result(id, 0x65, 0)],
      ),
    );
    await expect(readAll(server)).rejects.toMatchObject({ kind: 'incomplete' });
  });
});

async function failureOf(promise: Promise<unknown>): Promise<{ kind: string; message: string }> {
  return promise.then(
    () => Promise.reject(new Error('it did not fail')),
    (error) => error,
  );
}

/** Answers every request with what `answers` makes of its message id. */
function answering(socket: Socket, answers: (id: number) => readonly Buffer[]): void {
  socket.on('data', (data: Buffer) => {
    const reader = new BerReader(data);
    reader.readSequence();
    for (const answer of answers(reader.readInt() ?? 0)) socket.write(answer);
  });
}

/** The last message of an answer (RFC 4511, 4.1.9), with a cookie if there is one (RFC 2696). */
function result(id: number, operation: number, code: number, cookie?: string): Buffer {
  return message(id, (writer) => {
    writer.startSequence(operation);
    writer.writeEnumeration(code);
    writer.writeString('');
    writer.writeString('said by the server');
    writer.endSequence();
    if (cookie === undefined) return;
    const value = new BerWriter();
    value.startSequence();
    value.writeInt(0);
    value.writeString(cookie);
    value.endSequence();
    writer.startSequence(0xa0);
    writer.startSequence();
    writer.writeString('1.2.840.113556.1.4.319');
    writer.writeBuffer(value.buffer, 0x04);
    writer.endSequence();
    writer.endSequence();
  });
}

function person(id: number, dn: string): Buffer {
  return message(id, (writer) => {
    writer.startSequence(0x64);
    writer.writeString(dn);
    writer.startSequence();
    writer.startSequence();
    writer.writeString('entryUUID');
    writer.startSequence(0x31);
    writer.writeString('an-id');
    writer.endSequence();
    writer.endSequence();
    writer.endSequence();
    writer.endSequence();
  });
}

function message(id: number, write: (writer: BerWriter) => void): Buffer {
  const writer = new BerWriter();
  writer.startSequence();
  writer.writeInt(id);
  write(writer);
  writer.endSequence();
  return writer.buffer;
}
