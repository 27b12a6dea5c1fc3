import { Skeleton, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { type ApplicationItem, applicationsQuery } from '../../api/applications.ts';
import { useMay } from '../../app/session.tsx';
import { Empty } from '../../parts/empty.tsx';
import { LinkButton } from '../../parts/links.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { counted } from '../../parts/numbers.ts';
import { Page } from '../../parts/page.tsx';
import { ApplicationCard } from './application-card.tsx';
import { stateOf } from './application-state.ts';

/** Who reads the directories: Jira, Confluence and their like. */
export function ApplicationsPage() {
  const applications = useQuery(applicationsQuery);
  const mayAdd = useMay('administrator');
  const add = mayAdd ? <LinkButton to="/applications/new">Add application</LinkButton> : undefined;
  const items = applications.data?.items;
  return (
    <Page
      title="Applications"
      summary={items !== undefined && items.length > 0 ? <Summary applications={items} /> : undefined}
      actions={add}
    >
      <Loaded query={applications} failed="The applications could not be read." shape={<CardShapes />}>
        {(answer) => {
          if (answer.items.length === 0) return <None action={add} />;
          return (
            <Stack gap="md">
              {answer.items.map((one) => (
                <ApplicationCard key={one.id} application={one} />
              ))}
            </Stack>
          );
        }}
      </Loaded>
    </Page>
  );
}

function Summary({ applications }: { readonly applications: readonly ApplicationItem[] }) {
  const now = Date.now();
  const fine = applications.filter((one) => stateOf(one, now).tone === 'ok').length;
  return (
    <>
      {counted(applications.length, 'application', 'applications')} · {fine} caught up
    </>
  );
}

function None({ action }: { readonly action: ReactNode }) {
  return (
    <Empty title="No application yet" action={action}>
      Here stands every product that reads your directories: Jira, Confluence, Bitbucket, Bamboo. Add one, and it gets a
      name and a password with which it fetches people and groups, and asks whether somebody may log in.
    </Empty>
  );
}

function CardShapes() {
  return (
    <Stack>
      {[1, 2].map((card) => (
        <Skeleton key={card} height={124} radius="md" />
      ))}
    </Stack>
  );
}
