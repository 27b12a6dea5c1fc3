import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { ConnectorTypes } from '../../api/answers.ts';
import { attributesQuery, type Draft } from '../../api/connectors.ts';
import { useConnectorDraft } from '../../form/connector-draft.tsx';
import { at } from '../../form/draft.ts';
import { MappingWithPreview } from '../../form/mapping/mapping-with-preview.tsx';
import { Panel } from '../../parts/panel.tsx';
import { PrimaryAttribute } from './primary-attribute.tsx';

const route = getRouteApi('/inside/connectors/$id/edit');

interface ProvisioningTabProps {
  readonly id: string;
  readonly types: ConnectorTypes;
  readonly saved: Draft;
}

export function ProvisioningTab({ id, types, saved }: ProvisioningTabProps) {
  const { draft } = useConnectorDraft();
  const { people } = route.useSearch();
  const navigate = route.useNavigate();
  const attributes = useQuery(attributesQuery(id));
  const source = types.sources.find(({ type }) => type === at(draft, ['source', 'type']));
  return (
    <Panel
      title="Attribute Mapping"
      about="What an account gets from the record of a person. Open a line to change its rule; the numbers below are of the last snapshot, before anything is saved."
    >
      <MappingWithPreview
        id={id}
        attributes={attributes.data?.items ?? []}
        lead={<PrimaryAttribute id={id} idAttribute={source?.idAttribute ?? 'source id'} saved={saved} />}
        search={people ?? ''}
        onSearch={(text) =>
          void navigate({
            search: (before) => ({ ...before, people: text === '' ? undefined : text }),
            replace: true,
            resetScroll: false,
          })
        }
      />
    </Panel>
  );
}
