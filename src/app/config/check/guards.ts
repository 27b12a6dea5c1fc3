import type { GuardLimit, GuardSettings } from '../../../core/connector.ts';
import { defaults } from '../defaults.ts';
import { shown } from '../problems.ts';
import {
  described,
  type Fields,
  fieldsOf,
  isMap,
  optional,
  type Place,
  type Reader,
  refuse,
  required,
  sectionOf,
} from './place.ts';
import { listOf, name, numberWithin } from './readers.ts';

const fallback = defaults.guards;

export function readGuards(connector: Fields): GuardSettings {
  const fields = sectionOf(connector, 'guards', Object.keys(fallback));
  const read = (guard: 'maxDisable' | 'maxDelete' | 'maxRename' | 'maxRelink' | 'maxMembershipRemovals') =>
    optional(fields, guard, fallback[guard], limit);
  return {
    maxDisable: read('maxDisable'),
    maxDelete: read('maxDelete'),
    maxRename: read('maxRename'),
    maxRelink: read('maxRelink'),
    maxMembershipRemovals: read('maxMembershipRemovals'),
    minListing: optional(fields, 'minListing', fallback.minListing, share),
    protected: optional(fields, 'protected', fallback.protected, listOf(name)),
  };
}

const count = numberWithin(0, Number.POSITIVE_INFINITY, 'a whole number');

/** `5`: that many. `"10%"`: that share, and nothing beside it. A map: the share, but in any case so many. */
const limit: Reader<GuardLimit> = (place) => {
  const { value } = place;
  if (isMap(value)) return shareAndCount(place);
  if (typeof value === 'string') {
    const part = percentage(value);
    return part === undefined ? refuse(place, `is ${shown(value)}; ${forms}`) : { share: part, count: 0 };
  }
  if (typeof value !== 'number') return refuse(place, `${described(value)}; ${forms}`);
  const fits = Number.isSafeInteger(value) && value >= 0;
  return fits ? { share: 0, count: value + 0 } : refuse(place, `is ${value}; ${forms}`);
};

const forms = 'give a whole number such as 5, a share such as "10%", or { share: "10%", atLeast: 5 }.';

function shareAndCount(place: Place): GuardLimit | undefined {
  const fields = fieldsOf(place, ['share', 'atLeast']);
  if (fields === undefined) return undefined;
  const part = required(fields, 'share', 'Give a share such as "10%".', share);
  return part === undefined ? undefined : { share: part, count: optional(fields, 'atLeast', 0, count) };
}

/** A percentage, or a number from 0 to 1. */
const share: Reader<number> = (place) => {
  const { value } = place;
  const part = typeof value === 'string' ? percentage(value) : value;
  if (typeof part === 'number' && part >= 0 && part <= 1) return part + 0;
  const problem =
    typeof value === 'string' || typeof value === 'number' ? `is ${JSON.stringify(value)}` : described(value);
  return refuse(place, `${problem}; give a share from "0%" to "100%".`);
};

/** The share that a text such as `12.5%` says, 0 to 1. */
function percentage(text: string): number | undefined {
  const found = /^(\d{1,3}(?:\.\d{1,12})?) ?%$/.exec(text.trim());
  const share = found === null ? Number.NaN : Number(found[1]) / 100;
  return share <= 1 ? share : undefined;
}
