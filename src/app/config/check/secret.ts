import { isAbsolute } from 'node:path';
import type { SecretReference } from '../../../core/connector.ts';
import { hiddenSecret } from '../options/secrets.ts';
import { shown } from '../problems.ts';
import { type Fields, fieldsOf, isMap, type Place, type Reader, refuse } from './place.ts';
import { filledText } from './readers.ts';

const wanted = 'Write { env: NAME } for an environment variable or { file: PATH } for a file that holds it';

/** Where a secret is found. No message repeats what stands there: it may be the secret itself. */
export const secretReference: Reader<SecretReference> = (place) => {
  const { value } = place;
  if (typeof value === 'string') return literal(place, value);
  if (!isMap(value)) return refuse(place, `is no secret. ${wanted}; a text must be in quotes.`);
  const fields = fieldsOf(place, ['env', 'file', 'secret']);
  if (fields === undefined || Object.keys(value).some((name) => !['env', 'file', 'secret'].includes(name))) {
    return undefined;
  }
  if (fields.get('secret') !== undefined) {
    return refuse(place, `{ secret: … } is not possible: named secrets are not kept. ${wanted}.`);
  }
  return fromOne(place, fields);
};

function fromOne(place: Place, fields: Fields): SecretReference | undefined {
  const [env, file] = [fields.get('env'), fields.get('file')];
  if (env !== undefined && file !== undefined) return refuse(place, `has both env and file; one of them is needed.`);
  if (env !== undefined) return fromEnvironment(env);
  return file === undefined ? refuse(place, `is empty. ${wanted}.`) : fromFile(file);
}

function literal(place: Place, value: string): string | undefined {
  if (value === hiddenSecret) {
    return refuse(place, `the secret was left out when this was exported; fill it in. ${wanted}.`);
  }
  return value.trim() === '' ? refuse(place, `is empty. ${wanted}.`) : filledText(place);
}

function fromEnvironment(place: Place): SecretReference | undefined {
  const { value } = place;
  if (typeof value === 'string' && /^[A-Za-z_][A-Za-z0-9_]{0,199}$/.test(value)) return { env: value };
  return refuse(place, 'is not the name of an environment variable: letters, digits and _, such as ACME_PASSWORD.');
}

function fromFile(place: Place): SecretReference | undefined {
  const path = filledText(place);
  if (path === undefined) return undefined;
  if (isAbsolute(path)) return { file: path };
  return refuse(place, `${shown(path)} is a relative path; give the whole path, such as /run/secrets/acme-password.`);
}
