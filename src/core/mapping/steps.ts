import { Failure } from '../errors.ts';
import { toAscii, truncate } from './letters.ts';
import type { PatternEngine, Step } from './rules.ts';

/** Makes one text of another; undefined when the step does not apply. */
export type Transform = (text: string) => string | undefined;

type WordStep = Extract<Step, string>;
type ArgumentStep = Exclude<Step, string>;
type ArgumentOf = { [S in ArgumentStep as keyof S]: S[keyof S] };

const words: Record<WordStep, Transform> = {
  lower: (text) => text.toLowerCase(),
  upper: (text) => text.toUpperCase(),
  trim: (text) => text.trim(),
  ascii: toAscii,
};

const withArgument: { [K in keyof ArgumentOf]: (argument: ArgumentOf[K], patterns: PatternEngine) => Transform } = {
  before: (separator) => {
    requireText(separator);
    return (text) => {
      const at = text.indexOf(separator);
      return at === -1 ? undefined : text.slice(0, at);
    };
  },
  after: (separator) => {
    requireText(separator);
    return (text) => {
      const at = text.lastIndexOf(separator);
      return at === -1 ? undefined : text.slice(at + separator.length);
    };
  },
  replace: ({ search, with: replacement }, patterns) => {
    const pattern = patterns.compile(search);
    // A replacement that names a group which the pattern lacks is refused now, not at the first match.
    pattern.replaceAll('', replacement);
    return (text) => pattern.replaceAll(text, replacement);
  },
  prefix: (prefix) => (text) => prefix + text,
  suffix: (suffix) => (text) => text + suffix,
  truncate: (length) => {
    if (!Number.isInteger(length) || length < 1) throw new Failure('configuration', 'needs a whole number from 1 on');
    return (text) => truncate(text, length);
  },
};

/** One transform for all steps in their order; undefined as soon as one does not apply. */
export function compileSteps(steps: readonly Step[], patterns: PatternEngine): Transform {
  const transforms = steps.map((step, index) => compileStep(step, index, patterns));
  return (text) => {
    let current: string | undefined = text;
    for (const transform of transforms) {
      current = transform(current);
      if (current === undefined) return undefined;
    }
    return current;
  };
}

function compileStep(step: Step, index: number, patterns: PatternEngine): Transform {
  if (typeof step === 'string') {
    if (Object.hasOwn(words, step)) return words[step];
    throw unknownStep(step, index);
  }
  for (const name of Object.keys(withArgument) as (keyof ArgumentOf)[]) {
    if (Object.hasOwn(step, name)) return compileArgumentStep(name, step, index, patterns);
  }
  throw unknownStep(Object.keys(step).join(', '), index);
}

function compileArgumentStep<K extends keyof ArgumentOf>(
  name: K,
  step: ArgumentStep,
  index: number,
  patterns: PatternEngine,
): Transform {
  try {
    return withArgument[name]((step as unknown as ArgumentOf)[name], patterns);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const message = `step ${index + 1} (${name}): ${error.message}`;
    throw new Failure(error.kind, message, { ...(error.remedy && { remedy: error.remedy }), cause: error });
  }
}

function requireText(separator: string): void {
  if (separator === '') throw new Failure('configuration', 'the separator is empty');
}

function unknownStep(name: string, index: number): Failure {
  const known = [...Object.keys(words), ...Object.keys(withArgument)].join(', ');
  return new Failure('configuration', `step ${index + 1}: there is no step "${name}".`, {
    remedy: `Known steps are ${known}.`,
  });
}
