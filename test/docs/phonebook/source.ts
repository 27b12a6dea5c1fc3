import { type CancelSignal, throwIfCancelled } from '../../../src/core/cancellation.ts';
import { Failure, isFailure } from '../../../src/core/errors.ts';
import type { GroupRecord, UserRecord } from '../../../src/core/people.ts';
import type { FoundUser, Source, SourceCheck, SourceType } from '../../../src/core/ports/source.ts';

export const phonebookSource: SourceType = {
  type: 'phonebook',
  label: 'Phone book',
  idAttribute: 'phonebook_ID',
  capabilities: { delta: false, deltaDeletions: false, find: true, nestedGroups: false, authenticate: false },
  options: [
    {
      name: 'url',
      type: 'url',
      schemes: ['https', 'http'],
      label: 'Address',
      help: 'Where the phone book is served.',
      example: 'https://phonebook.acme.test',
      required: true,
    },
    {
      name: 'token',
      type: 'secret',
      label: 'Token',
      help: 'It must be allowed to read people and groups.',
      required: true,
    },
  ],
  setUp: ['Ask whoever keeps the phone book for a token that may read people and groups.'],
  preset: () => ({ username: { from: 'uid' }, fullName: { from: 'cn' }, email: { from: 'mail' }, attributes: {} }),
  open: ({ url, token }) => openPhonebook({ url: String(url), token: String(token) }),
};

interface Settings {
  readonly url: string;
  readonly token: string;
}

function openPhonebook(settings: Settings): Source {
  const ask = (path: string, signal: CancelSignal) => askServer(settings, path, signal);
  return {
    async *read(signal) {
      for (let page = 1, more = true; more; page += 1) {
        const answer = await ask(`/people?page=${page}`, signal);
        // Without the mark nobody knows whether this was the last page, so the listing proves nothing.
        if (typeof answer.more !== 'boolean') throw broken('its page does not say whether more follow');
        yield { type: 'users', records: rows(answer.people).map(toUser) };
        more = answer.more;
      }
      yield { type: 'groups', records: rows((await ask('/groups', signal)).groups).map(toGroup) };
      throwIfCancelled(signal);
      yield { type: 'end', cursor: null };
    },
    changes: () => {
      throw new Failure('unsupported', 'The phone book does not say what changed.');
    },
    async find({ value, sourceId, attributes }, signal) {
      const found = new Map<string, FoundUser>();
      for (const name of [...(sourceId ? ['id'] : []), ...attributes]) {
        const answer = await ask(`/people?${new URLSearchParams({ [name]: value })}`, signal);
        for (const record of rows(answer.people).map(toUser)) {
          const { groups } = await ask(`/groups?${new URLSearchParams({ member: record.sourceId })}`, signal);
          found.set(record.sourceId, {
            record,
            groups: rows(groups)
              .map(toGroup)
              .map((group) => group.sourceId),
          });
        }
      }
      return [...found.values()];
    },
    authenticate: async () => {
      throw new Failure('unsupported', 'The phone book knows no passwords.');
    },
    test: async (signal) => [
      await check('Read people', () => ask('/people?page=1', signal)),
      await check('Read groups', () => ask('/groups', signal)),
    ],
    close: async () => {},
  };
}

type Row = { readonly [name: string]: unknown };

/** Whatever the phone book answers becomes a failure of ours here, and nowhere else. */
async function askServer({ url, token }: Settings, path: string, signal: CancelSignal): Promise<Row> {
  throwIfCancelled(signal);
  const headers = { authorization: `Bearer ${token}` };
  const response = await fetch(new URL(path, url), { headers, signal: AbortSignal.timeout(30_000) }).catch(() => {
    throw new Failure('transient', `The phone book at ${url} does not answer.`, { remedy: 'Check the address.' });
  });
  if (response.status === 401 || response.status === 403) {
    throw new Failure('unauthorized', 'The phone book refused the token.', {
      remedy: 'Give a token that may read people and groups.',
    });
  }
  if (!response.ok) throw new Failure('transient', `The phone book answered with status ${response.status}.`);
  const answer: unknown = await response.json().catch(() => undefined);
  if (typeof answer !== 'object' || answer === null) throw broken('its answer is not a JSON object');
  return answer as Row;
}

async function check(name: string, work: () => Promise<unknown>): Promise<SourceCheck> {
  try {
    await work();
    return { name, ok: true, message: 'The phone book allows it.' };
  } catch (error) {
    if (!isFailure(error) || error.kind === 'cancelled') throw error;
    return { name, ok: false, message: error.sentence };
  }
}

function rows(value: unknown): readonly Row[] {
  if (!Array.isArray(value)) throw broken('a list is missing');
  return value;
}

function toUser({ id, uid, cn, mail }: Row): UserRecord {
  const sourceId = text(id);
  return { sourceId, ref: sourceId, attributes: Object.assign(Object.create(null), { uid, cn, mail }) };
}

function toGroup({ id, name, members }: Row): GroupRecord {
  if (!Array.isArray(members)) throw broken('a group has no list of members');
  const sourceId = text(id);
  return { sourceId, ref: sourceId, name: text(name), attributes: Object.create(null), members: members.map(text) };
}

function text(value: unknown): string {
  if (typeof value !== 'string' || value === '') throw broken('an id or a name is missing');
  return value;
}

function broken(what: string): Failure {
  return new Failure('incomplete', `The phone book's answer is not whole: ${what}. Nothing was concluded from it.`);
}
