import type { ProblemAnswer } from '../../api/index.ts';
import { ConfigurationFailure } from '../../app/config/index.ts';
import { Failure, type FailureKind } from '../../core/errors.ts';

/** A refusal that only HTTP knows: a stale version, a missing right. Everything else is a `Failure`. */
export class HttpProblem extends Error {
  readonly status: number;
  readonly kind: string;
  readonly title: string;
  readonly remedy: string | undefined;
  readonly problems: ProblemAnswer['problems'];
  readonly newest: ProblemAnswer['newest'];
  readonly headers: Readonly<Record<string, string>>;

  /** `detail`: what happened, as a sentence; `remedy`: what to do, as another. */
  constructor(
    { status, kind, title }: { readonly status: number; readonly kind: string; readonly title: string },
    detail: string,
    more: {
      readonly remedy?: string;
      readonly problems?: ProblemAnswer['problems'];
      readonly newest?: ProblemAnswer['newest'];
      readonly headers?: Readonly<Record<string, string>>;
    } = {},
  ) {
    super(detail);
    this.status = status;
    this.kind = kind;
    this.title = title;
    this.remedy = more.remedy;
    this.problems = more.problems;
    this.newest = more.newest;
    this.headers = more.headers ?? {};
  }
}

/** The statuses that are not those of a failure, each with its name. */
export const httpProblems = {
  badRequest: { status: 400, kind: 'bad-request', title: 'The request cannot be read' },
  notLoggedIn: { status: 401, kind: 'not-logged-in', title: 'Nobody is logged in' },
  notAllowed: { status: 403, kind: 'not-allowed', title: 'A right is missing' },
  notFound: { status: 404, kind: 'not-found', title: 'There is no such thing' },
  stale: { status: 412, kind: 'stale', title: 'Somebody else has changed it' },
  tooLarge: { status: 413, kind: 'too-large', title: 'The request is too large' },
  wrongType: { status: 415, kind: 'wrong-type', title: 'The request is of another type' },
  versionMissing: { status: 428, kind: 'version-missing', title: 'The version is missing' },
  tooMany: { status: 429, kind: 'too-many', title: 'Too many attempts' },
} as const;

/** Refuses the value of one field of the body. `message`: the rest of a sentence about the field. */
export function refuseField(field: string, message: string): HttpProblem {
  const kind = { status: 422, kind: 'invalid', title: ofFailure.invalid[1] };
  return new HttpProblem(kind, `${field}: ${message}`, { problems: [{ path: [field], field, message }] });
}

/** HTTP statuses of failures, and what stands above them. */
const ofFailure: { readonly [kind in FailureKind]: readonly [status: number, title: string] } = {
  transient: [503, 'Not possible at the moment'],
  unauthorized: [502, 'The other system refused us'],
  incomplete: [502, 'The other system did not answer in full'],
  'cursor-refused': [502, 'The other system refused us'],
  'not-found': [404, 'There is no such thing'],
  'already-exists': [409, 'It exists already'],
  invalid: [422, 'A value cannot be taken'],
  unsupported: [422, 'That is not possible'],
  cancelled: [503, 'It was cancelled'],
  configuration: [422, 'It cannot work as it is written'],
  outdated: [412, 'Somebody else has changed it'],
  busy: [409, 'Another run goes on'],
  internal: [500, 'Something went wrong inside User Sync'],
};

/** The answer to an error. `reference` stands in the log beside the error when the fault is ours. */
export function problemOf(error: unknown, reference: string): ProblemAnswer {
  if (error instanceof HttpProblem) return httpProblem(error);
  if (error instanceof Failure && error.kind !== 'internal') return failureProblem(error);
  const [status, title] = ofFailure.internal;
  return {
    type: typeOf('internal'),
    title,
    status,
    kind: 'internal',
    detail: `Something went wrong inside User Sync. The log of the service says more beside the reference ${reference}.`,
    remedy: 'Please report this, with a support bundle (Settings).',
  };
}

function httpProblem({ status, kind, title, message, remedy, problems, newest }: HttpProblem): ProblemAnswer {
  return { type: typeOf(kind), title, status, kind, detail: message, ...optional({ remedy, problems, newest }) };
}

function failureProblem(failure: Failure): ProblemAnswer {
  const { kind, message, remedy } = failure;
  const [status, title] = ofFailure[kind];
  const problems =
    failure instanceof ConfigurationFailure
      ? failure.problems.map(({ path, field, message: text }) => ({ path: [...path], field, message: text }))
      : undefined;
  const run = kind === 'busy' ? failure.existingKey : undefined;
  return { type: typeOf(kind), title, status, kind, detail: message, ...optional({ remedy, problems, run }) };
}

function typeOf(kind: string): string {
  return `urn:user-sync:problem:${kind}`;
}

type Optional = Partial<Pick<ProblemAnswer, 'remedy' | 'problems' | 'newest' | 'run'>>;

function optional(fields: { [name in keyof Optional]: Optional[name] | undefined }): Optional {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
