import { Anchor, Loader, Stack } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { PreviewAnswer, PreviewedPerson } from '../../api/answers.ts';
import { number } from '../../parts/numbers.ts';
import { ToneText } from '../../parts/tone.tsx';
import { textOf } from '../../parts/value.tsx';
import css from './preview.module.css';

type Shown = 'filtered' | 'failed' | 'colliding';

interface PreviewLineProps {
  readonly preview: PreviewAnswer;
  /** A newer one is on its way. */
  readonly behind: boolean;
}

/** With these rules: how many people, how many filtered, how many fail, how many collide; and who. */
export function PreviewLine({ preview, behind }: PreviewLineProps) {
  const [shown, setShown] = useState<Shown>();
  const { people, filtered, failed, colliding, collisions } = preview;
  const show = (what: Shown, count: number): ReactNode => {
    if (count === 0) return null;
    return (
      <>
        {' ('}
        <Anchor
          component="button"
          type="button"
          size="sm"
          aria-expanded={shown === what}
          onClick={() => setShown(shown === what ? undefined : what)}
        >
          {shown === what ? 'hide' : 'show'}
        </Anchor>
        {')'}
      </>
    );
  };
  const first = collisions[0]?.username;
  return (
    <Stack gap={6}>
      <div className={css.line} role="status">
        <span>With these rules: {number(people)} people</span>
        <span>
          <ToneText tone={filtered > 0 ? 'info' : 'quiet'}>{number(filtered)} filtered</ToneText>
          {show('filtered', filtered)}
        </span>
        <span>
          <ToneText tone={failed > 0 ? 'bad' : 'quiet'}>{number(failed)} fail</ToneText>
          {show('failed', failed)}
        </span>
        <span>
          <ToneText tone={colliding > 0 ? 'bad' : 'quiet'}>
            {number(colliding)} would collide{first === undefined ? '' : `: ${first}`}
          </ToneText>
          {show('colliding', colliding)}
        </span>
        {behind && <Loader size={14} aria-label="Counting" />}
      </div>
      {shown === 'filtered' && <People people={preview.filteredExamples} of={filtered} />}
      {shown === 'failed' && <People people={preview.failedExamples} of={failed} />}
      {shown === 'colliding' && (
        <ul className={css.people}>
          {collisions.map(({ username, sourceIds }) => (
            <li key={username}>
              <strong>{username}</strong> would be the username of {sourceIds.join(', ')}
            </li>
          ))}
        </ul>
      )}
    </Stack>
  );
}

function People({ people, of }: { readonly people: readonly PreviewedPerson[]; readonly of: number }) {
  return (
    <ul className={css.people}>
      {people.map((person) => (
        <li key={person.sourceId}>
          <strong>{nameOf(person)}</strong> {person.message}
        </li>
      ))}
      {of > people.length && <li>and {number(of - people.length)} more</li>}
    </ul>
  );
}

/** By what people know somebody: a full name, a username, at the least the id. */
export function nameOf({ input, output, sourceId }: PreviewedPerson): string {
  const values = [
    output?.ATTR_FULLNAME,
    output?.ATTR_NAME,
    input.displayName,
    input.cn,
    input.fullName,
    input.username,
  ];
  const found = values.find((value) => value !== undefined && value !== null && value !== '');
  return found === undefined ? sourceId : textOf(Array.isArray(found) ? found[0] : found);
}
