import { Failure } from '../core/errors.ts';
import type { MappingEngines, MappingRule, MappingRules } from '../core/mapping/rules.ts';

/**
 * The engines that these rules need. A library is loaded only for rules that use it, so that everything else starts
 * fast; asking for an engine that no rule uses is a fault of the program.
 */
export async function loadMappingEngines(rules: MappingRules): Promise<MappingEngines> {
  const all = everyRule(rules);
  if (all.some((rule) => 'cel' in rule)) {
    const [{ re2Engine }, { celEngine }] = await Promise.all([import('./re2.ts'), import('./cel.ts')]);
    return { patterns: re2Engine, expressions: celEngine(re2Engine) };
  }
  if (all.some(usesPattern)) {
    const { re2Engine } = await import('./re2.ts');
    return { patterns: re2Engine, expressions: notLoaded };
  }
  return { patterns: notLoaded, expressions: notLoaded };
}

function everyRule({ attributes, ...rules }: MappingRules): readonly MappingRule[] {
  return [...Object.values(rules), ...Object.values(attributes)];
}

function usesPattern({ steps = [] }: MappingRule): boolean {
  return steps.some((step) => typeof step === 'object' && 'replace' in step);
}

const notLoaded = {
  compile(): never {
    throw new Failure('internal', 'An engine was asked for that was not loaded for these rules.');
  },
};
