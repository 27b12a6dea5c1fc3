import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { connectorQuery, connectorTypesQuery } from '../../api/connectors.ts';
import { useMay } from '../../app/session.tsx';
import { ConnectorPage } from '../../parts/connector-page.tsx';
import { Lines, Loaded } from '../../parts/loaded.tsx';
import { EditForm } from './edit-form.tsx';

const route = getRouteApi('/inside/connectors/$id/edit');

export function EditConnectorPage() {
  const { id } = route.useParams();
  // What is typed here stays as it was begun; who saves in the meantime is told of by the version.
  const connector = useQuery({ ...connectorQuery(id), refetchOnWindowFocus: false });
  const types = useQuery(connectorTypesQuery);
  const mayEdit = useMay('administrator');
  return (
    <ConnectorPage
      key={id}
      id={id}
      title={mayEdit ? 'Edit' : 'Settings'}
      summary={connector.data && `Version ${connector.data.version}. Every save makes a new one; none is lost.`}
    >
      <Loaded query={connector} failed={`The connector ${id} could not be read.`} shape={<Lines count={8} />}>
        {(answer) => (
          <Loaded query={types} failed="The types of connectors could not be read.">
            {(known) => <EditForm id={id} answer={answer} types={known} readOnly={!mayEdit} />}
          </Loaded>
        )}
      </Loaded>
    </ConnectorPage>
  );
}
