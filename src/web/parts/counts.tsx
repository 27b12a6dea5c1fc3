import type { RunAnswer, RunCounts } from '../api/answers.ts';
import css from './counts.module.css';
import { counted, number } from './numbers.ts';
import { changeCounts, isPlanned, peopleCounts } from './run-words.ts';
import { ToneText } from './tone.tsx';

/** The counts of a run on one line: how many people, and what became of those whom something happened to. */
export function CountsLine({ run }: { readonly run: Pick<RunAnswer, 'counts' | 'status' | 'simulated'> }) {
  const { counts } = run;
  const told = peopleCounts.filter(({ name }) => name !== 'notModified' && counts[name] > 0);
  return (
    <span className={css.line}>
      <span>
        {isPlanned(run) ? 'planned: ' : ''}
        {counted(counts.result, 'person', 'people')}
      </span>
      {told.map(({ name, word, tone }) => (
        <ToneText key={name} tone={tone}>
          {number(counts[name])} {word}
        </ToneText>
      ))}
      {told.length === 0 && counts.result > 0 && <ToneText tone="quiet">nothing to change</ToneText>}
    </span>
  );
}

/** The other counts of a run as words, those that are not zero. */
export function changeWords(counts: RunCounts): string {
  return changeCounts
    .filter(({ name }) => counts[name] > 0)
    .map(({ name, word }) => `${number(counts[name])} ${word}`)
    .join(' · ');
}
