import { Button, CopyButton, Group, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ResultDocumentAnswer } from '../../api/answers.ts';
import { resultQuery } from '../../api/runs.ts';
import { useMay } from '../../app/session.tsx';
import { conflictOf, Evidence } from '../../parts/conflict-facts.tsx';
import { CopyId } from '../../parts/copy-id.tsx';
import { LinkButton } from '../../parts/links.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { Person } from '../../parts/person.tsx';
import { ResultFacts } from '../../parts/result-facts.tsx';
import { settledByUsername, situationWord } from '../../parts/result-words.ts';
import { ResultStatusBadge } from '../../parts/run-status.tsx';
import { SidePanel } from '../../parts/side-panel.tsx';
import css from './run.module.css';

interface PersonPanelProps {
  readonly run: string;
  readonly connector: string;
  readonly subject: number;
  readonly onClose: () => void;
}

/** One person of a run: what became of them and why, then everything that led to it. */
export function PersonPanel({ run, connector, subject, onClose }: PersonPanelProps) {
  const result = useQuery(resultQuery(run, subject));
  const { data } = result;
  const title = data === undefined ? 'Person' : <PanelTitle result={data} />;
  return (
    <SidePanel title={title} onClose={onClose}>
      <Loaded query={result} failed="This result could not be read.">
        {(document) => (
          <div className={css.person}>
            <Why result={document} />
            <Repair connector={connector} result={document} />
            <ResultFacts result={document} />
            <Group>
              <CopyButton value={JSON.stringify(document, null, 2)}>
                {({ copied, copy }) => (
                  <Button size="xs" variant="default" onClick={copy}>
                    {copied ? 'Copied' : 'Copy as JSON'}
                  </Button>
                )}
              </CopyButton>
            </Group>
          </div>
        )}
      </Loaded>
    </SidePanel>
  );
}

function PanelTitle({
  result: { outputUser, existingUser, ATTR_NAME, ATTR_ID },
}: {
  readonly result: ResultDocumentAnswer;
}) {
  const name = outputUser?.ATTR_FULLNAME ?? existingUser?.ATTR_FULLNAME;
  return <Person fullName={typeof name === 'string' ? name : null} username={ATTR_NAME} fallback={ATTR_ID} />;
}

function Why({ result }: { readonly result: ResultDocumentAnswer }) {
  const { status, message, reason, situation, ATTR_ID } = result;
  return (
    <div className={css.why}>
      <Group gap="xs">
        <ResultStatusBadge status={status} />
        {situation !== null && <span>{situationWord(situation)}</span>}
      </Group>
      {message !== '' && <strong>{message}</strong>}
      <span>Why: {reason}</span>
      <span>
        ATTR_ID <CopyId value={ATTR_ID} label="ATTR_ID" />
      </span>
    </div>
  );
}

function Repair({ connector, result }: { readonly connector: string; readonly result: ResultDocumentAnswer }) {
  const conflict = conflictOf(result);
  const mayRun = useMay('operator');
  if (conflict === null) return null;
  const search = { user: result.ATTR_ID, advanced: true, byUsername: true } as const;
  return (
    <section>
      <Title order={3} mb={4}>
        Conflict: {situationWord(conflict.kind)}
      </Title>
      <p style={{ margin: '0 0 8px' }}>{conflict.proposal}</p>
      <Evidence conflict={conflict} />
      {mayRun && settledByUsername(conflict.kind) && (
        <LinkButton mt="sm" to="/connectors/$id/sync-single-user" params={{ id: connector }} search={search}>
          Sync Single User
        </LinkButton>
      )}
    </section>
  );
}
