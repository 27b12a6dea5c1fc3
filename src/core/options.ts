/**
 * A connector type describes its options as data. The check of the YAML file, the web form, the help on the command line
 * and the reference page are all made from this description.
 */
export interface OptionSpec {
  readonly name: string;
  readonly type: 'text' | 'url' | 'secret' | 'number' | 'flag' | 'choice' | 'list';
  readonly label: string;
  readonly help: string;
  readonly example?: string;
  readonly required?: boolean;
  readonly default?: string | number | boolean | readonly string[];
  /** `choice`: what may be chosen. */
  readonly choices?: readonly string[];
  /** `url`: the schemes that are allowed, such as `ldaps`. */
  readonly schemes?: readonly string[];
  /** `number`: the bounds, inclusive. */
  readonly min?: number;
  readonly max?: number;
}

/** Options after the check, with defaults filled in and secrets resolved to text. */
export type OptionValues = { readonly [name: string]: string | number | boolean | readonly string[] | undefined };

/** What is wrong with an option, found by a connector type after every option passed on its own. */
export interface OptionProblem {
  readonly option: string;
  /** What is wrong and what would be right: one sentence. */
  readonly message: string;
}
