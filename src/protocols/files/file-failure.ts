import { Failure } from '../../core/errors.ts';

const codeOf = (error: unknown) => (error instanceof Error && 'code' in error ? String(error.code) : '');

/** What the operating system said about a file, in our words. */
export function fileFailure(path: string, error: unknown): Failure {
  if (error instanceof Failure) return error;
  switch (codeOf(error)) {
    case 'ENOENT':
      return new Failure('transient', `${path} is not there.`, {
        remedy: 'Check the path, and that the export which writes the file has run.',
        cause: error,
      });
    case 'EACCES':
    case 'EPERM':
      return new Failure('unauthorized', `${path} may not be read.`, {
        remedy: 'Give the account that this program runs under permission to read it and to enter its folder.',
        cause: error,
      });
    default:
      return new Failure('transient', `${path} cannot be read: ${error instanceof Error ? error.message : error}.`, {
        cause: error,
      });
  }
}
