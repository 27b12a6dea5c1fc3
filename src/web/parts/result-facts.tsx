import { Title } from '@mantine/core';
import type { ReactNode } from 'react';
import type { ResultDocumentAnswer } from '../api/answers.ts';
import css from './result-facts.module.css';
import { Attributes, Change } from './value.tsx';

/** One result in full: what the provider sent, what the rules made of it, what existed, what changed. */
export function ResultFacts({ result }: { readonly result: ResultDocumentAnswer }) {
  const { inputUser, outputUser, existingUser } = result;
  return (
    <div className={css.frame}>
      <div className={css.facts}>
        <Fact title="What the provider sent" field="inputUser">
          {inputUser === null ? (
            <Missing>The provider does not have this person any more.</Missing>
          ) : (
            <Attributes of={inputUser} />
          )}
        </Fact>
        <Fact title="What we made of it" field="outputUser">
          {outputUser === null ? <Missing>The rules made no account of it.</Missing> : <Attributes of={outputUser} />}
        </Fact>
        <Fact title="What existed" field="existingUser">
          {existingUser === null ? <Missing>There was no account.</Missing> : <Attributes of={existingUser} />}
        </Fact>
        <Fact title="What changed" field="changes">
          <Changes result={result} />
        </Fact>
      </div>
    </div>
  );
}

function Fact({
  title,
  field,
  children,
}: {
  readonly title: string;
  readonly field: string;
  readonly children: ReactNode;
}) {
  return (
    <section className={css.section}>
      <Title order={3}>
        {title}
        <code>{field}</code>
      </Title>
      {children}
    </section>
  );
}

function Changes({ result: { changes, groupsAdded, groupsRemoved } }: { readonly result: ResultDocumentAnswer }) {
  if (changes.length + groupsAdded.length + groupsRemoved.length === 0) return <Missing>Nothing.</Missing>;
  return (
    <ul className={css.changes}>
      {changes.map(({ attribute, before, after }) => (
        <li key={attribute}>
          <span className={css.name}>{attribute}</span>
          <Change before={before} after={after} />
        </li>
      ))}
      {groupsAdded.length > 0 && (
        <li>
          <span className={css.name}>put into groups</span>
          {groupsAdded.join(', ')}
        </li>
      )}
      {groupsRemoved.length > 0 && (
        <li>
          <span className={css.name}>taken out of groups</span>
          {groupsRemoved.join(', ')}
        </li>
      )}
    </ul>
  );
}

function Missing({ children }: { readonly children: ReactNode }) {
  return <p className={css.missing}>{children}</p>;
}
