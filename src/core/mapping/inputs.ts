import { Failure } from '../errors.ts';
import type { UserRecord } from '../people.ts';
import type { MappingEngines, RuleInput } from './rules.ts';
import { isBlank, readAttribute, textsOf } from './values.ts';

/** Where a rule's texts come from. */
export interface Input {
  /** Texts that are not blank; none when the value is missing. An expression may throw `invalid` for this record. */
  readonly read: (record: UserRecord) => readonly string[];
  readonly attributes: readonly string[];
  /** The input in words, for messages: `first of mail and cn`. */
  readonly description: string;
  /** Why there is no value, when there is none. */
  readonly missing: string;
}

export function compileInput(rule: RuleInput, engines: MappingEngines): Input {
  if ('from' in rule) return fromOne(rule.from);
  if ('firstOf' in rule) return firstOf(rule.firstOf);
  if ('join' in rule) return joined(rule.join, rule.with);
  if ('cel' in rule) return expression(rule.cel, engines);
  if ('value' in rule) return constant(rule.value);
  throw new Failure('configuration', 'the rule has no input.', {
    remedy: 'Give it one of from, firstOf, join, cel and value.',
  });
}

function fromOne(name: string): Input {
  const read = reader(name);
  return { read, attributes: [name], description: `from ${name}`, missing: missing([name]) };
}

function firstOf(names: readonly string[]): Input {
  const readers = names.map(reader);
  const read = (record: UserRecord) => {
    for (const read of readers) {
      const texts = read(record);
      if (texts.length > 0) return texts;
    }
    return none;
  };
  return { read, attributes: names, description: `first of ${listed(names)}`, missing: missing(names) };
}

/** Of an attribute with several values the first one is joined. */
function joined(names: readonly string[], separator: string): Input {
  const readers = names.map(reader);
  const read = (record: UserRecord) => {
    let text: string | undefined;
    for (const read of readers) {
      const [part] = read(record);
      if (part !== undefined) text = text === undefined ? part : text + separator + part;
    }
    return text === undefined ? none : [text];
  };
  return { read, attributes: names, description: `join of ${listed(names)}`, missing: missing(names) };
}

function expression(cel: string, engines: MappingEngines): Input {
  const compiled = engines.expressions.compile(cel);
  const read = (record: UserRecord) => {
    const texts = compiled.evaluate(record);
    return texts.some(isBlank) ? texts.filter((text) => !isBlank(text)) : texts;
  };
  const { attributes } = compiled;
  return { read, attributes, description: `expression ${cel}`, missing: 'the expression gives nothing' };
}

function constant(value: string): Input {
  const texts = textsOf(value);
  return { read: () => texts, attributes: none, description: 'fixed value', missing: 'the fixed value is empty' };
}

function reader(name: string): (record: UserRecord) => readonly string[] {
  return (record) => textsOf(readAttribute(record.attributes, name));
}

function missing(names: readonly string[]): string {
  return names.length === 1
    ? `the attribute ${names[0]} is missing or empty`
    : `the attributes ${listed(names)} are missing or empty`;
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join() : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

const none: readonly string[] = [];
