import { getRouteApi } from '@tanstack/react-router';
import { ConnectorPage } from '../../parts/connector-page.tsx';
import { Panel } from '../../parts/panel.tsx';
import { SyncSingleUser, type Whom } from './sync-single-user.tsx';

const route = getRouteApi('/inside/connectors/$id/sync-single-user');

export function SyncSingleUserPage() {
  const { id } = route.useParams();
  const { user = '', advanced = false, byUsername = false, run } = route.useSearch();
  const navigate = route.useNavigate();
  const change = (whom: Whom) => {
    const search = {
      user: whom.user,
      advanced: whom.advanced || undefined,
      byUsername: whom.byUsername || undefined,
      run: whom.run,
    };
    void navigate({ search, replace: true, resetScroll: false });
  };
  return (
    <ConnectorPage
      id={id}
      title="Sync Single User"
      summary="Reads one person from the provider and brings their account up to date. Nobody else is touched."
    >
      <Panel title="One person">
        <SyncSingleUser connector={id} whom={{ user, advanced, byUsername, run }} onChange={change} />
      </Panel>
    </ConnectorPage>
  );
}
