import type { RuleForm, StepForm } from '../../api/answers.ts';
import { isObject } from '../draft.ts';

export const standardAttributes = [
  { name: 'username', label: 'Username', output: 'ATTR_NAME', required: true },
  { name: 'fullName', label: 'Full name', output: 'ATTR_FULLNAME', required: false },
  { name: 'email', label: 'E-mail', output: 'ATTR_EMAIL', required: false },
  { name: 'active', label: 'Active', output: 'ATTR_ACTIVE', required: false },
] as const;

export function labelOf(attribute: string): string {
  return standardAttributes.find(({ name }) => name === attribute)?.label ?? attribute;
}

/** Under which name results tell the value. */
export function outputOf(attribute: string): string {
  return standardAttributes.find(({ name }) => name === attribute)?.output ?? attribute;
}

/** A rule in its long form; null for one that was taken away. */
export function ruleOf(value: unknown): RuleForm | null {
  if (typeof value === 'string') return { from: value };
  return isObject(value) ? (value as RuleForm) : null;
}

export const inputKinds = [
  { kind: 'from', label: 'Attribute' },
  { kind: 'firstOf', label: 'First of several' },
  { kind: 'join', label: 'Several, joined' },
  { kind: 'value', label: 'Fixed value' },
  { kind: 'cel', label: 'Expression (CEL)' },
] as const;

export type InputKind = (typeof inputKinds)[number]['kind'];

export function inputKindOf(rule: RuleForm): InputKind {
  return inputKinds.find(({ kind }) => kind in rule)?.kind ?? 'from';
}

/** The same rule with another input; steps and what happens without a value stay. */
export function withInput({ steps, ifNothing }: RuleForm, input: RuleForm): RuleForm {
  return { ...input, ...(steps === undefined ? {} : { steps }), ...(ifNothing === undefined ? {} : { ifNothing }) };
}

/** Attributes of the source that a rule names itself. */
export function namedBy(rule: RuleForm): readonly string[] {
  return [...(rule.from === undefined ? [] : [rule.from]), ...(rule.firstOf ?? []), ...(rule.join ?? [])];
}

/** Where the value comes from, in words: `first of mail, otherMail`. */
export function inputWords(rule: RuleForm): string {
  if (rule.from !== undefined) return rule.from === '' ? 'choose an attribute' : rule.from;
  if (rule.firstOf !== undefined) return `first of ${rule.firstOf.join(', ') || '…'}`;
  if (rule.join !== undefined) return rule.join.join(rule.with === undefined ? ' ' : rule.with) || 'join …';
  if (rule.cel !== undefined) return `= ${rule.cel}`;
  return `always ${String(rule.value ?? '…')}`;
}

export const stepKinds = [
  { kind: 'lower', label: 'lower case' },
  { kind: 'upper', label: 'upper case' },
  { kind: 'trim', label: 'trim blanks' },
  { kind: 'ascii', label: 'without accents' },
  { kind: 'before', label: 'text before' },
  { kind: 'after', label: 'text after' },
  { kind: 'replace', label: 'replace' },
  { kind: 'prefix', label: 'put before' },
  { kind: 'suffix', label: 'put after' },
  { kind: 'truncate', label: 'at most characters' },
] as const;

export type StepKind = (typeof stepKinds)[number]['kind'];

export function stepKindOf(step: StepForm): StepKind {
  const name = typeof step === 'string' ? step : Object.keys(step)[0];
  return stepKinds.find(({ kind }) => kind === name)?.kind ?? 'lower';
}

export function newStep(kind: StepKind): StepForm {
  switch (kind) {
    case 'before':
      return { before: '@' };
    case 'after':
      return { after: '@' };
    case 'replace':
      return { replace: { search: '', with: '' } };
    case 'prefix':
      return { prefix: '' };
    case 'suffix':
      return { suffix: '' };
    case 'truncate':
      return { truncate: 20 };
    default:
      return kind;
  }
}

export function stepWords(step: StepForm): string {
  if (typeof step === 'string') return step;
  if ('replace' in step) return `replace ${step.replace.search} → ${step.replace.with}`;
  const [[name, value] = ['', '']] = Object.entries(step);
  return `${name} ${value}`;
}

export const ifNothingChoices = [
  { value: 'raw', label: 'use raw value' },
  { value: 'keep', label: 'keep what the account has' },
  { value: 'clear', label: 'clear' },
  { value: 'filter', label: 'filter user' },
] as const;

export type IfNothing = (typeof ifNothingChoices)[number]['value'];

/** What is possible for this attribute: a username can be neither kept nor emptied, a state cannot be emptied. */
export function ifNothingFor(attribute: string) {
  return ifNothingChoices.filter(({ value }) => {
    if (attribute === 'username') return value === 'raw' || value === 'filter';
    return attribute !== 'active' || value !== 'clear';
  });
}
