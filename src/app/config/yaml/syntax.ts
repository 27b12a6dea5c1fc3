import type { ErrorCode, YAMLError } from 'yaml';
import type { FileProblem } from './read.ts';

const messages: { readonly [code in ErrorCode]?: string } = {
  BAD_INDENT: 'the indentation is wrong here, or a bracket was not closed; each level is indented by the same blanks.',
  BLOCK_AS_IMPLICIT_KEY:
    'the value has a ":" in it, or the next line is indented too far; put it in quotes, or mend the indentation.',
  BLOCK_IN_FLOW: 'inside of [ ] and { } values are separated by commas, not by lines.',
  BAD_SCALAR_START: 'a value cannot begin with this character; put it in quotes.',
  BAD_DQ_ESCAPE: 'a backslash in "…" begins an escape that does not exist; write \\\\ or use \'…\'.',
  BAD_DIRECTIVE: 'this line with % is not understood; leave it out.',
  BAD_ALIAS: 'an alias (*name) is not complete; a value that begins with * must be put in quotes.',
  MISSING_CHAR:
    'something is missing: a closing quote or bracket, a comma, the ":" after a key, the "-" of an item, or a blank before it.',
  MULTILINE_IMPLICIT_KEY:
    'a key must stand on one line, with ":" after it; look for a missing ":" or a wrong indentation.',
  NON_STRING_KEY: 'a key must be a plain text.',
  TAB_AS_INDENT: 'a tab is used to indent; use blanks.',
  TAG_RESOLVE_FAILED: 'tags (!name) are not possible; leave it out.',
  UNEXPECTED_TOKEN: 'this cannot stand here; look for a missing quote, a missing ":" or a wrong indentation.',
};

/** An error of the syntax in our words. Those of the library quote the file, in which there may be a secret. */
export function syntaxProblem({ code, pos }: YAMLError): FileProblem {
  return { offset: pos[0], message: messages[code] ?? 'this is not YAML; look at the quotes and the indentation.' };
}
