import { Failure, type FailureDetails, type FailureKind } from '../../core/errors.ts';
import { type LdapEndpoint, nameOf } from './endpoint.ts';

/** A result code other than success, as the cause of a `Failure`. */
class LdapResult extends Error {
  override readonly name = 'LdapResult';
  readonly code: number;

  constructor(code: number, diagnostic: string) {
    super(diagnostic === '' ? `result code ${code}` : `result code ${code}: ${diagnostic}`);
    this.code = code;
  }
}

/** The LDAP result code behind a failure; undefined when it has another reason. */
export function resultCodeOf(error: unknown): number | undefined {
  return error instanceof Failure && error.cause instanceof LdapResult ? error.cause.code : undefined;
}

/** What was asked when the server refused. */
export interface Asked {
  readonly operation: 'log in' | 'check a password' | 'search' | 'StartTLS' | 'disconnect';
  /** `search`: the base, and the option that it was written in. */
  readonly base?: string | undefined;
  readonly option?: string | undefined;
}

type Answer = readonly [kind: FailureKind, problem: (asked: Asked) => string, remedy?: (asked: Asked) => string];

const encrypt = () => 'Use ldaps: in url, or set startTls.';
const rights = () => 'Give the account in bindDn the right to read and search the bases.';
const written = ({ option }: Asked) => `Check ${option ?? 'the base'} and the filters.`;
const broken = (limit: string): Answer => [
  'incomplete',
  ({ base }) => `broke the listing of ${base || 'the directory'} off at its ${limit}`,
  () =>
    'Lift the limits of the server for the account in bindDn (OpenLDAP: limits; 389ds: nsSizeLimit, nsLookThroughLimit).',
];
const busy = (problem: string): Answer => ['transient', () => problem];
const malformed = (problem: string): Answer => ['configuration', () => problem, written];
const login = (problem: string): Answer => [
  'unauthorized',
  () => problem,
  ({ operation }) =>
    operation === 'check a password'
      ? 'Let the server allow simple binds to the people below userBase.'
      : 'Correct bindDn and bindPassword.',
];

/** Result codes of RFC 4511, appendix A. */
const answers: ReadonlyMap<number, Answer> = new Map<number, Answer>([
  [1, busy('could not work on the request in its present state')],
  [2, malformed('does not understand the request')],
  [3, broken('time limit')],
  [4, broken('size limit')],
  [7, login('does not allow this way to log in')],
  [8, ['unauthorized', () => 'demands an encrypted or stronger login', encrypt]],
  [
    10,
    [
      'unauthorized',
      ({ base }) => `does not hold ${base || 'the base'} itself`,
      ({ option }) => `Name in url the server that holds ${option ?? 'it'}.`,
    ],
  ],
  [11, broken('administrative limit')],
  [12, ['unsupported', () => 'does not know a control that is needed']],
  [13, ['unauthorized', () => 'demands an encrypted connection', encrypt]],
  [14, login('does not allow this way to log in')],
  [16, malformed('does not know an attribute')],
  [17, malformed('does not know an attribute')],
  [18, malformed('cannot compare an attribute as the filter demands')],
  [21, malformed('refuses a value of the filter')],
  [
    32,
    [
      'unauthorized',
      ({ base, option }) => `has no ${base || 'base'}${option ? ` (${option})` : ''}, or the account may not see it`,
      ({ option }) => `Correct ${option ?? 'the base'}, or give the account in bindDn the right to read it.`,
    ],
  ],
  [33, ['unauthorized', () => 'has a broken alias']],
  [34, malformed('refuses a DN')],
  [36, ['unauthorized', () => 'may not follow an alias', rights]],
  [48, login('does not allow this way to log in')],
  [49, login('refused the login')],
  [50, ['unauthorized', () => 'refuses this to the account', rights]],
  [51, busy('is busy')],
  [52, busy('is going down or not available')],
  [
    53,
    [
      'unauthorized',
      ({ operation }) => `is not willing to ${operation === 'search' ? 'answer this search' : operation}`,
      rights,
    ],
  ],
  [54, busy('found a loop')],
  [80, busy('had an error of its own')],
]);

/**
 * What a result code means here. The diagnostic text of the server is quoted but for the password.
 * An unknown code is `transient`.
 */
export function resultFailure(
  endpoint: LdapEndpoint,
  asked: Asked,
  { status, errorMessage }: { readonly status: number; readonly errorMessage: string },
): Failure {
  const diagnostic = withoutSecret(oneLine(errorMessage), endpoint.bind?.password);
  const [kind, problem, remedy] = answerTo(asked, status);
  const quoted = diagnostic === '' ? `result code ${status}` : `result code ${status}: ${diagnostic}`;
  const details: FailureDetails = { cause: new LdapResult(status, diagnostic) };
  return new Failure(
    kind,
    `The LDAP server ${nameOf(endpoint)} ${problem(asked)} (${quoted}).`,
    remedy === undefined ? details : { ...details, remedy: remedy(asked) },
  );
}

function answerTo(asked: Asked, status: number): Answer {
  if (asked.operation === 'StartTLS' && status !== 51 && status !== 52) {
    return ['unauthorized', () => 'does not offer StartTLS', () => 'Set up TLS on the server, or use ldaps: in url.'];
  }
  return answers.get(status) ?? busy('refused the request');
}

/** Servers send line breaks, and NUL at the end. */
function oneLine(text: string): string {
  return text.replaceAll('\0', '').replace(/\s+/g, ' ').trim().slice(0, 300);
}

function withoutSecret(text: string, secret: string | undefined): string {
  return secret === undefined || secret === '' ? text : text.replaceAll(secret, '…');
}
