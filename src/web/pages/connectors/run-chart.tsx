import { Link } from '@tanstack/react-router';
import type { ConnectorSummary } from '../../api/answers.ts';
import { momentWords } from '../../parts/moment.tsx';
import { number } from '../../parts/numbers.ts';
import css from './run-chart.module.css';

type Recent = ConnectorSummary['recent'][number];

const parts = [
  { name: 'failed', fill: 'var(--bad-mark)' },
  { name: 'disabled', fill: 'var(--warn-mark)' },
  { name: 'updated', fill: 'var(--info-mark)' },
  { name: 'added', fill: 'var(--ok-mark)' },
] as const;

const height = 34;
const step = 7;

/** The last runs as bars: how much each changed, and how. Heights are square roots, so that small runs are seen too. */
export function RunChart({ recent, name }: { readonly recent: readonly Recent[]; readonly name: string }) {
  const highest = Math.max(1, ...recent.map((run) => Math.sqrt(sum(run))));
  return (
    <figure className={css.chart}>
      {/* biome-ignore lint/a11y/useSemanticElements: a picture made of links has no element of its own. */}
      <svg
        width={30 * step}
        height={height}
        role="group"
        aria-label={`Changes of the last ${recent.length} runs of ${name}`}
      >
        {recent.map((run, place) => (
          <Bar key={run.run} run={run} x={(30 - recent.length + place) * step} full={Math.sqrt(sum(run)) / highest} />
        ))}
      </svg>
      <figcaption className={css.caption}>{recent.length === 1 ? 'last run' : `last ${recent.length} runs`}</figcaption>
    </figure>
  );
}

function Bar({ run, x, full }: { readonly run: Recent; readonly x: number; readonly full: number }) {
  const total = sum(run);
  const tall = full * (height - 4);
  let y = height;
  return (
    <Link to="/runs/$run" params={{ run: run.run }} tabIndex={-1} aria-label={words(run)}>
      <title>{words(run)}</title>
      <rect x={x} y={0} width={step} height={height} fill="transparent" />
      {total === 0 && <rect x={x} y={height - 2} width={5} height={2} fill={idle(run)} />}
      {parts.map(({ name, fill }) => {
        const part = total === 0 ? 0 : (run[name] / total) * Math.max(tall, 4);
        y -= part;
        return part === 0 ? null : <rect key={name} x={x} y={y} width={5} height={part} fill={fill} />;
      })}
    </Link>
  );
}

function sum({ added, updated, failed, disabled }: Recent): number {
  return added + updated + failed + disabled;
}

function idle({ status }: Recent): string {
  return status === 'succeeded' ? 'var(--quiet-mark)' : 'var(--bad-mark)';
}

function words(run: Recent): string {
  const told = parts
    .filter(({ name }) => run[name] > 0)
    .map(({ name }) => `${number(run[name])} ${name}`)
    .reverse();
  return `${momentWords(run.at, Date.now())}: ${run.status}${told.length === 0 ? ', nothing changed' : `, ${told.join(', ')}`}`;
}
