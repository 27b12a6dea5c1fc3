import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link, Navigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { ApplicationWithPassword } from '../../../api/answers.ts';
import { addApplication, applicationsQuery } from '../../../api/applications.ts';
import { directoriesQuery } from '../../../api/directories.ts';
import { errorsOf } from '../../../parts/field-errors.ts';
import { Page } from '../../../parts/page.tsx';
import { ProblemAlert } from '../../../parts/problem-alert.tsx';
import { Step, StepList } from '../../../parts/step-list.tsx';
import { AccessStep, DirectoriesStep, NameStep } from './draft-steps.tsx';
import { MadeStep } from './made-step.tsx';
import { forgetDraft, type NewDraft, rememberDraft, rememberedDraft } from './new-draft.ts';

const route = getRouteApi('/inside/applications/new');

const steps = [
  { name: 'name', label: 'Name', question: 'Which product is it for?' },
  { name: 'directories', label: 'Directories', question: 'Which people and groups does it see?' },
  { name: 'access', label: 'Access', question: 'From where may it call, and what may it write?' },
  { name: 'connect', label: 'Connect', question: 'What has to be typed into the product?' },
] as const;

type StepName = (typeof steps)[number]['name'];

/** Name → directories → access → the password, with what to type into the product. */
export function AddApplicationPage() {
  const { step = 'name', made: id } = route.useSearch();
  const [made, setMade] = useState<ApplicationWithPassword>();
  const isMade = made !== undefined && made.id === id;
  if (id !== undefined && !isMade) {
    // The password is not to be had again; what to type in is.
    return <Navigate to="/applications/$application" params={{ application: String(id) }} replace />;
  }
  return (
    <Page
      title={isMade ? made.name : 'Add application'}
      summary={steps.find(({ name }) => name === step)?.question}
      crumbs={<Link to="/applications">Applications</Link>}
      width="form"
    >
      <StepList>
        {steps.map(({ name, label }) => (
          <Step key={name} isCurrent={name === step}>
            {isMade || name === 'connect' ? (
              <span {...(name === step ? { 'aria-current': 'step' as const } : {})}>{label}</span>
            ) : (
              <Link to="/applications/new" search={{ step: name }} {...(name === step && { 'aria-current': 'step' })}>
                {label}
              </Link>
            )}
          </Step>
        ))}
      </StepList>
      {isMade ? <MadeStep made={made} /> : <DraftStep step={step} onMade={setMade} />}
    </Page>
  );
}

interface DraftStepProps {
  readonly step: StepName;
  readonly onMade: (made: ApplicationWithPassword) => void;
}

/** What was typed survives a reload. Nothing is stored at the service before the last of these steps. */
function DraftStep({ step, onMade }: DraftStepProps) {
  const [draft, setDraft] = useDraft();
  const navigate = route.useNavigate();
  const client = useQueryClient();
  const adding = useMutation({
    mutationFn: () => addApplication(draft),
    onSuccess: (made) => {
      forgetDraft();
      onMade(made);
      void client.invalidateQueries({ queryKey: applicationsQuery.queryKey });
      void navigate({ search: { step: 'connect', made: made.id }, replace: true });
    },
    onError: (error) => void navigate({ search: { step: stepOf(error) } }),
  });
  const go = (next: StepName) => void navigate({ search: { step: next } });
  const change = (part: Partial<NewDraft>) => setDraft((before) => ({ ...before, ...part }));
  const fields = { draft, errors: errorsOf(adding.error), onChange: change };
  return (
    <>
      {adding.error !== null && (
        <ProblemAlert error={adding.error} title="The application was not added. What you typed is still here." />
      )}
      {(step === 'name' || step === 'connect') && <NameStep {...fields} onDone={() => go('directories')} />}
      {step === 'directories' && <DirectoriesStep {...fields} onDone={() => go('access')} />}
      {step === 'access' && <AccessStep {...fields} isPending={adding.isPending} onDone={() => adding.mutate()} />}
    </>
  );
}

/** Where there is one directory only, it is chosen already. */
function useDraft() {
  const [draft, setDraft] = useState(rememberedDraft);
  const { data } = useQuery(directoriesQuery);
  const only = data?.items.length === 1 ? data.items[0]?.id : undefined;
  useEffect(() => {
    if (only === undefined) return;
    setDraft((before) => (before.directories.length === 0 ? { ...before, directories: [only] } : before));
  }, [only]);
  useEffect(() => rememberDraft(draft), [draft]);
  return [draft, setDraft] as const;
}

/** The step on which what is wrong was typed. */
function stepOf(error: Error): StepName {
  const errors = errorsOf(error);
  if (errors.countIn([['directories'], ['aggregateMemberships']]) > 0) return 'directories';
  return errors.countIn([['addresses'], ['mayWrite']]) > 0 ? 'access' : 'name';
}
