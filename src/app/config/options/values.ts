import type { SecretReference, StoredOptions } from '../../../core/connector.ts';
import type { OptionSpec, OptionValues } from '../../../core/options.ts';

/**
 * Options as a connector type takes them: what is stored, else the default, with secrets resolved. Throws what
 * `resolve` throws. An option that is neither stored nor has a default is left out.
 */
export async function optionValues(
  specs: readonly OptionSpec[],
  stored: StoredOptions,
  resolve: (reference: SecretReference) => Promise<string>,
): Promise<OptionValues> {
  const values: [string, OptionValues[string]][] = [];
  for (const spec of specs) {
    const value = storedValue(spec, stored);
    if (value === undefined) continue;
    values.push([spec.name, spec.type === 'secret' ? await resolve(value as SecretReference) : (value as Plain)]);
  }
  return Object.fromEntries(values);
}

/** Stands for a secret wherever its text does not matter. */
const placeholder = 'secret';

/** Like `optionValues` without looking a secret up: a reference becomes a placeholder. */
export function draftOptionValues(specs: readonly OptionSpec[], stored: StoredOptions): OptionValues {
  const values = specs.flatMap((spec): [string, OptionValues[string]][] => {
    const value = storedValue(spec, stored);
    if (value === undefined) return [];
    return [[spec.name, isReference(value) ? placeholder : (value as Plain)]];
  });
  return Object.fromEntries(values);
}

export function isReference(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

type Plain = NonNullable<OptionValues[string]>;

function storedValue({ name, default: fallback }: OptionSpec, stored: StoredOptions): StoredOptions[string] {
  return (Object.hasOwn(stored, name) ? stored[name] : undefined) ?? fallback;
}
