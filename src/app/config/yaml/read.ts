import { Composer, type Document, LineCounter, Parser } from 'yaml';
import { ConfigurationFailure, type Path } from '../problems.ts';
import { nestedTooDeep } from './depth.ts';
import { checkNodes } from './nodes.ts';
import { Positions } from './positions.ts';
import { syntaxProblem } from './syntax.ts';

/** The value that a file holds, and where its fields stand. */
export interface ReadYaml {
  readonly value: unknown;
  /** Where a field stands, or, when it is missing, what it is missing from. */
  position(path: Path): Position;
}

/** Both from 1 on. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** What is wrong with the file itself, and at which offset. */
export interface FileProblem {
  readonly offset: number;
  readonly message: string;
}

/** The largest connector file, in bytes. */
export const largestFile = 1024 * 1024;

/**
 * Reads one YAML or JSON document: no tags of one's own, no keys twice, few aliases, no depth that endangers the
 * process. Throws a `ConfigurationFailure` that names the file and the positions.
 */
export function readYaml(file: string, text: string): ReadYaml {
  const lines = new LineCounter();
  const stop = (problems: readonly FileProblem[]): never => {
    const located = problems.map(({ offset, message }) => ({ path: [], field: '', message, ...at(lines, offset) }));
    throw new ConfigurationFailure(located, file);
  };
  if (Buffer.byteLength(text) > largestFile) stop([{ offset: 0, message: 'the file is larger than 1 MiB.' }]);
  const tokens = [...new Parser(lines.addNewLine).parse(text)];
  const deep = nestedTooDeep(tokens);
  if (deep !== undefined) stop([{ offset: deep, message: 'maps and lists are nested too deep here.' }]);
  const options = { prettyErrors: false, uniqueKeys: false, stringKeys: true, resolveKnownTags: false } as const;
  const documents = [...new Composer({ ...options, schema: 'core', lineCounter: lines }).compose(tokens)];
  const [document, second] = documents;
  if (document === undefined || (second === undefined && document.contents === null && document.errors.length === 0)) {
    return stop([{ offset: 0, message: 'the file is empty; a list "connectors:" is needed.' }]);
  }
  const problems = second === undefined ? documentProblems(document) : [another(second.range?.[0])];
  if (problems.length > 0) stop(problems);
  const positions = new Positions(document);
  return { value: plainValue(document, stop), position: (path) => at(lines, positions.offset(path)) };
}

function documentProblems(document: Document): readonly FileProblem[] {
  const [error] = [...document.errors, ...document.warnings].sort((one, other) => one.pos[0] - other.pos[0]);
  // What follows the first error of syntax is mostly its consequence.
  return error === undefined ? checkNodes(document) : [syntaxProblem(error)];
}

function another(offset = 0): FileProblem {
  return {
    offset,
    message: 'a second document begins here; a connector file has one. Put all connectors in one list.',
  };
}

function plainValue(document: Document, stop: (problems: readonly FileProblem[]) => never): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error;
    return stop([{ offset: 0, message: 'the aliases (*name) of the file multiply too much; write the values out.' }]);
  }
}

function at(lines: LineCounter, offset: number): Position {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(1, line), column: Math.max(1, col) };
}
