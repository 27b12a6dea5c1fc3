import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { connectorTypesQuery } from '../../api/connectors.ts';
import { Loaded } from '../../parts/loaded.tsx';
import { Page } from '../../parts/page.tsx';
import { NewConnection } from './new-connection.tsx';
import { Steps } from './steps.tsx';
import { TypeCards } from './type-cards.tsx';

const route = getRouteApi('/inside/connectors/new');

export function CreateConnectorPage() {
  const { type } = route.useSearch();
  const types = useQuery(connectorTypesQuery);
  return (
    <Page
      title="Create connector"
      summary={type === undefined ? 'Where do your people come from?' : 'How is it reached?'}
      crumbs={<Link to="/connectors">Connectors</Link>}
      width="form"
    >
      <Steps current={type === undefined ? 'type' : 'connection'} />
      <Loaded query={types} failed="The types of connectors could not be read.">
        {(known) => {
          const chosen = known.sources.find((source) => source.type === type);
          if (chosen === undefined) return <TypeCards sources={known.sources} />;
          return <NewConnection key={chosen.type} source={chosen} types={known} />;
        }}
      </Loaded>
    </Page>
  );
}
