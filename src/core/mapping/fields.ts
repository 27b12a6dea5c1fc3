import { longestName, nameProblem } from '../names.ts';
import type { AccountValue, UserRecord } from '../people.ts';
import { quoted, withoutControls } from './letters.ts';
import type { CompiledRule } from './rule.ts';
import type { Mapped } from './rules.ts';

/** The longest value of a custom attribute, in UTF-16 units. */
export const longestValue = 4000;

/** The desired account while its fields are filled in. */
export interface Draft {
  username: string;
  fullName?: string | null;
  email?: string | null;
  active?: boolean;
  readonly attributes: { [name: string]: AccountValue | null };
}

/** Fills one field in; an outcome when the person goes no further. */
export type Field = (record: UserRecord, draft: Draft) => Mapped | undefined;

/** Blanks around a username are dropped, as directories do, and it is kept in the composed Unicode form (NFC). */
export function usernameField(rule: CompiledRule): Field {
  return (record, draft) => {
    const result = rule.apply(record);
    if (isTexts(result)) {
      draft.username = first(result).normalize('NFC').trim();
      const problem = nameProblem(draft.username);
      return problem === undefined
        ? undefined
        : failed(rule, `has a username that ${problem}: ${quoted(draft.username)}`);
    }
    return stopped(rule, result) ?? failed(rule, `has no username: ${rule.missing}`);
  };
}

export function textField(rule: CompiledRule, name: 'fullName' | 'email'): Field {
  return (record, draft) => {
    const result = rule.apply(record);
    if (isTexts(result)) {
      const text = withoutControls(first(result));
      if (text.length > longestName) return tooLong(rule, text, longestName);
      draft[name] = text;
    } else if (result === 'clear') draft[name] = null;
    else return stopped(rule, result);
    return undefined;
  };
}

const truths = new Map([
  ...['true', 'yes', '1', 'active', 'enabled'].map((word) => [word, true] as const),
  ...['false', 'no', '0', 'inactive', 'disabled', 'suspended'].map((word) => [word, false] as const),
]);

/** Nothing said: left out, so that an account keeps what it has. */
export function activeField(rule: CompiledRule): Field {
  return (record, draft) => {
    const result = rule.apply(record);
    if (!isTexts(result)) return result === 'clear' ? undefined : stopped(rule, result);
    const active = truths.get(first(result).trim().toLowerCase());
    if (active === undefined) {
      return failed(rule, `has an active state that is neither true nor false: ${quoted(first(result))}`);
    }
    draft.active = active;
    return undefined;
  };
}

/** One value is kept as a text, several as a list. */
export function customField(rule: CompiledRule): Field {
  return (record, draft) => {
    const result = rule.apply(record);
    if (isTexts(result)) {
      const texts = result.map(withoutControls);
      const long = texts.find((text) => text.length > longestValue);
      if (long !== undefined) return tooLong(rule, long, longestValue);
      draft.attributes[rule.name] = texts.length === 1 ? first(texts) : texts;
    } else if (result === 'clear') draft.attributes[rule.name] = null;
    else return stopped(rule, result);
    return undefined;
  };
}

type Result = ReturnType<CompiledRule['apply']>;

function isTexts(result: Result): result is readonly string[] {
  return Array.isArray(result);
}

function first(texts: readonly string[]): string {
  return texts[0] ?? '';
}

/** The outcome of a rule that leaves the person out or cannot be told; undefined for the others. */
function stopped({ name, description }: CompiledRule, result: Exclude<Result, readonly string[]>): Mapped | undefined {
  if (typeof result === 'object')
    return { outcome: 'failed', attribute: name, message: `has no ${name}: ${result.problem}` };
  if (result !== 'filter') return undefined;
  const message = `is left out: the rule of ${name} (${description}) gives nothing`;
  return { outcome: 'filtered', attribute: name, message };
}

function failed({ name }: CompiledRule, message: string): Mapped {
  return { outcome: 'failed', attribute: name, message };
}

function tooLong(rule: CompiledRule, text: string, longest: number): Mapped {
  const message = `has a value for ${rule.name} that is ${text.length} characters long; at most ${longest} are possible: ${quoted(text)}`;
  return failed(rule, message);
}
