import { Failure } from '../../core/errors.ts';

/** The way from the top of what was given to a field: names of fields and numbers of list items. */
export type Path = readonly (string | number)[];

/** One thing that is wrong with what an administrator wrote. */
export interface Problem {
  readonly path: Path;
  /** The path in words: `connectors[0].source.url`; empty for the whole. */
  readonly field: string;
  /** What is wrong and what would be right, as the rest of a sentence about the field. */
  readonly message: string;
  /** Where it stands in the file, both from 1 on; left out when there is no file. */
  readonly line?: number;
  readonly column?: number;
}

const mostLines = 100;

/** Everything that is wrong, one line for each problem. `problems` has all of them, the message the first hundred. */
export class ConfigurationFailure extends Failure {
  readonly problems: readonly Problem[];

  /** `file`: how the administrator named the file, where there is one. */
  constructor(problems: readonly Problem[], file?: string) {
    const lines = problems.slice(0, mostLines).map((problem) => problemLine(problem, file));
    if (problems.length > mostLines) lines.push(`… and ${problems.length - mostLines} more problems.`);
    super('configuration', lines.join('\n'));
    this.problems = problems;
  }
}

function problemLine({ line, column, field, message }: Problem, file: string | undefined): string {
  const position = line === undefined ? [] : [`:${line}`, ...(column === undefined ? [] : [`:${column}`])];
  const place = file === undefined ? '' : `${file}${position.join('')}: `;
  return field === '' ? `${place}${message}` : `${place}${field}: ${message}`;
}

/** A path as people write it: `connectors[0].provisioning.attributes["cost centre"]`. */
export function fieldName(path: Path): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`;
    if (!/^[\w-]{1,100}$/.test(part)) return `${text}[${shown(part)}]`;
    return text === '' ? part : `${text}.${part}`;
  }, '');
}

const longestShown = 60;

/** A text in quotes, cut short, on one line. */
export function shown(text: string): string {
  return JSON.stringify(text.length > longestShown ? `${text.slice(0, longestShown)}…` : text);
}
