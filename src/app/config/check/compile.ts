import { isFailure } from '../../../core/errors.ts';
import { compileMapping } from '../../../core/mapping/compile.ts';
import type { MappingEngines, MappingRule } from '../../../core/mapping/rules.ts';
import { loadMappingEngines } from '../../../expressions/index.ts';
import { rulesOf } from '../mapping-table.ts';
import { type Place, refuse, within } from './place.ts';

/** A rule whose form is right, and where it stands. */
export interface GivenRule {
  readonly name: string;
  readonly rule: MappingRule;
  readonly place: Place;
}

const anyRule: MappingRule = { from: 'username' };

/** Compiles each rule on its own and reports what cannot work: a wrong pattern, a wrong expression. */
export async function compileRules(given: readonly GivenRule[]): Promise<void> {
  const all = new Map(given.map(({ name, rule }) => [name, rule]));
  const engines = await loadMappingEngines(rulesOf(all, anyRule));
  for (const one of given) compileOne(one, engines);
}

/** Each step is tried alone too, so that the first wrong one does not hide the others. */
function compileOne({ name, rule, place }: GivenRule, engines: MappingEngines): void {
  const { steps = [], ...input } = rule;
  tryRule(name, input, engines, place);
  const list = within(place, 'steps', undefined);
  for (const [index, step] of steps.entries()) {
    tryRule(name, { ...anyRule, steps: [step] }, engines, within(list, index, undefined));
  }
}

function tryRule(name: string, rule: MappingRule, engines: MappingEngines, place: Place): void {
  try {
    compileMapping(rulesOf(new Map([[name, rule]]), anyRule), engines);
  } catch (error) {
    if (!isFailure(error, 'configuration')) throw error;
    report(place, name, error.sentence);
  }
}

/** Sentences of the compiler begin with the rule and the step; here the field names them already. */
function report(place: Place, name: string, sentence: string): void {
  const prefix = `attributes.${name}`;
  const rest = sentence.startsWith(prefix) ? sentence.slice(prefix.length) : sentence;
  const fallback = '.ifNothing: ';
  if (rest.startsWith(fallback)) refuse(within(place, 'ifNothing', undefined), rest.slice(fallback.length));
  else refuse(place, rest.replace(/^: /, '').replace(/^step 1(?: \(\w+\))?: /, ''));
}
