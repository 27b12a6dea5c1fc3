import type { ASTNode } from '@marcbachmann/cel-js';
import { Failure } from '../core/errors.ts';

/** What an expression uses, found before it ever runs. */
export interface ExpressionUses {
  /** Raw attributes: `user.x` and `user["x"]`. */
  readonly attributes: readonly string[];
  readonly patterns: readonly { readonly pattern: string; readonly replacement: string | undefined }[];
}

const comprehensions = new Set(['all', 'exists', 'exists_one', 'map', 'filter']);

/** Refuses what could run long: native regular expressions, comprehensions in comprehensions, values that multiply. */
export function checkExpression(ast: ASTNode): ExpressionUses {
  const attributes = new Set<string>();
  const patterns: { pattern: string; replacement: string | undefined }[] = [];
  visit(ast, false);
  return { attributes: [...attributes], patterns };

  function visit(node: ASTNode, insideComprehension: boolean): void {
    const name = attributeName(node);
    if (name !== undefined) {
      attributes.add(name);
      return;
    }
    refuse(node, insideComprehension);
    if (node.op === 'call' && (node.args[0] === 'rx' || node.args[0] === 'rxReplace')) {
      const [, [, pattern, replacement]] = node.args;
      patterns.push({
        pattern: constant(pattern, node.args[0]),
        replacement: replacement && constant(replacement, 'rxReplace'),
      });
    }
    if (node.op === 'rcall') {
      const [, receiver, args] = node.args;
      visit(receiver, insideComprehension);
      for (const arg of args) visit(arg, insideComprehension || isComprehension(node));
    } else for (const child of children(node)) visit(child, insideComprehension);
  }
}

function refuse(node: ASTNode, insideComprehension: boolean): void {
  if (node.op === 'id' && node.args === 'user') {
    throw refused('`user` is used without a constant name', 'Name the attribute: user.mail or user["mail"].');
  }
  if (node.op !== 'rcall') return;
  const [method, receiver] = node.args;
  if (method === 'matches') {
    throw refused('`matches` is not available', 'Use rx(text, "pattern"), which takes linear time.');
  }
  if (method === 'bind') throw refused('`cel.bind` is not available', 'Write the value out where it is needed.');
  if (isComprehension(node) && insideComprehension) {
    throw refused(
      `\`${method}\` stands inside another comprehension`,
      'Use one of all, exists, map and filter at a time.',
    );
  }
  if (method === 'map' && uses(receiver, 'map')) {
    throw refused('`map` is used on the list of another `map`', 'Do both in one `map`.');
  }
  if (method === 'split' && uses(receiver, 'join')) {
    throw refused('`split` is used on a joined text', 'Work on the list before it is joined.');
  }
}

/** The name in `user.x` or `user["x"]`; undefined for every other node. */
function attributeName(node: ASTNode): string | undefined {
  if (node.op !== '.' && node.op !== '[]') return undefined;
  const [left, right] = node.args;
  if (left.op !== 'id' || left.args !== 'user') return undefined;
  if (typeof right === 'string') return right;
  return right.op === 'value' && typeof right.args === 'string' ? right.args : undefined;
}

function isComprehension(node: ASTNode): boolean {
  return node.op === 'rcall' && comprehensions.has(node.args[0]);
}

function uses(node: ASTNode, method: string): boolean {
  return (node.op === 'rcall' && node.args[0] === method) || children(node).some((child) => uses(child, method));
}

function constant(node: ASTNode | undefined, name: string): string {
  if (node?.op === 'value' && typeof node.args === 'string') return node.args;
  throw refused(`the pattern and the replacement of ${name} must be texts in quotes`, 'Write them out.');
}

function children(node: ASTNode): readonly ASTNode[] {
  return [node.args].flat(2).filter(isNode);
}

function isNode(value: unknown): value is ASTNode {
  return typeof value === 'object' && value !== null && 'op' in value;
}

function refused(what: string, remedy: string): Failure {
  return new Failure('configuration', `the expression is refused: ${what}.`, { remedy });
}

/**
 * The expression with every `has(user.x)` written as a comparison with null, because a missing attribute is null here,
 * which the library's own `has` takes for a value.
 */
export function presenceTests(expression: string, ast: ASTNode): string {
  const found: { start: number; end: number; inner: string }[] = [];
  collect(ast);
  found.sort((a, b) => b.start - a.start);
  let rewritten = expression;
  for (const { start, end, inner } of found) {
    rewritten = `${rewritten.slice(0, start)}((${inner}) != null)${rewritten.slice(end)}`;
  }
  return rewritten;

  function collect(node: ASTNode): void {
    const argument = node.op === 'call' && node.args[0] === 'has' ? node.args[1][0] : undefined;
    if (argument?.op === '.') {
      found.push({ start: node.start, end: node.end, inner: expression.slice(argument.start, argument.end) });
    } else for (const child of children(node)) collect(child);
  }
}
