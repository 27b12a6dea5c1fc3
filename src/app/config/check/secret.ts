import { isAbsolute } from 'node:path';
import type { SecretReference } from '../../../core/connector.ts';
import { hiddenSecret } from '../options/secrets.ts';
import { shown } from '../problems.ts';
import { type Fields, fieldsOf, isMap, type Place, type Reader, refuse } from './place.ts';
import { filledText } from './readers.ts';

const wanted =
  'Write { env: NAME } for an environment variable, { file: PATH } for a file that holds it, or { secret: NAME } for one ' +
  'that was stored with user-sync secret set';

/** Where a secret is found. No message repeats what stands there: it may be the secret itself. */
export const secretReference: Reader<SecretReference> = (place) => {
  const { value } = place;
  if (typeof value === 'string') return literal(place, value);
  if (!isMap(value)) return refuse(place, `is no secret. ${wanted}; a text must be in quotes.`);
  const fields = fieldsOf(place, ['env', 'file', 'secret']);
  if (fields === undefined || Object.keys(value).some((name) => !['env', 'file', 'secret'].includes(name))) {
    return undefined;
  }
  return fromOne(place, fields);
};

function fromOne(place: Place, fields: Fields): SecretReference | undefined {
  const given = (['env', 'file', 'secret'] as const).flatMap((name) => {
    const field = fields.get(name);
    return field === undefined ? [] : [{ name, field }];
  });
  const [only, other] = given;
  if (only === undefined) return refuse(place, `is empty. ${wanted}.`);
  if (other !== undefined) return refuse(place, `has both ${only.name} and ${other.name}; one of them is needed.`);
  return { env: fromEnvironment, file: fromFile, secret: fromVault }[only.name](only.field);
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

/** How a stored secret is named; those of the service itself are out of reach of connectors. */
export const secretName = /^(?!settings\.)[A-Za-z0-9][A-Za-z0-9._-]{0,199}$/;

function fromVault(place: Place): SecretReference | undefined {
  const { value } = place;
  if (typeof value === 'string' && secretName.test(value)) return { secret: value };
  return refuse(
    place,
    'is not the name of a stored secret: letters, digits, ".", "_" and "-", such as acme.bindPassword.',
  );
}
