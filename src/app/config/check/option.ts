import type { StoredOptions } from '../../../core/connector.ts';
import type { OptionSpec } from '../../../core/options.ts';
import { shown } from '../problems.ts';
import { type Place, type Reader, refuse } from './place.ts';
import { choice, filledText, flag, listOf, numberWithin, text } from './readers.ts';
import { secretReference } from './secret.ts';

type Stored = NonNullable<StoredOptions[string]>;

/** Reads one option by its description. */
export function optionReader(spec: OptionSpec): Reader<Stored> {
  switch (spec.type) {
    case 'text':
      return spec.required ? filledText : text;
    case 'url':
      return (place) => url(place, spec.schemes);
    case 'secret':
      return secretReference;
    case 'number':
      return numberWithin(spec.min ?? Number.NEGATIVE_INFINITY, spec.max ?? Number.POSITIVE_INFINITY);
    case 'flag':
      return flag;
    case 'choice':
      return choice(spec.choices ?? []);
    case 'list':
      return listOf(filledText);
  }
}

/** An address without a user or password in it: it is shown, and exported. */
function url(place: Place, schemes: readonly string[] = []): string | undefined {
  const address = filledText(place);
  if (address === undefined) return undefined;
  const needed = schemes.length === 0 ? 'an address' : `an address that begins with ${wordsOf(schemes)}`;
  const parsed = URL.parse(address);
  if (parsed === null) return refuse(place, `is not an address; ${needed} is needed.`);
  if (parsed.username !== '' || parsed.password !== '') {
    return refuse(
      place,
      'has a user or a password in it; leave them out here and use the options that are made for them.',
    );
  }
  const scheme = parsed.protocol.slice(0, -1);
  if (schemes.length > 0 && !schemes.includes(scheme)) {
    return refuse(place, `begins with ${shown(`${scheme}:`)}; ${needed} is needed.`);
  }
  return address;
}

function wordsOf(schemes: readonly string[]): string {
  return schemes.map((scheme) => `${scheme}://`).join(' or ');
}
