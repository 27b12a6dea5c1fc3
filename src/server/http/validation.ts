import type { FastifySchemaCompiler } from 'fastify';
import { type $ZodIssue, type $ZodType, safeParse } from 'zod/v4/core';
import { fieldName, type Path } from '../../app/config/index.ts';
import { HttpProblem, httpProblems } from './problem.ts';

/** Checks requests by their zod schemas; what is wrong is told field by field. */
export const validateByZod: FastifySchemaCompiler<$ZodType> =
  ({ schema, httpPart }) =>
  (data: unknown) => {
    const result = safeParse(schema, data, { reportInput: true });
    return result.success ? { value: result.data } : { error: refusal(result.error.issues, httpPart) };
  };

const parts: { readonly [part: string]: string } = {
  body: 'The request',
  querystring: 'The part of the address after the "?"',
  params: 'The address',
  headers: 'A header of the request',
};

function refusal(issues: readonly $ZodIssue[], part = 'body'): HttpProblem {
  const problems = issues.flatMap((issue) =>
    fieldsOf(issue).map((path) => ({ path: [...path], field: fieldName(path), message: messageOf(issue) })),
  );
  const lines = problems.map(({ field, message }) => (field === '' ? message : `${field}: ${message}`));
  const about = parts[part] ?? parts.body;
  return new HttpProblem(httpProblems.badRequest, `${about} cannot be taken: ${lines.join(' ')}`, { problems });
}

function fieldsOf(issue: $ZodIssue): readonly Path[] {
  const path = issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step));
  return issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...path, key]) : [path];
}

/** What is wrong and what would be right, as the rest of a sentence about the field. */
function messageOf(issue: $ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'is missing.' : `is of another type; ${wantedType(issue.expected)} is needed.`;
    case 'too_small':
      return `is too ${issue.origin === 'number' ? 'small' : 'short'}; at least ${issue.minimum} ${unit(issue.origin)} needed.`;
    case 'too_big':
      return `is too ${issue.origin === 'number' ? 'large' : 'long'}; at most ${issue.maximum} ${unit(issue.origin)} possible.`;
    case 'invalid_value':
      return `must be one of ${issue.values.map(String).join(', ')}.`;
    case 'unrecognized_keys':
      return 'is not known here.';
    default:
      return `${issue.message}.`;
  }
}

function unit(origin: string): string {
  if (origin === 'string') return 'characters are';
  return origin === 'array' ? 'items are' : 'is';
}

function wantedType(expected: string): string {
  const words: { readonly [type: string]: string } = {
    string: 'a text',
    number: 'a number',
    int: 'a whole number',
    boolean: 'true or false',
    array: 'a list',
    object: 'an object',
  };
  return words[expected] ?? expected;
}
