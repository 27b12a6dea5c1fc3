import { Link } from '@tanstack/react-router';
import type { ConflictAnswer } from '../../api/answers.ts';
import { useMay } from '../../app/session.tsx';
import { type ConflictFacts, conflictOf } from '../../parts/conflict-facts.tsx';
import { LinkButton } from '../../parts/links.tsx';
import { Moment } from '../../parts/moment.tsx';
import { Person } from '../../parts/person.tsx';
import { settledByUsername, situationWord } from '../../parts/result-words.ts';
import { ToneBadge, ToneText } from '../../parts/tone.tsx';
import { Value } from '../../parts/value.tsx';
import { bothSides } from './both-sides.ts';
import css from './conflict-card.module.css';

export function ConflictCard({
  connector,
  conflict,
}: {
  readonly connector: string;
  readonly conflict: ConflictAnswer;
}) {
  const facts = conflictOf(conflict);
  const name = conflict.outputUser?.ATTR_FULLNAME;
  const mayRun = useMay('operator');
  const search = { user: conflict.ATTR_ID, advanced: true, byUsername: true } as const;
  return (
    <article className={css.card} aria-label={conflict.ATTR_NAME ?? conflict.ATTR_ID}>
      <div className={css.head}>
        <Person
          fullName={typeof name === 'string' ? name : null}
          username={conflict.ATTR_NAME}
          fallback={conflict.ATTR_ID}
        />
        {facts !== null && <ToneBadge tone="warn">{situationWord(facts.kind)}</ToneBadge>}
        {facts !== null && <Speaks facts={facts} />}
      </div>
      <p className={css.message}>{conflict.message}</p>
      <Sides conflict={conflict} facts={facts} />
      <div className={css.foot}>
        <p>{facts?.proposal}</p>
        <Link to="/runs/$run" params={{ run: conflict.run }} search={{ status: 'failed', person: conflict.subject }}>
          Details
        </Link>
        {mayRun && facts !== null && settledByUsername(facts.kind) && (
          <LinkButton
            size="xs"
            variant="default"
            to="/connectors/$id/sync-single-user"
            params={{ id: connector }}
            search={search}
          >
            Sync Single User
          </LinkButton>
        )}
      </div>
    </article>
  );
}

/** What speaks for one and the same person, and what against it. */
function Speaks({ facts: { agree, differ, goneSince } }: { readonly facts: ConflictFacts }) {
  return (
    <span>
      {agree.length > 0 && <ToneText tone="ok">same {agree.join(', ')}</ToneText>}
      {agree.length > 0 && differ.length > 0 && ' · '}
      {differ.length > 0 && <ToneText tone="warn">different {differ.join(', ')}</ToneText>}
      {goneSince !== null && (
        <>
          {' · old id gone since '}
          <Moment at={goneSince} />
        </>
      )}
    </span>
  );
}

function Sides({ conflict, facts }: { readonly conflict: ConflictAnswer; readonly facts: ConflictFacts | null }) {
  const sides = bothSides(conflict);
  const account = conflict.account ?? facts?.account ?? null;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table that is wider than the screen is scrolled by the keys.
    <section className={css.scroll} tabIndex={0} aria-label={`Both sides of ${conflict.ATTR_NAME ?? conflict.ATTR_ID}`}>
      <table className={css.sides}>
        <thead>
          <tr>
            <td />
            <th scope="col">at the provider now</th>
            <th scope="col">{account === null ? 'the account has' : `account ${account} has`}</th>
            <th scope="col" className={css.sign}>
              compared
            </th>
          </tr>
        </thead>
        <tbody>
          {sides.map(({ attribute, now, has, equal }) => (
            <tr key={attribute} className={equal ? '' : css.differs}>
              <th scope="row">{attribute}</th>
              <td>
                <Value value={now} />
              </td>
              <td>
                <Value value={has} />
              </td>
              <td className={css.sign}>{equal ? '= same' : '≠ differs'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
