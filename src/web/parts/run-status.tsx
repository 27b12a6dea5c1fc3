import type { ResultStatus, RunAnswer } from '../api/answers.ts';
import { resultWords } from './result-words.ts';
import { runStatusWords } from './run-words.ts';
import { ToneBadge } from './tone.tsx';

export function RunStatus({ status }: { readonly status: RunAnswer['status'] }) {
  const { word, tone } = runStatusWords[status];
  return (
    <ToneBadge tone={tone} pulsing={status === 'running'}>
      {word}
    </ToneBadge>
  );
}

export function ResultStatusBadge({ status }: { readonly status: ResultStatus }) {
  const { word, tone } = resultWords[status];
  return <ToneBadge tone={tone}>{word}</ToneBadge>;
}
