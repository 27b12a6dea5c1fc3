import { Failure, isFailure } from '../errors.ts';
import type { UserRecord } from '../people.ts';
import { compileInput } from './inputs.ts';
import type { MappingEngines, MappingRule } from './rules.ts';
import { compileSteps, type Transform } from './steps.ts';
import { isBlank } from './values.ts';

/** What a rule yields: one or several texts, or what to do without any, or why it cannot be told. */
export type RuleResult = readonly string[] | 'keep' | 'clear' | 'filter' | { readonly problem: string };

export interface CompiledRule {
  readonly name: string;
  readonly apply: (record: UserRecord) => RuleResult;
  /** Raw attributes that the rule reads. */
  readonly attributes: readonly string[];
  readonly description: string;
  /** Why there is no value, when the input is missing. */
  readonly missing: string;
}

/** `single`: the attribute holds one value, so only the first text counts. Throws `configuration`. */
export function compileRule(name: string, rule: MappingRule, single: boolean, engines: MappingEngines): CompiledRule {
  try {
    const input = compileInput(rule, engines);
    const steps = rule.steps ?? [];
    const transform = steps.length === 0 ? undefined : compileSteps(steps, engines.patterns);
    const fallback = rule.ifNothing ?? 'raw';
    const apply = (record: UserRecord): RuleResult => {
      const all = input.read(record);
      const raw = single && all.length > 1 ? all.slice(0, 1) : all;
      const texts = transform === undefined ? raw : transformAll(raw, transform);
      if (texts.length > 0) return texts;
      if (fallback !== 'raw') return fallback;
      return raw.length > 0 ? raw : 'clear';
    };
    const { attributes, description, missing } = input;
    return { name, apply: 'cel' in rule ? guarded(apply) : apply, attributes, description, missing };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const details = error.remedy === undefined ? { cause: error } : { remedy: error.remedy, cause: error };
    throw new Failure(error.kind, `attributes.${name}: ${error.message}`, details);
  }
}

/** All texts transformed; none as soon as a step does not apply to one of them. */
function transformAll(texts: readonly string[], transform: Transform): readonly string[] {
  const transformed: string[] = [];
  for (const text of texts) {
    const result = transform(text);
    if (result === undefined) return [];
    if (!isBlank(result)) transformed.push(result);
  }
  return transformed;
}

function guarded(apply: (record: UserRecord) => RuleResult): (record: UserRecord) => RuleResult {
  return (record) => {
    try {
      return apply(record);
    } catch (error) {
      if (isFailure(error, 'invalid')) return { problem: error.message };
      throw error;
    }
  };
}
