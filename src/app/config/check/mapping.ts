import type { MappingRule, MappingRules } from '../../../core/mapping/rules.ts';
import { nameProblem } from '../../../core/names.ts';
import { builtInAttributes, isBuiltIn, rulesOf, tableOf } from '../mapping-table.ts';
import { shown } from '../problems.ts';
import { compileRules, type GivenRule } from './compile.ts';
import { entriesOf, type Place, refuse } from './place.ts';
import { rule } from './rule.ts';

/** The rules that hold, and the names that other fields may refer to, even where a rule is wrong. */
export interface ReadMapping {
  readonly rules: MappingRules;
  readonly names: readonly string[];
}

const noPreset: MappingRules = { username: { from: 'username' }, attributes: {} };

/**
 * The rules of the preset, changed by those of the file: a rule takes the place of the one with the same name, null takes it
 * away. `preset` is undefined when the source is wrong, so that its preset cannot be told.
 */
export async function readMapping(place: Place | undefined, preset: MappingRules | undefined): Promise<ReadMapping> {
  const table = new Map<string, MappingRule>(tableOf(preset ?? noPreset));
  const names = new Set(table.keys());
  const given: GivenRule[] = [];
  const entries = place === undefined || place.value === null ? [] : (entriesOf(place) ?? []);
  for (const [name, field] of entries) {
    if (!possible(name, field)) continue;
    if (field.value === null) {
      table.delete(name);
      names.delete(name);
      continue;
    }
    names.add(name);
    const read = rule(field);
    if (read === undefined) continue;
    table.set(name, read);
    given.push({ name, rule: read, place: field });
  }
  await compileRules(given);
  return { rules: rulesOf(table, noPreset.username), names: [...names] };
}

function possible(name: string, field: Place): boolean {
  const before = field.problems.length;
  const problem = nameProblem(name);
  const meant = builtInAttributes.find((known) => known.toLowerCase() === name.toLowerCase());
  if (problem !== undefined) refuse(field, `the name of the attribute ${problem}.`);
  else if (name === '__proto__') refuse(field, 'an attribute cannot have this name; choose another one.');
  else if (meant !== undefined && !isBuiltIn(name)) refuse(field, `write it ${shown(meant)}.`);
  else if (name === 'username' && field.value === null)
    refuse(field, 'is empty; everybody needs a username. Give a rule.');
  return field.problems.length === before;
}
