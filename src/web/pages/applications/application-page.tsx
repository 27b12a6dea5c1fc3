import { Stack, Tabs } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { ApplicationsAnswer } from '../../api/answers.ts';
import { type ApplicationItem, applicationsQuery } from '../../api/applications.ts';
import { useMay } from '../../app/session.tsx';
import { Empty } from '../../parts/empty.tsx';
import { LinkButton } from '../../parts/links.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { Page } from '../../parts/page.tsx';
import { ToneBadge } from '../../parts/tone.tsx';
import { LastSeen } from './application-card.tsx';
import css from './application-page.module.css';
import { productWords, stateOf } from './application-state.ts';
import { AskDialog } from './ask-dialog.tsx';
import { ConnectProduct } from './connect/connect-product.tsx';
import { ShownPassword } from './connect/shown-password.tsx';
import { RunsFetched } from './runs-fetched.tsx';
import { SettingsForm } from './settings/settings-form.tsx';

const route = getRouteApi('/inside/applications/$application');

export function ApplicationPage() {
  const { application: id } = route.useParams();
  const applications = useQuery(applicationsQuery);
  const application = applications.data?.items.find((one) => String(one.id) === id);
  return (
    <Page
      title={application?.name ?? 'Application'}
      summary={application && <Summary application={application} />}
      crumbs={<Link to="/applications">Applications</Link>}
      actions={application && <Actions application={application} />}
    >
      <Loaded query={applications} failed="The application could not be read.">
        {(answer) => {
          if (application === undefined) return <Gone />;
          return <Contents key={application.id} application={application} serverUrl={answer.serverUrl} />;
        }}
      </Loaded>
    </Page>
  );
}

function Summary({ application }: { readonly application: ApplicationItem }) {
  const { tone, word } = stateOf(application, Date.now());
  const product = productWords(application);
  return (
    <span className={css.facts}>
      <ToneBadge tone={tone}>{word}</ToneBadge>
      {product !== null && <span>{product}</span>}
      <LastSeen application={application} />
    </span>
  );
}

function Actions({ application: { id } }: { readonly application: ApplicationItem }) {
  const search = route.useSearch();
  const mayChange = useMay('administrator');
  if (!mayChange) return null;
  const link = { to: '/applications/$application', params: { application: `${id}` } } as const;
  return (
    <>
      <LinkButton {...link} variant="default" search={{ ...search, ask: 'resync' }}>
        Read everything again
      </LinkButton>
      <LinkButton {...link} variant="default" search={{ ...search, ask: 'rotate' }}>
        New password
      </LinkButton>
      <LinkButton {...link} variant="outline" color="red" search={{ ...search, ask: 'delete' }}>
        Delete
      </LinkButton>
    </>
  );
}

function Gone() {
  return (
    <Empty
      title="There is no such application"
      action={<LinkButton to="/applications">Go to the applications</LinkButton>}
    >
      Perhaps somebody has deleted it.
    </Empty>
  );
}

interface ContentsProps {
  readonly application: ApplicationItem;
  readonly serverUrl: ApplicationsAnswer['serverUrl'];
}

function Contents({ application, serverUrl }: ContentsProps) {
  const { tab = 'connect', product, ask } = route.useSearch();
  const navigate = route.useNavigate();
  const [password, setPassword] = useState<string>();
  const close = () => {
    void navigate({ search: (before) => ({ ...before, ask: undefined }), replace: true, resetScroll: false });
  };
  return (
    <Stack gap="lg">
      {password !== undefined && <ShownPassword name={application.name} password={password} />}
      <RunsFetched application={application} />
      <Tabs
        value={tab}
        keepMounted={false}
        onChange={(chosen) => void navigate({ search: { tab: chosen === 'settings' ? 'settings' : 'connect' } })}
      >
        <Tabs.List>
          <Tabs.Tab value="connect">Connect a product</Tabs.Tab>
          <Tabs.Tab value="settings">Settings</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="connect" pt="lg">
          <ConnectProduct
            application={application}
            serverUrl={serverUrl}
            password={password}
            product={product}
            onProduct={(next) => {
              void navigate({ search: (before) => ({ ...before, product: next }), replace: true, resetScroll: false });
            }}
          />
        </Tabs.Panel>
        <Tabs.Panel value="settings" pt="lg">
          <SettingsForm application={application} />
        </Tabs.Panel>
      </Tabs>
      {ask !== undefined && <AskDialog ask={ask} application={application} onPassword={setPassword} onClose={close} />}
    </Stack>
  );
}
