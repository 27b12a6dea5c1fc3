import { Failure } from '../errors.ts';
import type { UserRecord } from '../people.ts';
import { activeField, customField, type Draft, type Field, textField, usernameField } from './fields.ts';
import { type CompiledRule, compileRule } from './rule.ts';
import type { IfNothing, Mapped, Mapping, MappingEngines, MappingRule, MappingRules } from './rules.ts';

/**
 * Compiles the rules to closures. Throws `configuration`, naming the rule and the step, for what cannot work. The mapping
 * itself never throws: a record that cannot be mapped has the outcome `failed`. Its messages are predicates whose subject
 * is the person: `has no username: the attribute uid is missing or empty`.
 */
export function compileMapping(rules: MappingRules, engines: MappingEngines): Mapping {
  const single = (name: string, rule: MappingRule) => compileRule(name, rule, true, engines);
  const username = single('username', allowed('username', rules.username, ['keep', 'clear']));
  const email = rules.email && single('email', rules.email);
  const compiled: CompiledRule[] = [username];
  const fields: Field[] = [usernameField(username)];
  const add = (rule: CompiledRule, field: Field) => {
    compiled.push(rule);
    fields.push(field);
  };
  if (rules.fullName) {
    const rule = single('fullName', rules.fullName);
    add(rule, textField(rule, 'fullName'));
  }
  if (email) add(email, textField(email, 'email'));
  if (rules.active) {
    const rule = single('active', allowed('active', rules.active, ['clear']));
    add(rule, activeField(rule));
  }
  for (const [name, source] of Object.entries(rules.attributes)) {
    const rule = compileRule(name, source, false, engines);
    add(rule, customField(rule));
  }
  return {
    map: (record) => mapRecord(record, fields),
    sourceAttributes: [...new Set(compiled.flatMap(({ attributes }) => attributes))],
    usernameAttributes: [...new Set(username.attributes)],
    emailAttributes: [...new Set(email?.attributes)],
  };
}

function mapRecord(record: UserRecord, fields: readonly Field[]): Mapped {
  // Without a prototype, `__proto__` is a name like any other.
  const draft: Draft = { username: '', attributes: Object.create(null) };
  for (const field of fields) {
    const stop = field(record, draft);
    if (stop !== undefined) return stop;
  }
  return { outcome: 'mapped', account: draft };
}

function allowed(name: string, rule: MappingRule, refused: readonly IfNothing[]): MappingRule {
  const { ifNothing } = rule;
  if (ifNothing === undefined || !refused.includes(ifNothing)) return rule;
  const choices = (['raw', 'keep', 'clear', 'filter'] as const).filter((choice) => !refused.includes(choice));
  throw new Failure('configuration', `attributes.${name}.ifNothing: "${ifNothing}" is not possible for ${name}.`, {
    remedy: `Choose one of ${choices.join(', ')}.`,
  });
}
