import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { ConnectorAnswer, ConnectorTypes } from '../../api/answers.ts';
import { connectorQuery, connectorTypesQuery } from '../../api/connectors.ts';
import { ConnectorDraftProvider } from '../../form/connector-draft.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { Page } from '../../parts/page.tsx';
import { ProblemAlert } from '../../parts/problem-alert.tsx';
import { StaleDialog } from '../edit-connector/stale-dialog.tsx';
import { useEditedConnector } from '../edit-connector/use-edited-connector.ts';
import { ConnectionStep } from './connection-step.tsx';
import { MappingStep } from './mapping-step.tsx';
import { SimulateStep } from './simulate-step.tsx';
import { type StepName, Steps } from './steps.tsx';
import { WhoStep } from './who-step.tsx';

const route = getRouteApi('/inside/connectors/$id/set-up');

const questions: { readonly [step in StepName]: string } = {
  connection: 'How is it reached?',
  who: 'Who is synced?',
  mapping: 'What does an account get?',
  simulate: 'What would the first sync do? Simulate it: nothing is changed.',
};

/** The steps after the connector is stored. Each saves what it changed, so it can be left at any time. */
export function ContinuePage() {
  const { id } = route.useParams();
  const { step = 'connection' } = route.useSearch();
  const connector = useQuery({ ...connectorQuery(id), refetchOnWindowFocus: false });
  const types = useQuery(connectorTypesQuery);
  return (
    <Page
      title={`Create connector: ${connector.data?.connector.name ?? id}`}
      summary={questions[step]}
      crumbs={<Link to="/connectors">Connectors</Link>}
      width="form"
    >
      <Steps id={id} current={step} />
      <Loaded query={connector} failed={`The connector ${id} could not be read.`}>
        {(answer) => (
          <Loaded query={types} failed="The types of connectors could not be read.">
            {(known) => <Step id={id} step={step} answer={answer} types={known} />}
          </Loaded>
        )}
      </Loaded>
    </Page>
  );
}

interface StepProps {
  readonly id: string;
  readonly step: StepName;
  readonly answer: ConnectorAnswer;
  readonly types: ConnectorTypes;
}

function Step({ id, step, answer, types }: StepProps) {
  const edited = useEditedConnector(id, answer);
  const navigate = route.useNavigate();
  const { draft, errors, error, set } = edited;
  const goOn = async (next: StepName) => {
    const saved = edited.changes.length === 0 || (await edited.save());
    if (saved) await navigate({ search: { step: next } });
  };
  return (
    <ConnectorDraftProvider draft={draft} errors={errors} readOnly={false} set={set}>
      {error !== null && (
        <ProblemAlert error={error} title="This step was not saved. What you typed is still here." withFields />
      )}
      {step === 'connection' && <ConnectionStep id={id} edited={edited} types={types} onDone={() => goOn('who')} />}
      {step === 'who' && <WhoStep id={id} saving={edited.isSaving} onDone={() => goOn('mapping')} />}
      {step === 'mapping' && <MappingStep id={id} saving={edited.isSaving} onDone={() => goOn('simulate')} />}
      {step === 'simulate' && <SimulateStep id={id} />}
      <StaleDialog edited={edited} />
    </ConnectorDraftProvider>
  );
}
