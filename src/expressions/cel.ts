import { Environment, type EvaluationError, type ParseError, type ParseResult } from '@marcbachmann/cel-js';
import { Failure } from '../core/errors.ts';
import { quoted } from '../core/mapping/letters.ts';
import type { ExpressionEngine } from '../core/mapping/rules.ts';
import type { UserRecord } from '../core/people.ts';
import { checkExpression, presenceTests } from './cel-check.ts';
import { registerFunctions } from './cel-functions.ts';
import { RawValues, textsOfResult } from './cel-values.ts';
import type { Re2Engine, Re2Pattern } from './re2.ts';

const longestExpression = 2000;

/** CEL expressions over `user` (the raw attributes; a missing one is null) and `sourceId`. */
export function celEngine(patterns: Re2Engine): ExpressionEngine {
  const compiled = new Map<string, Re2Pattern>();
  const environment = new Environment({
    homogeneousAggregateLiterals: false,
    limits: { maxAstNodes: 500, maxDepth: 40, maxListElements: 100, maxMapEntries: 100, maxCallArguments: 8 },
  })
    .registerType('Attributes', RawValues)
    .registerVariable('user', 'Attributes')
    .registerVariable('sourceId', 'string');
  const patternOf = (pattern: string) => {
    const found = compiled.get(pattern) ?? patterns.compile(pattern);
    compiled.set(pattern, found);
    return found;
  };
  registerFunctions(environment, patternOf);
  return {
    compile(expression) {
      const parsed = parse(environment, expression);
      const uses = checkExpression(parsed.ast);
      for (const { pattern, replacement } of uses.patterns) {
        const checked = patternOf(pattern);
        if (replacement !== undefined) checked.replaceAll('', replacement);
      }
      checkTypes(parsed);
      const { attributes } = uses;
      return { attributes, evaluate: (record) => evaluate(parsed, expression, attributes, record) };
    },
  };
}

function parse(environment: Environment, expression: string): ParseResult {
  if (expression.length > longestExpression) {
    throw new Failure('configuration', `the expression is longer than ${longestExpression} characters.`);
  }
  try {
    return environment.parse(presenceTests(expression, environment.parse(expression).ast));
  } catch (error) {
    throw wrong(error as ParseError, expression);
  }
}

/** What an expression may give. `dyn` is known only once it runs. */
const usable = new Set(['string', 'bool', 'int', 'uint', 'double', 'null', 'list', 'dyn']);

function checkTypes(parsed: ParseResult): void {
  const { valid, type = 'dyn', error } = parsed.check();
  if (!valid) throw wrong(error, parsed.ast.input);
  if (usable.has(type) || type.startsWith('list<') || type.startsWith('dyn<')) return;
  const message = `the expression gives a value of the type ${type}, which is no text.`;
  throw new Failure('configuration', message, { remedy: 'Give a text, a number, a truth value or a list of them.' });
}

/** Errors of the library hold the position as offsets into the expression. */
function wrong(error: ParseError | { readonly summary: string } | undefined, expression: string): Failure {
  const start = error !== undefined && 'range' in error ? error.range?.start : undefined;
  const where = start === undefined ? '' : ` (at ${JSON.stringify(expression.slice(start, start + 20))})`;
  return new Failure(
    'configuration',
    `the expression is wrong: ${plain(error?.summary ?? 'cannot be read')}${where}.`,
    {
      remedy: 'The language is CEL: texts in quotes, attributes as user.name or user["name"].',
      cause: error,
    },
  );
}

function evaluate(
  parsed: ParseResult,
  expression: string,
  attributes: readonly string[],
  { sourceId, attributes: raw }: UserRecord,
): readonly string[] {
  const user = new RawValues(raw);
  try {
    return textsOfResult(parsed({ user, sourceId }));
  } catch (error) {
    const missing = attributes.filter((name) => user.get(name) === null);
    const hint = missing.length === 0 ? '' : ` (without a value: ${missing.join(', ')})`;
    const reason = plain((error as EvaluationError).summary ?? (error as Error).message);
    throw new Failure('invalid', `the expression ${quoted(expression)} cannot be evaluated: ${reason}${hint}`, {
      cause: error,
    });
  }
}

/** Without the library's word for a type that is known only at run time. */
function plain(summary: string): string {
  return summary.replaceAll(/dyn<(\w+)>/g, '$1').replace(/\.$/, '');
}
