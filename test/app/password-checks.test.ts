import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { hashPassword, isPassword } from '../../src/app/access/passwords.ts';
import { PasswordChecks, removeLocalPassword, setLocalPassword } from '../../src/app/authentication/index.ts';
import { keepSourceMs } from '../../src/app/authentication/opened-sources.ts';
import { sourceMemoryMs } from '../../src/app/authentication/source-passwords.ts';
import { perAddress, perPerson } from '../../src/app/authentication/wrong-passwords.ts';
import type { CancelSignal } from '../../src/core/cancellation.ts';
import type { SourceType } from '../../src/core/ports/source.ts';
import type { DirectoryAuthentication, ServedUser, Store } from '../../src/core/ports/store/index.ts';
import { fileSource } from '../../src/sources/file/index.ts';
import { memoryCapabilities, memorySource } from '../../src/sources/memory/index.ts';
import { expectFailure } from '../conformance/failures.ts';
import { type Installation, install, sqliteStore, temporaryFolder } from '../harness/installation.ts';

const secret = 'Correct horse 42';
const never = new AbortController().signal;

let store: Store;
let acme: Installation;
let checks: PasswordChecks;
let remove: () => Promise<void>;
/** Sources that were opened and closed. */
let opened = 0;
let closed = 0;
/** Called before the source is asked. */
let beforeAsking: (sourceId: string, signal: CancelSignal) => Promise<void>;
let type: SourceType;

beforeEach(async () => {
  const folder = await temporaryFolder();
  store = await sqliteStore(folder.path);
  acme = await install(store);
  for (const uid of ['ada', 'bob', 'cyd']) acme.company.user(uid, { uid, cn: uid, mail: `${uid}@acme.test` });
  await acme.sync();
  opened = 0;
  closed = 0;
  beforeAsking = async () => {};
  type = { ...fileSource, type: 'memory', label: 'Memory', options: [], capabilities: memoryCapabilities, open };
  checks = new PasswordChecks({
    store,
    vault: { get: async () => '' },
    types: { sourceType: async () => type },
    clock: () => acme.now,
  });
  remove = async () => {
    await checks.close();
    await store.close();
    await folder.remove();
  };
});

afterEach(() => remove());

function open() {
  opened += 1;
  const source = memorySource(acme.company, acme.faults);
  return {
    ...source,
    authenticate: async (sourceId: string, password: string, signal: CancelSignal) => {
      await beforeAsking(sourceId, signal);
      return source.authenticate(sourceId, password, signal);
    },
    close: async () => {
      closed += 1;
      await source.close();
    },
  };
}

async function served(username: string): Promise<ServedUser> {
  const user = await store.serving.user({ directories: ['main'], aggregate: false }, { name: username });
  if (user === undefined) throw new Error(`There is no ${username}.`);
  return user;
}

/** By whom passwords of `main` are checked from now on. */
const checkedBy = (authentication: DirectoryAuthentication) =>
  store.directories.setAuthentication('main', authentication);

const check = async (username: string, password = secret, from = '10.0.0.1', signal = never) =>
  checks.check({ user: await served(username), password, from, signal });

const verdictOf = async (username: string, password?: string, from?: string) =>
  (await check(username, password, from)).verdict;

const asked = () => acme.faults.uses.get('authenticate') ?? 0;

const named = (username: string) => ({ directory: 'main', username });

async function deactivate(username: string): Promise<void> {
  acme.company.removeUser(username);
  await acme.sync();
}

describe('where nobody checks passwords', () => {
  test('that is so at first, and is said', async () => {
    expect(await check('ada')).toEqual({
      verdict: 'not-possible',
      sentence: 'Nobody checks passwords of the directory main. Log in by single sign-on.',
    });
    expect([opened, asked()]).toEqual([0, 0]);
  });
});

describe('passwords of the program itself', () => {
  beforeEach(async () => {
    await checkedBy('local');
    await setLocalPassword(store, named('ADA'), secret, acme.now);
  });

  test('the one that was set is right, and nothing else is', async () => {
    expect(await verdictOf('ada')).toBe('right');
    for (const wrong of ['', secret.toLowerCase(), `${secret} `, 'ada'])
      expect(await verdictOf('ada', wrong)).toBe('wrong');
    expect(await verdictOf('bob')).toBe('wrong');
    expect(await verdictOf('bob', '')).toBe('wrong');
    expect([opened, asked()]).toEqual([0, 0]);
  });

  test('a changed password, a removed one and a deactivated account hold at once, however often it was right', async () => {
    expect([await verdictOf('ada'), await verdictOf('ada')]).toEqual(['right', 'right']);
    await setLocalPassword(store, named('ada'), 'a new horse battery', acme.now);
    expect([await verdictOf('ada'), await verdictOf('ada', 'a new horse battery')]).toEqual(['wrong', 'right']);
    await removeLocalPassword(store, named('ada'));
    expect(await verdictOf('ada', 'a new horse battery')).toBe('wrong');
    await setLocalPassword(store, named('ada'), secret, acme.now);
    expect(await verdictOf('ada')).toBe('right');
    await deactivate('ada');
    expect([await verdictOf('ada'), await verdictOf('ada', 'wrong')]).toEqual(['inactive', 'inactive']);
  });

  test('it goes with the account, and is stored as a hash alone', async () => {
    const { number } = await served('ada');
    expect((await store.passwords.factsOf('main', number)).hash).toMatch(/^\$argon2id\$/);
  });

  test('one that is right is not hashed again and again', async () => {
    const hash = await hashPassword(secret);
    const oneHash = await timeOf(() => isPassword('wrong', hash));
    await check('ada');
    const user = await served('ada');
    const many = await timeOf(async () => {
      for (let index = 0; index < 200; index += 1) {
        expect((await checks.check({ user, password: secret, from: 'x', signal: never })).verdict).toBe('right');
      }
    });
    expect(many).toBeLessThan(100 * oneHash);
  });

  test('who comes while many wait is sent away at once, and the others are served', async () => {
    const user = await served('bob');
    const all = Array.from({ length: 200 }, (_, index) =>
      checks.checkNobody({
        username: `nobody${index}`,
        directories: ['main'],
        password: secret,
        from: '10.0.0.9',
        signal: never,
      }),
    );
    const verdicts = (await Promise.all(all)).map(({ verdict }) => verdict);
    const counts = Object.groupBy(verdicts, (verdict) => verdict);
    expect(counts['too-many-attempts']?.length).toBeGreaterThan(100);
    expect(counts.wrong?.length).toBeGreaterThan(30);
    expect((await checks.check({ user, password: secret, from: 'x', signal: never })).verdict).toBe('wrong');
  });

  test('nobody, and somebody without a password, take as long as somebody', async () => {
    const nobody = { username: 'x', directories: ['main'], password: 'wrong', from: 'x', signal: never };
    const wrong = await shortestOf(5, () => check('ada', 'wrong'));
    const without = await shortestOf(5, () => check('bob', 'wrong'));
    const ofNobody = await shortestOf(5, () => checks.checkNobody(nobody));
    // Without a hash it would be a fiftieth.
    expect(Math.min(without, ofNobody)).toBeGreaterThan(wrong / 4);
  });

  test.each<[string, () => Promise<unknown>, string]>([
    ['a short password', () => setLocalPassword(store, named('ada'), 'short', 0), 'invalid'],
    ['nobody', () => setLocalPassword(store, named('nobody'), secret, 0), 'not-found'],
    ['no such directory', () => setLocalPassword(store, { directory: 'x', username: 'ada' }, secret, 0), 'not-found'],
    ['nothing to remove', () => removeLocalPassword(store, named('bob')), 'not-found'],
  ])('%s is refused', async (_name, work, kind) => {
    await expectFailure(kind as 'invalid', work);
  });
});

describe('passwords of the identity provider', () => {
  beforeEach(async () => {
    await checkedBy('source');
    acme.company.password('ada', secret);
    acme.faults.heal();
  });

  test('what the source says of the person is what counts', async () => {
    acme.company.password('bob', secret, 'expired').password('cyd', secret, 'locked');
    expect([await verdictOf('ada'), await verdictOf('ada', 'wrong'), await verdictOf('ada', '')]).toEqual([
      'right',
      'wrong',
      'wrong',
    ]);
    expect([await verdictOf('bob'), await verdictOf('bob', 'wrong')]).toEqual(['expired', 'wrong']);
    expect(await verdictOf('cyd')).toBe('inactive');
  });

  test('a local password does not count, and no password of the source where the program checks', async () => {
    await setLocalPassword(store, named('ada'), 'a local horse battery', acme.now);
    expect([await verdictOf('ada'), await verdictOf('ada', 'a local horse battery')]).toEqual(['right', 'wrong']);
    await checkedBy('local');
    expect([await verdictOf('ada'), await verdictOf('ada', 'a local horse battery')]).toEqual(['wrong', 'right']);
  });

  test('who is deactivated here is refused without asking', async () => {
    await deactivate('ada');
    acme.company.user('ada', { uid: 'ada' });
    acme.faults.heal();
    expect([await verdictOf('ada'), asked()]).toEqual(['inactive', 0]);
  });

  test('who is there under another id only is told to be synced', async () => {
    acme.company.removeUser('ada');
    expect(await check('ada')).toEqual({
      verdict: 'not-possible',
      sentence: 'ada is not known at "acme" any more, or by another id. Sync them (user-sync sync acme).',
    });
  });

  test('a right password is taken without asking, for a minute at most; a wrong one never', async () => {
    for (let index = 0; index < 5; index += 1) expect(await verdictOf('ada')).toBe('right');
    expect(asked()).toBe(1);
    for (let index = 0; index < 3; index += 1) expect(await verdictOf('ada', 'wrong')).toBe('wrong');
    expect(asked()).toBe(4);
    acme.company.password('ada', 'a new horse battery');
    acme.now += sourceMemoryMs - 1;
    expect(await verdictOf('ada')).toBe('right');
    acme.now += 1;
    expect([await verdictOf('ada'), await verdictOf('ada', 'a new horse battery')]).toEqual(['wrong', 'right']);
  });

  test('a password that is remembered for one person is nobody else’s', async () => {
    await check('ada');
    expect(await verdictOf('bob')).toBe('wrong');
  });

  test('the same question asked by many at once is asked once', async () => {
    const ada = await served('ada');
    for (const password of [secret, 'wrong']) {
      const { promise: goOn, resolve: everybodyCame } = Promise.withResolvers<void>();
      let questions = 0;
      beforeAsking = async () => {
        questions += 1;
        await goOn;
      };
      const same = Array.from({ length: 50 }, () => checks.check({ user: ada, password, from: 'x', signal: never }));
      // Each query of the store waits for one turn of the loop at most; there are fewer than ten before the source is asked.
      for (let turn = 0; turn < 100; turn += 1) await setImmediate();
      everybodyCame();
      const verdicts = (await Promise.all(same)).map(({ verdict }) => verdict);
      expect(new Set(verdicts)).toEqual(new Set([password === secret ? 'right' : 'wrong']));
      expect(questions).toBe(1);
    }
  });

  test('a connector that was changed is asked anew, and the source as it was is closed', async () => {
    await check('ada');
    await check('ada', 'wrong');
    expect([opened, closed]).toEqual([1, 0]);
    await store.connectors.put({ ...acme.config, name: 'Acme people' }, acme.now);
    expect(await verdictOf('ada')).toBe('right');
    expect([opened, closed, asked()]).toEqual([2, 1, 3]);
  });

  test('an open source is opened anew after a while', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      await check('ada', 'one');
      vi.advanceTimersByTime(keepSourceMs - 1);
      await check('ada', 'two');
      expect([opened, closed]).toEqual([1, 0]);
      vi.advanceTimersByTime(1);
      await check('ada', 'three');
      expect([opened, closed]).toEqual([2, 1]);
    } finally {
      vi.useRealTimers();
    }
  });

  test.each([
    ['network', '"acme" does not answer'],
    ['refused', '"acme" refuses User Sync'],
  ] as const)('a source that fails (%s) is no verdict about the person, and is opened anew', async (kind, words) => {
    acme.faults.break({ call: 'authenticate', use: 1, kind });
    const answer = await check('ada');
    expect(answer).toMatchObject({ verdict: 'unavailable', sentence: expect.stringContaining(words) });
    expect(JSON.stringify(answer)).not.toContain(secret);
    expect([await verdictOf('ada'), opened, closed]).toEqual(['right', 2, 1]);
  });

  test('failures of the source do not count as wrong passwords', async () => {
    for (let index = 0; index < 2 * perPerson.most; index += 1) {
      acme.faults.break({ call: 'authenticate', use: 1, kind: 'network' });
      expect(await verdictOf('ada')).toBe('unavailable');
    }
    acme.faults.heal();
    expect(await verdictOf('ada')).toBe('right');
  });

  test('a secret that is missing is no verdict about the person', async () => {
    const option = { name: 'token', type: 'secret', label: 'Token', help: '' } as const;
    type = { ...type, options: [option] };
    const options = { token: { env: 'NO_SUCH_VARIABLE_IN_TESTS' } };
    await store.connectors.put({ ...acme.config, source: { type: 'memory', options } }, acme.now);
    expect(await check('ada')).toMatchObject({
      verdict: 'unavailable',
      sentence: expect.stringContaining('cannot be asked as the connector is written'),
    });
  });

  test('a source that cannot check passwords, and an account of no source, are told', async () => {
    type = { ...type, label: 'Files', capabilities: { ...memoryCapabilities, authenticate: false } };
    expect(await check('ada')).toEqual({
      verdict: 'not-possible',
      sentence: 'ada comes from "acme", and Files cannot check passwords.',
    });
    await store.connectors.delete('acme');
    expect(await check('ada')).toMatchObject({
      verdict: 'not-possible',
      sentence: expect.stringMatching(/^ada comes from no identity provider/),
    });
  });

  test('whoever stops waiting is not answered; what was asked for them is remembered', async () => {
    const { promise: asking, resolve: begins } = Promise.withResolvers<void>();
    const { promise: wait, resolve: goOn } = Promise.withResolvers<void>();
    beforeAsking = async () => {
      begins();
      await wait;
    };
    const controller = new AbortController();
    const answer = check('ada', secret, '10.0.0.1', controller.signal);
    const other = check('ada');
    await asking;
    controller.abort();
    await expectFailure('cancelled', () => answer);
    goOn();
    expect((await other).verdict).toBe('right');
    expect([await verdictOf('ada'), asked()]).toEqual(['right', 1]);
  });

  test('closing ends checks that go on, and there are no new ones', async () => {
    const { promise: asking, resolve: begins } = Promise.withResolvers<void>();
    beforeAsking = (_sourceId, signal) => {
      begins();
      return new Promise((resolve) => signal.addEventListener('abort', () => resolve()));
    };
    const answer = check('ada');
    await asking;
    await Promise.all([expectFailure('cancelled', () => answer), checks.close()]);
    expect(closed).toBe(opened);
    await expectFailure('cancelled', () => check('ada'));
  });
});

describe('wrong passwords', () => {
  beforeEach(async () => {
    await checkedBy('source');
    for (const uid of ['ada', 'bob']) acme.company.password(uid, secret);
    acme.faults.heal();
  });

  const wrongTimes = async (times: number, username = 'ada', from?: string) => {
    for (let index = 0; index < times; index += 1) {
      expect(await verdictOf(username, `wrong ${index}`, from)).toBe('wrong');
    }
  };

  test('after too many for one person, even the right one is refused for a while, without asking', async () => {
    expect(await verdictOf('ada')).toBe('right');
    await wrongTimes(perPerson.most);
    const before = asked();
    acme.now += 1_000;
    expect(await check('ada')).toEqual({ verdict: 'too-many-attempts', retryAfterMs: perPerson.withinMs - 1_000 });
    expect(await verdictOf('ada', 'wrong')).toBe('too-many-attempts');
    expect(asked()).toBe(before);
    expect(await verdictOf('bob'), 'somebody else').toBe('right');
    acme.now += perPerson.withinMs - 1_000;
    expect(await verdictOf('ada')).toBe('right');
  });

  test('another spelling of the name and another address count as the same person', async () => {
    await wrongTimes(perPerson.most - 1);
    await wrongTimes(1, 'ADA', '10.0.0.2');
    expect(await verdictOf('Ada', secret, '10.0.0.3')).toBe('too-many-attempts');
  });

  test('right ones do not count, and do not make wrong ones forgotten', async () => {
    for (let index = 0; index < 3 * perPerson.most; index += 1) expect(await verdictOf('ada')).toBe('right');
    await wrongTimes(perPerson.most - 1);
    expect(await verdictOf('ada')).toBe('right');
    await wrongTimes(1);
    expect(await verdictOf('ada')).toBe('too-many-attempts');
  });

  test('after too many from one address only who is known gets in from there', async () => {
    expect(await verdictOf('ada')).toBe('right');
    const nobody = (index: number) => ({
      username: `nobody${index}`,
      directories: ['main'],
      password: 'x',
      signal: never,
    });
    for (let index = 0; index < perAddress.most; index += 1) {
      expect((await checks.checkNobody({ ...nobody(index), from: '10.0.0.1' })).verdict).toBe('wrong');
    }
    expect((await checks.checkNobody({ ...nobody(0), from: '10.0.0.1' })).verdict).toBe('too-many-attempts');
    expect(await verdictOf('bob')).toBe('too-many-attempts');
    expect(await verdictOf('ada')).toBe('right');
    expect(await verdictOf('ada', 'wrong')).toBe('too-many-attempts');
    expect(await verdictOf('bob', secret, '10.0.0.2')).toBe('right');
    acme.now += perAddress.withinMs;
    expect(await verdictOf('bob')).toBe('right');
  });

  test('a name that nobody has is refused as often as one that somebody has', async () => {
    const nobody = { username: 'nobody', directories: ['main'], from: 'x', password: 'x', signal: never };
    for (let index = 0; index < perPerson.most; index += 1) {
      expect((await checks.checkNobody(nobody)).verdict).toBe('wrong');
    }
    expect((await checks.checkNobody(nobody)).verdict).toBe('too-many-attempts');
  });
});

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

/** What else goes on makes single times longer, and never shorter. */
async function shortestOf(times: number, work: () => Promise<unknown>): Promise<number> {
  const all: number[] = [];
  for (let time = 0; time < times; time += 1) all.push(await timeOf(work));
  return Math.min(...all);
}
