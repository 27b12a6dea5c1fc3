import { Link } from '@tanstack/react-router';
import css from './steps.module.css';

export const stepNames = ['connection', 'who', 'mapping', 'simulate'] as const;
export type StepName = (typeof stepNames)[number];

const labels: { readonly [step in StepName]: string } = {
  connection: 'Connection',
  who: 'Who',
  mapping: 'Mapping',
  simulate: 'Simulate',
};

interface StepsProps {
  /** The connector, once it is stored; from then on every step can be gone to. */
  readonly id?: string;
  readonly current: StepName | 'type';
}

/** The way to a connector. Every step can be left and come back to. */
export function Steps({ id, current }: StepsProps) {
  const mark = { activeProps: { 'aria-current': 'step' as const }, activeOptions: { exact: true } };
  const looks = (step: string) => `${css.step} ${step === current ? css.current : ''}`;
  return (
    <ol className={css.steps} aria-label="Steps">
      <li className={looks('type')}>
        {id === undefined ? (
          <Link to="/connectors/new" search={{}} {...mark}>
            Type
          </Link>
        ) : (
          <span>Type</span>
        )}
      </li>
      {stepNames.map((step) => (
        <li key={step} className={looks(step)}>
          {id === undefined ? (
            <span {...(step === current ? { 'aria-current': 'step' } : {})}>{labels[step]}</span>
          ) : (
            <Link to="/connectors/$id/set-up" params={{ id }} search={{ step }} {...mark}>
              {labels[step]}
            </Link>
          )}
        </li>
      ))}
    </ol>
  );
}
