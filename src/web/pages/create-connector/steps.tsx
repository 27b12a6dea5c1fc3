import { Link } from '@tanstack/react-router';
import { Step, StepList } from '../../parts/step-list.tsx';

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
  return (
    <StepList>
      <Step isCurrent={current === 'type'}>
        {id === undefined ? (
          <Link to="/connectors/new" search={{}} {...mark}>
            Type
          </Link>
        ) : (
          <span>Type</span>
        )}
      </Step>
      {stepNames.map((step) => (
        <Step key={step} isCurrent={step === current}>
          {id === undefined ? (
            <span {...(step === current ? { 'aria-current': 'step' } : {})}>{labels[step]}</span>
          ) : (
            <Link to="/connectors/$id/set-up" params={{ id }} search={{ step }} {...mark}>
              {labels[step]}
            </Link>
          )}
        </Step>
      ))}
    </StepList>
  );
}
