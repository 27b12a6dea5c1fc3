import type { ResultDocumentAnswer } from '../api/answers.ts';
import { Moment } from './moment.tsx';
import { Attributes } from './value.tsx';

/** What `conflict` of a result holds; see docs/results.md. */
export interface ConflictFacts {
  readonly kind: string;
  readonly account: number | null;
  readonly username: string | null;
  readonly linkedTo: string | null;
  readonly goneSince: number | null;
  readonly claimedBy: readonly string[];
  readonly agree: readonly string[];
  readonly differ: readonly string[];
  readonly proposal: string;
}

export function conflictOf({ conflict }: Pick<ResultDocumentAnswer, 'conflict'>): ConflictFacts | null {
  if (conflict === null) return null;
  const { kind, account, username, linkedTo, goneSince, claimedBy, agree, differ, proposal } = conflict;
  return {
    kind: String(kind),
    account: typeof account === 'number' ? account : null,
    username: typeof username === 'string' ? username : null,
    linkedTo: typeof linkedTo === 'string' ? linkedTo : null,
    goneSince: typeof goneSince === 'number' ? goneSince : null,
    claimedBy: texts(claimedBy),
    agree: texts(agree),
    differ: texts(differ),
    proposal: typeof proposal === 'string' ? proposal : '',
  };
}

/** The evidence of a conflict: to whom the account belongs, what is equal on both sides, what is not. */
export function Evidence({ conflict }: { readonly conflict: ConflictFacts }) {
  const { account, linkedTo, goneSince, claimedBy, agree, differ } = conflict;
  return (
    <Attributes
      of={{
        ...(account === null ? {} : { 'account in the way': account }),
        ...(linkedTo === null ? {} : { 'it belongs to id': linkedTo }),
        ...(goneSince === null ? {} : { 'that id is gone': <GoneSince at={goneSince} /> }),
        ...(claimedBy.length === 0 ? {} : { 'the name is wanted by': claimedBy }),
        'equal on both sides': agree,
        different: differ,
      }}
    />
  );
}

function GoneSince({ at }: { readonly at: number }) {
  return (
    <>
      since <Moment at={at} />
    </>
  );
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
