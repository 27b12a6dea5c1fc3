import { Stack, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import type { ConnectorTypeAnswer } from '../../api/answers.ts';
import { OptionFields } from '../../form/option-fields.tsx';
import { Panel } from '../../parts/panel.tsx';
import css from './steps.module.css';

interface ConnectionFormProps {
  readonly source: ConnectorTypeAnswer;
  readonly target: ConnectorTypeAnswer | undefined;
  readonly children?: ReactNode;
}

/** The form of a type, and beside it what to do at the far side first. */
export function ConnectionForm({ source, target, children }: ConnectionFormProps) {
  return (
    <div className={css.beside}>
      <Stack gap="lg">
        {children}
        <Panel title={`Source: ${source.label}`}>
          <OptionFields section="source" options={source.options} />
        </Panel>
        {target !== undefined && target.options.length > 0 && (
          <Panel title={`Target: ${target.label}`} about="Where the accounts live.">
            <OptionFields section="target" options={target.options} />
          </Panel>
        )}
      </Stack>
      {source.setUp.length > 0 && (
        <aside className={css.setUp}>
          <Title order={3}>What to do at the other side</Title>
          <ol>
            {source.setUp.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
        </aside>
      )}
    </div>
  );
}
