import { Skeleton, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { ConnectorSummary } from '../../api/answers.ts';
import { connectorsQuery } from '../../api/connectors.ts';
import { useMay } from '../../app/session.tsx';
import { Empty } from '../../parts/empty.tsx';
import { LinkButton } from '../../parts/links.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { counted } from '../../parts/numbers.ts';
import { Page } from '../../parts/page.tsx';
import { SyncSingleUserDialog } from '../sync-single-user/sync-single-user-dialog.tsx';
import { ConnectorCard } from './connector-card.tsx';
import { DeleteConnector } from './delete-connector.tsx';

const route = getRouteApi('/inside/connectors');

/** So many runs are followed live at once: a browser opens six connections to a server, and pages need some too. */
const followed = 3;

export function ConnectorsPage() {
  const connectors = useQuery(connectorsQuery);
  const mayCreate = useMay('administrator');
  const create = <LinkButton to="/connectors/new">Create connector</LinkButton>;
  return (
    <Page
      title="Connectors"
      summary={connectors.data && <Summary connectors={connectors.data.items} />}
      actions={mayCreate ? create : undefined}
    >
      <Loaded query={connectors} failed="The connectors could not be read." shape={<CardShapes />}>
        {({ items }) => {
          if (items.length === 0) return <None mayCreate={mayCreate} />;
          return <Cards connectors={items} />;
        }}
      </Loaded>
    </Page>
  );
}

function Cards({ connectors }: { readonly connectors: readonly ConnectorSummary[] }) {
  const { person, remove } = route.useSearch();
  const navigate = route.useNavigate();
  const close = () => void navigate({ search: {} });
  const running = connectors.filter((one) => one.running !== null).map(({ id }) => id);
  const ofDialog = connectors.find(({ id }) => id === person);
  const removed = connectors.find(({ id }) => id === remove);
  return (
    <Stack gap="md">
      {connectors.map((connector) => (
        <ConnectorCard key={connector.id} connector={connector} live={running.indexOf(connector.id) < followed} />
      ))}
      {ofDialog !== undefined && <SyncSingleUserDialog connector={ofDialog} onClose={close} />}
      {removed !== undefined && <DeleteConnector connector={removed} onClose={close} />}
    </Stack>
  );
}

function Summary({ connectors }: { readonly connectors: readonly ConnectorSummary[] }) {
  const people = connectors.reduce((sum, one) => sum + one.people, 0);
  const conflicts = connectors.reduce((sum, { openConflicts }) => sum + openConflicts, 0);
  const first = connectors.find(({ openConflicts }) => openConflicts > 0);
  return (
    <>
      {counted(connectors.length, 'connector', 'connectors')} · {counted(people, 'person', 'people')}
      {first !== undefined && (
        <>
          {' · '}
          <Link to="/connectors/$id/conflicts" params={{ id: first.id }} search={{}}>
            {counted(conflicts, 'conflict needs', 'conflicts need')} a decision →
          </Link>
        </>
      )}
    </>
  );
}

function None({ mayCreate }: { readonly mayCreate: boolean }) {
  return (
    <Empty
      title="No connector yet"
      action={mayCreate ? <LinkButton to="/connectors/new">Create connector</LinkButton> : undefined}
    >
      A connector reads people from your identity provider and keeps the accounts of a directory equal to them. The
      first run can be simulated: it shows what would happen and changes nothing.
    </Empty>
  );
}

function CardShapes() {
  return (
    <Stack>
      {[1, 2, 3].map((card) => (
        <Skeleton key={card} height={138} radius="md" />
      ))}
    </Stack>
  );
}
