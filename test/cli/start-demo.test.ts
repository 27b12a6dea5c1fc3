import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { TestProgram } from '../harness/program.ts';
import { directoryOf, withProgram } from './company.ts';

const onSqlite = () => TestProgram.onSqlite();

test('demo tells the whole story in less than 15 s and leaves nothing behind', () =>
  withProgram(onSqlite, async (program) => {
    await program.write('tmp/.keep', '');
    const temporary = join(program.folder, 'tmp');
    const demo = program.start(['demo'], { data: null, env: { TMPDIR: temporary }, timeout: 15_000 });
    const { code, stdout } = await demo.finished;
    expect(code).toBe(0);
    expect(stdout).toMatch(/carla: ATTR_ID : \S+ : \d+ exists already/);
    expect(stdout).toMatch(/\$ user-sync sync acme --user carla --by-username\nRun acme-\d+ \(single\): succeeded/);
    expect(stdout).toMatch(/40 relinked/);
    expect(stdout).toMatch(/everything it wrote is gone again\.\n$/);
    expect(await readdir(temporary)).toEqual(['.keep']);
    expect(await readdir(program.folder)).toEqual(['tmp']);
  }));

test('demo that is stopped leaves nothing behind either', () =>
  withProgram(onSqlite, async (program) => {
    await program.write('tmp/.keep', '');
    const temporary = join(program.folder, 'tmp');
    const demo = program.start(['demo'], { data: null, env: { TMPDIR: temporary }, timeout: 15_000 });
    await demo.saysOnStderr('acme-1: reading');
    demo.signal('SIGTERM');
    const { code } = await demo.finished;
    expect(code).not.toBe(0);
    expect(await readdir(temporary)).toEqual(['.keep']);
  }));

test('demo has no JSON: exit 2, and one document that says so', () =>
  withProgram(onSqlite, async (program) => {
    const { code, json } = await program.run(['demo', '--json']);
    expect(code).toBe(2);
    expect(json()).toMatchObject({ error: { message: expect.stringContaining('no --json') } });
  }));

test('start makes a sample company in an empty folder, once, and serves it', () =>
  withProgram(onSqlite, async (program) => {
    // As somebody does who has just unpacked it: without a data directory and without any other word but a free port.
    const first = program.start(['start', '--port', '0'], { data: null });
    const said = await first.saysOnStdout('Ctrl-C stops it.');
    expect(said).toMatch(/is new, so here is a sample company\. Its connector: \S+sample\.yaml\n/);
    expect(said).toMatch(/Run sample-1 \(full\): succeeded/);
    expect(said).toMatch(/Ada Lovelace was deleted at the provider and created again/);
    expect(said).toMatch(/Run sample-2 \(full\): some users failed/);
    const [, url = ''] = /is at (http:\S+)\n/.exec(said) ?? [];
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    first.signal('SIGTERM');
    expect((await first.finished).code).toBe(0);
    const before = await directoryOf(program);
    expect(before.users).toHaveLength(12);
    const { stdout: conflicts } = await program.ok(['conflict', 'list', 'sample']);
    expect(conflicts).toMatch(/ada: ATTR_ID : 2cebde31-4a06-4d06-8793-580bd2093f9a : \d+ exists already/);

    const again = program.start(['start', '--port', '0']);
    expect(await again.saysOnStdout('Ctrl-C stops it.')).not.toContain('sample');
    again.signal('SIGTERM');
    await again.finished;
    expect(await directoryOf(program)).toEqual(before);
    const { stdout } = await program.ok(['connector', 'apply', '-f', join(program.data, 'sample.yaml')]);
    expect(stdout).toBe('sample: unchanged\n');
    expect((await program.ok(['run', 'list', 'sample', '--json'])).json()).toHaveLength(2);
  }));
