import type { ProblemAnswer } from '../../api/index.ts';

export type FieldProblem = NonNullable<ProblemAnswer['problems']>[number];

/** What the service refused, in its own words. */
export class Problem extends Error {
  readonly status: number;
  readonly kind: string;
  readonly remedy: string | undefined;
  readonly fields: readonly FieldProblem[];

  constructor({ status, kind, detail, remedy, problems }: Omit<ProblemAnswer, 'type' | 'title'>) {
    super(detail);
    this.name = 'Problem';
    this.status = status;
    this.kind = kind;
    this.remedy = remedy;
    this.fields = problems ?? [];
  }
}

/** No answer came. A change that was on its way may have been made or not. */
export class Unreachable extends Error {
  constructor(cause: unknown) {
    super('The service does not answer.', { cause });
    this.name = 'Unreachable';
  }
}

export async function problemOf(response: Response): Promise<Problem> {
  const { status } = response;
  if (response.headers.get('content-type')?.includes('problem+json') === true) {
    const answer = (await response.json()) as ProblemAnswer;
    return new Problem({ ...answer, status });
  }
  return new Problem({ status, kind: 'unknown', detail: `The service answered with ${status} and gave no reason.` });
}
