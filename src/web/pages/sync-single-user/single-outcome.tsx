import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ResultDocumentAnswer, RunAnswer } from '../../api/answers.ts';
import { conflictOf } from '../../parts/conflict-facts.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { duration } from '../../parts/numbers.ts';
import { ResultFacts } from '../../parts/result-facts.tsx';
import { settledByUsername, situationWord } from '../../parts/result-words.ts';
import { RunProgress } from '../../parts/run-progress.tsx';
import { runStatusWords } from '../../parts/run-words.ts';
import { outcomeWords } from './outcome-words.ts';
import { useSingleRun } from './single-run.ts';

interface SingleOutcomeProps {
  readonly run: string;
  /** Turns on what would settle the conflict; undefined where it is on. */
  readonly onByUsername: (() => void) | undefined;
}

/** Success or failure first, then raw → mapped → existed → changed. */
export function SingleOutcome({ run: id, onByUsername }: SingleOutcomeProps) {
  const { run, results, first, result } = useSingleRun(id);
  return (
    <Loaded query={run} failed="The run could not be read.">
      {(now) => {
        if (now.status === 'running') return <RunProgress run={now} liveness="live" />;
        if (results.data !== undefined && !results.isPlaceholderData && first === undefined)
          return <NoResult run={now} />;
        return (
          <Loaded query={result} failed="The result could not be read.">
            {(document) => <Outcome run={now} result={document} onByUsername={onByUsername} />}
          </Loaded>
        );
      }}
    </Loaded>
  );
}

function Outcome({
  run,
  result,
  onByUsername,
}: {
  readonly run: RunAnswer;
  readonly result: ResultDocumentAnswer;
  readonly onByUsername: (() => void) | undefined;
}) {
  const { ok, title, text } = outcomeWords(result, run);
  const conflict = conflictOf(result);
  const settles = conflict !== null && settledByUsername(conflict.kind);
  const head = run.simulated ? `Simulated: ${title}` : title;
  return (
    <Stack gap="md">
      {ok ? (
        <Alert className="outcome-ok" color="green" variant="outline" icon={<IconCheck />} title={head} role="status">
          {text}
        </Alert>
      ) : (
        <Alert color="red" icon={<IconAlertTriangle />} title={head} role="alert">
          <Text size="sm">{text}</Text>
          {conflict !== null && (
            <Text size="sm" mt={4}>
              {situationWord(conflict.kind)}. {conflict.proposal}
            </Text>
          )}
          {settles && onByUsername !== undefined && (
            <Group mt="xs">
              <Button size="xs" variant="default" onClick={onByUsername}>
                Turn on Sync With Username As Primary Attribute
              </Button>
            </Group>
          )}
        </Alert>
      )}
      <ResultFacts result={result} />
      <Footer run={run} reason={result.reason} />
    </Stack>
  );
}

function NoResult({ run }: { readonly run: RunAnswer }) {
  const { word } = runStatusWords[run.status];
  return (
    <Alert color="red" icon={<IconAlertTriangle />} title={`The run ${word}; nobody was changed.`} role="alert">
      {run.messages.map((message) => (
        <Text key={message} size="sm">
          {message}
        </Text>
      ))}
      {run.messages.length === 0 && (
        <Text size="sm">Nobody of this name, id or e-mail was found. Look at how it is written at the provider.</Text>
      )}
    </Alert>
  );
}

function Footer({ run, reason }: { readonly run: RunAnswer; readonly reason: string }) {
  return (
    <Text size="sm" c="dimmed">
      Why: {reason} · took {duration((run.finishedAt ?? run.startedAt) - run.startedAt)} ·{' '}
      <Link to="/runs/$run" params={{ run: run.id }}>
        Details of run {run.id}
      </Link>
    </Text>
  );
}
