import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Failure } from '../../core/errors.ts';
import { fileFailure } from '../../protocols/files/file-failure.ts';
import { OpenFile } from '../../protocols/files/open-file.ts';
import { formatOf, formats } from '../../protocols/files/rows.ts';

const kinds = ['users', 'groups', 'members'] as const;
type Kind = (typeof kinds)[number];

/** The files of one read, all opened before the first is read, so that they are of one moment. */
export class OpenFiles {
  readonly users: OpenFile;
  readonly groups: OpenFile | undefined;
  readonly members: OpenFile | undefined;

  private constructor(users: OpenFile, groups: OpenFile | undefined, members: OpenFile | undefined) {
    this.users = users;
    this.groups = groups;
    this.members = members;
  }

  static async open(path: string): Promise<OpenFiles> {
    const paths = await locate(path);
    const opened: OpenFile[] = [];
    const open = async (file: string) => {
      const handle = await OpenFile.open(file);
      opened.push(handle);
      return handle;
    };
    try {
      const users = await open(paths.users);
      const groups = paths.groups === undefined ? undefined : await open(paths.groups);
      const members = paths.members === undefined ? undefined : await open(paths.members);
      return new OpenFiles(users, groups, members);
    } catch (error) {
      for (const file of opened) await file.close();
      throw error;
    }
  }

  get all(): readonly OpenFile[] {
    return [this.users, this.groups, this.members].filter((file) => file !== undefined);
  }

  async requireUnchanged(): Promise<void> {
    for (const file of this.all) await file.requireUnchanged();
  }

  async close(): Promise<void> {
    for (const file of this.all) await file.close();
  }
}

async function locate(path: string): Promise<{ [K in Kind]: K extends 'users' ? string : string | undefined }> {
  const names = await namesIn(path);
  if (names === undefined) {
    if (formatOf(path) !== undefined) return { users: path, groups: undefined, members: undefined };
    throw new Failure('configuration', `${path} is a file of an unknown format.`, {
      remedy: `The name must end with one of ${formats.map((format) => `.${format}`).join(', ')}.`,
    });
  }
  const [users, groups, members] = kinds.map((kind) => onlyFile(path, kind, names));
  if (users !== undefined) return { users, groups, members };
  throw new Failure('transient', `The folder ${path} has no file with people.`, {
    remedy: `Put one of ${formats.map((format) => `users.${format}`).join(', ')} there.`,
  });
}

/** What a folder contains; undefined for a file. */
async function namesIn(path: string): Promise<readonly string[] | undefined> {
  try {
    return (await stat(path)).isDirectory() ? await readdir(path) : undefined;
  } catch (error) {
    throw fileFailure(path, error);
  }
}

function onlyFile(folder: string, kind: Kind, names: readonly string[]): string | undefined {
  const found = names.filter((name) => formats.some((format) => name.toLowerCase() === `${kind}.${format}`));
  if (found.length > 1) {
    throw new Failure('incomplete', `The folder ${folder} has ${found.sort().join(' and ')}.`, {
      remedy: 'Keep the one that is to be read.',
    });
  }
  return found[0] === undefined ? undefined : join(folder, basename(found[0]));
}
