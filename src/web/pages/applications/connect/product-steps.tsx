import type { ReactNode } from 'react';
import type { ApplicationAnswer } from '../../../api/answers.ts';
import { useMay } from '../../../app/session.tsx';
import { CopyId } from '../../../parts/copy-id.tsx';
import { LinkAnchor } from '../../../parts/links.tsx';
import { Moment } from '../../../parts/moment.tsx';
import css from './product-steps.module.css';
import type { ProductGuide } from './products.ts';

interface ProductStepsProps {
  readonly guide: ProductGuide;
  readonly application: ApplicationAnswer;
  readonly serverUrl: string;
  readonly password: string | undefined;
}

export function ProductSteps({ guide, application, serverUrl, password }: ProductStepsProps) {
  const { label, menu, access, group } = guide;
  return (
    <ol className={css.steps}>
      <li>
        In {label}, go to <strong className={css.menu}>{menu.join(' → ')}</strong>.
      </li>
      <li>
        Type in these values. What is not named here stays as it is.
        <Values application={application} serverUrl={serverUrl} password={password} />
      </li>
      <li>
        <strong>Save and Test</strong>, then <strong>Synchronise</strong>. The first time {label} reads everybody; after
        that, what has changed.
      </li>
      <li>
        Say which groups may use {label}, under <strong className={css.menu}>{access}</strong>: people of this directory
        can log in when they are in one of them, such as <code>{group}</code>.
      </li>
      <li>
        Keep an administrator in the internal directory of {label}, for the day on which it does not reach this service.
      </li>
    </ol>
  );
}

function Values({ application, serverUrl, password }: Omit<ProductStepsProps, 'guide'>) {
  const { name, mayWrite } = application;
  return (
    <dl className={css.values}>
      <Value field="Name">
        <CopyId value="User Sync" label="name of the directory" />
      </Value>
      <Value field="Server URL">
        <CopyId value={serverUrl} label="server URL" />
      </Value>
      <Value field="Application Name">
        <CopyId value={name} label="application name" />
      </Value>
      <Value field="Application Password">
        <Password application={application} password={password} />
      </Value>
      <Value field="Crowd Permissions">{mayWrite.length === 0 ? 'Read Only' : 'Read/Write'}</Value>
      <Value field="Enable Nested Groups">on where groups are members of groups, else off</Value>
      <Value field="Enable Incremental Synchronisation">on</Value>
      <Value field="Synchronisation Interval (minutes)">
        <CopyId value="60" label="interval" /> or less
      </Value>
    </dl>
  );
}

function Value({ field, children }: { readonly field: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{field}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Password({ application, password }: Pick<ProductStepsProps, 'application' | 'password'>) {
  const mayRotate = useMay('administrator');
  if (password !== undefined) return <CopyId value={password} label="application password" />;
  return (
    <>
      shown once, when it was made <Moment at={application.passwordAt} />
      {mayRotate && (
        <>
          {' · '}
          <LinkAnchor
            to="/applications/$application"
            params={{ application: String(application.id) }}
            search={{ ask: 'rotate' }}
            inherit
            underline="always"
          >
            New password
          </LinkAnchor>
        </>
      )}
    </>
  );
}
