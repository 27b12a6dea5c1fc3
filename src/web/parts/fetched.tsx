import type { ReactNode } from 'react';
import { Moment } from './moment.tsx';
import { ToneText } from './tone.tsx';

interface FetchedProps {
  readonly application: string;
  /** When it first had it; null: not yet. */
  readonly reachedAt: number | null;
  /** When it fetched anything last; null: never. */
  readonly fetchedAt: number | null;
  /** What it has or has not: `this`, or a link to a run. */
  readonly what?: ReactNode;
}

/** `Jira has had this since 12:04`, `Confluence has not fetched this yet (last fetched 11:02)` */
export function Fetched({ application, reachedAt, fetchedAt, what = 'this' }: FetchedProps) {
  if (reachedAt !== null) {
    return (
      <span>
        <ToneText tone="ok">✓</ToneText> {application} has had {what} since <Moment at={reachedAt} />
      </span>
    );
  }
  return (
    <span>
      <ToneText tone="quiet">○</ToneText> {application} has not fetched {what} yet (
      {fetchedAt === null ? (
        'nothing fetched so far'
      ) : (
        <>
          last fetched <Moment at={fetchedAt} />
        </>
      )}
      )
    </span>
  );
}
