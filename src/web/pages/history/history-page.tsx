import { Checkbox, Group, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { connectorsQuery } from '../../api/connectors.ts';
import { Empty } from '../../parts/empty.tsx';
import { Page } from '../../parts/page.tsx';
import { RunsList } from './runs-list.tsx';

const route = getRouteApi('/inside/history');

export function HistoryPage() {
  const { errors, connector } = route.useSearch();
  const navigate = route.useNavigate();
  const { data } = useQuery(connectorsQuery);
  const choices = (data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }));
  return (
    <Page title="History" summary="Every run of every connector, the newest first.">
      <Group>
        <Select
          aria-label="Connector"
          placeholder="All connectors"
          data={choices}
          clearable
          value={connector ?? null}
          onChange={(chosen) => navigate({ search: { errors, connector: chosen ?? undefined } })}
        />
        <Checkbox
          label="Only runs with errors"
          checked={errors === true}
          onChange={({ currentTarget }) =>
            navigate({ search: { connector, errors: currentTarget.checked || undefined } })
          }
        />
      </Group>
      <RunsList
        filter={{ connector, withErrors: errors }}
        label="Runs"
        empty={<Empty title="No run here">Start one on the page Connectors, or choose another filter.</Empty>}
      />
    </Page>
  );
}
