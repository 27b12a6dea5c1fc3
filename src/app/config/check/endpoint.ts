import type { StoredOptions } from '../../../core/connector.ts';
import { isFailure } from '../../../core/errors.ts';
import type { OptionProblem, OptionSpec, OptionValues } from '../../../core/options.ts';
import { draftOptionValues, isReference } from '../options/values.ts';
import { optionReader } from './option.ts';
import { type Fields, fieldsOf, isMap, type Place, refuse, required, within } from './place.ts';
import { filledText } from './readers.ts';

/** What a type of source or target says about itself, as far as its options go. */
export interface EndpointType {
  readonly type: string;
  readonly options: readonly OptionSpec[];
  readonly check?: (options: OptionValues) => readonly OptionProblem[];
}

/** A source or target whose type is known. */
export interface Endpoint<T> {
  readonly type: T;
  readonly stored: StoredOptions;
  /** With defaults, and placeholders for secrets; undefined when an option is wrong. */
  readonly values: OptionValues | undefined;
}

/**
 * Reads `source` or `target`: a type and the options that this type describes. Only what is written is stored. `example`: a
 * type that might be meant.
 */
export async function readEndpoint<T extends EndpointType>(
  place: Place,
  load: (type: string) => Promise<T>,
  example: string,
): Promise<Endpoint<T> | undefined> {
  if (!isMap(place.value)) {
    fieldsOf(place, []);
    return undefined;
  }
  const header: Fields = { place, get: (name) => fieldIn(place, name) };
  const name = required(header, 'type', `Name what this is, such as "type: ${example}".`, filledText);
  const type = name === undefined ? undefined : await known(within(place, 'type', name), name, load);
  if (type === undefined) return undefined;
  const before = place.problems.length;
  const stored = readOptions(place, type.options);
  if (place.problems.length > before) return { type, stored, values: undefined };
  const values = draftOptionValues(type.options, stored);
  reportTogether(place, stored, type.check?.(values) ?? []);
  return { type, stored, values: place.problems.length > before ? undefined : values };
}

function fieldIn(place: Place, name: string): Place | undefined {
  const value = isMap(place.value) && Object.hasOwn(place.value, name) ? place.value[name] : undefined;
  return value === undefined ? undefined : within(place, name, value);
}

async function known<T>(place: Place, name: string, load: (type: string) => Promise<T>): Promise<T | undefined> {
  try {
    return await load(name);
  } catch (error) {
    if (isFailure(error, 'configuration')) return refuse(place, error.sentence);
    throw error;
  }
}

function readOptions(place: Place, specs: readonly OptionSpec[]): StoredOptions {
  const fields = fieldsOf(place, ['type', ...specs.map(({ name }) => name)]);
  if (fields === undefined) return {};
  const stored = specs.flatMap((spec): [string, StoredOptions[string]][] => {
    const option = fields.get(spec.name);
    if (option === undefined && !spec.required) return [];
    const value = required(fields, spec.name, wanted(spec), optionReader(spec));
    return value === undefined ? [] : [[spec.name, value]];
  });
  return Object.fromEntries(stored);
}

function wanted({ label, example }: OptionSpec): string {
  return example === undefined ? `Give it: ${label}.` : `Give it: ${label}, such as ${example}.`;
}

/** What the type finds wrong with a secret that is only referred to is not believed: it saw a placeholder. */
function reportTogether(place: Place, stored: StoredOptions, found: readonly OptionProblem[]): void {
  for (const { option, message } of found) {
    if (!isReference(stored[option])) refuse(within(place, option, stored[option]), message);
  }
}
