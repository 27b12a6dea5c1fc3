import { Failure } from '../../core/errors.ts';
import type { SourceType } from '../../core/ports/source.ts';
import { checkFiles } from './checks.ts';
import { findInFiles } from './find.ts';
import { checkFileOptions, fileOptions, fileSettings } from './options.ts';
import { readFiles } from './read.ts';

/**
 * People from files. Every read is a full one: a file says nothing about what changed. Files are read in pieces; in memory
 * stay 64 bits of each id and, as numbers, the memberships.
 */
export const fileSource: SourceType = {
  type: 'file',
  label: 'Files (CSV, JSON, NDJSON)',
  idAttribute: 'file_ID',
  capabilities: { delta: false, deltaDeletions: false, find: true, nestedGroups: true, authenticate: false },
  options: fileOptions,
  setUp: [
    'Let the personnel system, or a script, write the people into a CSV, JSON or NDJSON file: one row each, with an id that never changes.',
    'Put groups beside it where there are any, in one of the layouts of the documentation.',
    'Let the account under which User Sync runs read the file, or the folder. Write new files under another name and then rename them, so that none is read half.',
  ],
  preset: () => ({
    username: { from: 'username' },
    fullName: { firstOf: ['fullName', 'name'] },
    email: { from: 'email' },
    active: { from: 'active' },
    attributes: {},
  }),
  check: checkFileOptions,
  open: (options, attributes) => {
    const settings = fileSettings(options);
    return {
      read: (signal) => readFiles(settings, signal),
      // biome-ignore lint/correctness/useYield: there is nothing to yield
      async *changes() {
        throw new Failure('unsupported', 'Files do not say what changed; they are always read whole.');
      },
      find: (query, signal) => findInFiles(settings, query, signal),
      authenticate: async () => {
        throw new Failure('unsupported', 'Files hold no passwords that could be checked.');
      },
      test: (signal) => checkFiles(settings, attributes, signal),
      close: async () => {},
    };
  },
};
