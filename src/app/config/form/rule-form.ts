import type { MappingRule } from '../../../core/mapping/rules.ts';

/** A rule as the file has it: the name of the attribute alone, where that says everything. */
export function ruleForm(rule: MappingRule): unknown {
  const [only, ...others] = Object.keys(rule);
  return 'from' in rule && only === 'from' && others.length === 0 ? rule.from : rule;
}
