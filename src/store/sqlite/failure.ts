import { Failure } from '../../core/errors.ts';

/** What SQLite says, in words for an administrator where there are some. `code`: SQLite's own, such as `SQLITE_FULL`. */
export function sqliteFailure(file: string, message: string, code: string): Error {
  const cause = new Error(`${code} ${message}`);
  if (code === 'SQLITE_FULL' || code.startsWith('SQLITE_IOERR')) {
    return new Failure('transient', `The disk that holds ${file} is full or does not work (${message}).`, {
      remedy: 'Make room, then start the run again; what was written so far is intact.',
      cause,
    });
  }
  if (code === 'SQLITE_CANTOPEN' || code === 'SQLITE_READONLY' || /directory does not exist/.test(message)) {
    return new Failure('configuration', `The database ${file} cannot be opened for writing (${message}).`, {
      remedy: 'Check that the data directory exists and that this user may write in it.',
      cause,
    });
  }
  if (code.startsWith('SQLITE_BUSY')) {
    return new Failure('transient', `Another process keeps ${file} locked.`, { cause });
  }
  if (code === 'SQLITE_NOTADB' || code === 'SQLITE_CORRUPT') {
    return new Failure('configuration', `${file} is not an intact database (${message}).`, {
      remedy: 'Restore it from a backup, or move it away to begin anew.',
      cause,
    });
  }
  return new Error(message, { cause });
}
