import { duration } from './numbers.ts';
import css from './phases-bar.module.css';

const order = ['read', 'match', 'plan', 'guard', 'apply'];

/** How long each phase of a run took, as wide as it was long. */
export function PhasesBar({ phases }: { readonly phases: Readonly<Record<string, number>> }) {
  const known = order.flatMap((phase) => {
    const ms = phases[phase];
    return ms === undefined ? [] : [{ phase, ms }];
  });
  if (known.length === 0) return null;
  return (
    <ol className={css.phases} aria-label="Phases">
      {known.map(({ phase, ms }) => (
        <li
          key={phase}
          className={css.phase}
          style={{ flex: `${Math.max(1, Math.round(ms))} 1 0` }}
          title={`${phase} ${duration(ms)}`}
        >
          {phase} {duration(ms)}
        </li>
      ))}
    </ol>
  );
}
