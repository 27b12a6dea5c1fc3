import { Link } from '@tanstack/react-router';
import type { ApplicationItem } from '../../api/applications.ts';
import { Moment } from '../../parts/moment.tsx';
import { counted } from '../../parts/numbers.ts';
import { ToneBadge } from '../../parts/tone.tsx';
import { ApplicationActions } from './application-actions.tsx';
import css from './application-card.module.css';
import { productWords, stateOf } from './application-state.ts';
import { RunsFetched } from './runs-fetched.tsx';

export function ApplicationCard({ application }: { readonly application: ApplicationItem }) {
  const { id, name, directories } = application;
  const product = productWords(application);
  const params = { application: String(id) };
  const { tone, word } = stateOf(application, Date.now());
  return (
    <article className={css.card} aria-label={name}>
      <div className={css.top}>
        <div>
          <h2 className={css.heading}>
            <Link to="/applications/$application" params={params}>
              {name}
            </Link>
          </h2>
          {product !== null && <div className={css.small}>{product}</div>}
          <div className={css.small}>reads {directories.join(', then ')}</div>
        </div>
        <div className={css.state}>
          <div className={css.stateHead}>
            <ToneBadge tone={tone}>{word}</ToneBadge>
            <LastSeen application={application} />
          </div>
          <RunsFetched application={application} />
        </div>
      </div>
      <ApplicationActions application={application} />
    </article>
  );
}

export function LastSeen({ application: { lastSeenAt, requests } }: { readonly application: ApplicationItem }) {
  if (lastSeenAt === null) return <span className={css.small}>never seen</span>;
  return (
    <span className={css.small}>
      last seen <Moment at={lastSeenAt} /> · {counted(requests, 'request', 'requests')}
    </span>
  );
}
