import type { DesiredAccount, UserRecord } from '../people.ts';

/** What to do when a rule yields nothing: the attribute is missing, or no step applied. */
export type IfNothing =
  /** Use the value as the source sent it (a missing one clears the attribute). */
  | 'raw'
  /** Leave what the account has. */
  | 'keep'
  /** Empty the attribute. */
  | 'clear'
  /** Leave the whole person out. */
  | 'filter';

/** One step of a rule. A step that does not apply (nothing to cut, no match) yields nothing. */
export type Step =
  | 'lower'
  | 'upper'
  | 'trim'
  /** Latin letters without accents; what cannot be written so is dropped. */
  | 'ascii'
  /** The text before the first separator: `jo@acme.test` with `@` gives `jo`. */
  | { readonly before: string }
  /** The text after the last separator: `ACME\jo` with `\` gives `jo`. */
  | { readonly after: string }
  /** RE2 syntax; `$1` or `${name}` in `with` refer to groups. Replaces every match. */
  | { readonly replace: { readonly search: string; readonly with: string } }
  | { readonly prefix: string }
  | { readonly suffix: string }
  | { readonly truncate: number };

/**
 * Where a rule takes its values from: exactly one of these. A blank value counts as none. `profile.costCenter` leads into
 * an object, unless an attribute has this very name.
 */
export type RuleInput =
  /** All values of one attribute. */
  | { readonly from: string }
  /** All values of the first attribute that has one. */
  | { readonly firstOf: readonly string[] }
  /** The first value of each attribute that has one, with the separator between them. */
  | { readonly join: readonly string[]; readonly with: string }
  /** A CEL expression over `user` (the raw attributes) and `sourceId`. */
  | { readonly cel: string }
  | { readonly value: string };

export type MappingRule = RuleInput & {
  readonly steps?: readonly Step[];
  readonly ifNothing?: IfNothing;
};

/** The rules of one connector. `username` is required; custom attributes go by their own names. */
export interface MappingRules {
  readonly username: MappingRule;
  readonly fullName?: MappingRule;
  readonly email?: MappingRule;
  readonly active?: MappingRule;
  readonly attributes: { readonly [name: string]: MappingRule };
}

/** What the rules made of one record. */
export type Mapped =
  | { readonly outcome: 'mapped'; readonly account: DesiredAccount }
  /** A rule with `ifNothing: filter` left the person out. */
  | { readonly outcome: 'filtered'; readonly attribute: string; readonly message: string }
  /** An attribute that must be there is missing or cannot be used. */
  | { readonly outcome: 'failed'; readonly attribute: string; readonly message: string };

/** Compiled rules: a pure function of the record, and what it reads. */
export interface Mapping {
  map(record: UserRecord): Mapped;
  /** Every raw attribute that some rule reads by name. */
  readonly sourceAttributes: readonly string[];
  /** The raw attributes that a username may come from, for looking one person up. */
  readonly usernameAttributes: readonly string[];
  readonly emailAttributes: readonly string[];
}

/** Regular expressions from people, matched in linear time. */
export interface PatternEngine {
  /** Throws `configuration` when the pattern is wrong or uses what cannot be matched in linear time. */
  compile(pattern: string): CompiledPattern;
}

export interface CompiledPattern {
  /**
   * The text with every match replaced; undefined when nothing matched. Throws `configuration`, whether or not something
   * matches, when the replacement refers to a group that the pattern lacks; `invalid` when the text is too long.
   */
  replaceAll(text: string, replacement: string): string | undefined;
}

/** Expressions from people, checked when saved and bounded when run. */
export interface ExpressionEngine {
  /** Throws `configuration` with what is wrong and where. */
  compile(expression: string): CompiledExpression;
}

export interface CompiledExpression {
  /** Raw attributes that the expression names (`user.x`). */
  readonly attributes: readonly string[];
  /** The value as texts (booleans as `true` / `false`); empty for null or nothing. Throws `invalid` for this record. */
  evaluate(record: UserRecord): readonly string[];
}

export interface MappingEngines {
  readonly patterns: PatternEngine;
  readonly expressions: ExpressionEngine;
}
