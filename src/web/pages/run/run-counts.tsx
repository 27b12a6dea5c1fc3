import { Link } from '@tanstack/react-router';
import type { RunAnswer } from '../../api/answers.ts';
import css from '../../parts/counts.module.css';
import { changeWords } from '../../parts/counts.tsx';
import { number } from '../../parts/numbers.ts';
import { isPlanned, peopleCounts } from '../../parts/run-words.ts';
import { ToneText } from '../../parts/tone.tsx';

/** Counts of a run as tiles; each is the filter of the list below. */
export function RunCounts({ run, status }: { readonly run: RunAnswer; readonly status: string | undefined }) {
  const { counts } = run;
  const changes = changeWords(counts);
  const tile = (
    word: string,
    value: number,
    filter: string | undefined,
    tone: (typeof peopleCounts)[number]['tone'],
  ) => (
    <Link
      key={word}
      to="/runs/$run"
      params={{ run: run.id }}
      search={(before: { search?: string | undefined }) => ({ search: before.search, status: filter })}
      resetScroll={false}
      aria-current={status === filter}
      className={`${css.tile} ${value === 0 ? css.none : ''}`}
    >
      <span className={css.value}>{value === 0 ? 0 : <ToneText tone={tone}>{number(value)}</ToneText>}</span>
      <span className={css.word}>{word}</span>
    </Link>
  );
  return (
    <div>
      <nav aria-label="People by what became of them" className={css.tiles}>
        {tile(isPlanned(run) ? 'people (planned)' : 'people', counts.result, undefined, 'quiet')}
        {peopleCounts.map(({ name, word, status: filter, tone }) => tile(word, counts[name], filter, tone))}
      </nav>
      {changes !== '' && <p className={css.changes}>{changes}</p>}
    </div>
  );
}
