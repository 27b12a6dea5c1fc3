import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ConnectorSummary, RunAnswer } from '../../api/answers.ts';
import { useLiveRun } from '../../api/events.ts';
import { runQuery } from '../../api/runs.ts';
import { CountsLine } from '../../parts/counts.tsx';
import { Moment } from '../../parts/moment.tsx';
import { counted } from '../../parts/numbers.ts';
import { RunProgress } from '../../parts/run-progress.tsx';
import { RunStatus } from '../../parts/run-status.tsx';
import { kindWords } from '../../parts/run-words.ts';
import { type Tone, ToneMark, ToneText } from '../../parts/tone.tsx';
import { ConnectorActions } from './connector-actions.tsx';
import css from './connector-card.module.css';
import { RunChart } from './run-chart.tsx';

const healthTones: { readonly [health in ConnectorSummary['health']]: Tone } = {
  ok: 'ok',
  attention: 'warn',
  broken: 'bad',
  new: 'quiet',
};

interface ConnectorCardProps {
  readonly connector: ConnectorSummary;
  /** Whether to follow its run live; a browser keeps few connections to one server open. */
  readonly live: boolean;
}

export function ConnectorCard({ connector, live }: ConnectorCardProps) {
  const { id, name, source, target, running, recent, health } = connector;
  return (
    <article className={css.card} aria-label={name}>
      <div className={css.top}>
        <div>
          <h2 className={css.heading}>
            <ToneMark tone={running === null ? healthTones[health] : 'info'} pulsing={running !== null} />
            <Link to="/connectors/$id/history" params={{ id }}>
              {name}
            </Link>
          </h2>
          <div className={css.route}>
            {source.label} → {target.directory === '' ? target.label : target.directory}
          </div>
          <div className={css.small}>
            {counted(connector.people, 'person', 'people')} · {counted(connector.groups, 'group', 'groups')}
          </div>
        </div>
        <div className={css.state}>
          {running === null ? <LastRun connector={connector} /> : <Running run={running} live={live} />}
        </div>
        {recent.length > 0 && <RunChart recent={recent} name={name} />}
      </div>
      <ConnectorActions connector={connector} />
    </article>
  );
}

function Running({ run, live }: { readonly run: RunAnswer; readonly live: boolean }) {
  const liveness = useLiveRun(live ? run : undefined);
  // Polling of the list and the events of the run both bring news; the later one counts.
  const { data } = useQuery({ ...runQuery(run.id), initialData: run, enabled: false });
  const newest = live && (data.progress?.at ?? 0) > (run.progress?.at ?? 0) ? data : run;
  return (
    <>
      <div className={css.stateHead}>
        <span>{kindWords(run)}</span>
        <Link to="/runs/$run" params={{ run: run.id }}>
          Details
        </Link>
      </div>
      <RunProgress run={newest} liveness={liveness} />
    </>
  );
}

function LastRun({ connector }: { readonly connector: ConnectorSummary }) {
  const { id, lastRun, nextRun, health, healthMessage, openConflicts } = connector;
  return (
    <>
      {lastRun === null ? (
        <div className={css.small}>
          Never synced.{' '}
          <Link to="/connectors/$id/set-up" params={{ id }} search={{ step: 'connection' }}>
            Continue the set-up
          </Link>
        </div>
      ) : (
        <>
          <div className={css.stateHead}>
            <span className={css.small}>
              last sync <Moment at={lastRun.finishedAt ?? lastRun.startedAt} />
            </span>
            <RunStatus status={lastRun.status} />
            <Link to="/runs/$run" params={{ run: lastRun.id }}>
              Details
            </Link>
          </div>
          <CountsLine run={lastRun} />
        </>
      )}
      {health !== 'ok' && healthMessage !== null && lastRun !== null && (
        <div className={css.attention}>
          <ToneText tone={healthTones[health]}>{healthMessage}</ToneText>{' '}
          {openConflicts > 0 && (
            <Link to="/connectors/$id/conflicts" params={{ id }} search={{}}>
              {openConflicts === 1 ? 'Look at the conflict' : `Look at the ${counted(openConflicts, '', 'conflicts')}`}
            </Link>
          )}
        </div>
      )}
      <div className={css.small}>
        {nextRun === null ? (
          'not scheduled'
        ) : (
          <>
            next: <Moment at={nextRun} />
          </>
        )}
      </div>
    </>
  );
}
