import { Button } from '@mantine/core';
import type { PreviewedPerson, RuleForm, SourceAttribute } from '../../api/answers.ts';
import { Value } from '../../parts/value.tsx';
import { useConnectorDraft } from '../connector-draft.tsx';
import css from './mapping-table.module.css';
import { RuleEditor } from './rule-editor.tsx';
import { ifNothingChoices, inputWords, labelOf, outputOf, standardAttributes, stepWords } from './rules.ts';

interface RuleRowProps {
  readonly name: string;
  readonly rule: RuleForm;
  readonly attributes: readonly SourceAttribute[];
  readonly person: PreviewedPerson | undefined;
  readonly open: boolean;
  readonly onToggle: () => void;
}

export function RuleRow({ name, rule, attributes, person, open, onToggle }: RuleRowProps) {
  const { errors, readOnly } = useConnectorDraft();
  const wrong = errors.within(['provisioning', 'attributes', name]);
  const required = standardAttributes.some((one) => one.name === name && one.required);
  const ifNothing = ifNothingChoices.find(({ value }) => value === (rule.ifNothing ?? 'raw'))?.label;
  const steps = (rule.steps ?? []).map(stepWords).join(' · ');
  return (
    <div className={css.rule}>
      <div className={css.line}>
        <span className={`${css.cell} ${css.target}`}>
          {labelOf(name)}
          {required && <span title="needed"> *</span>}
        </span>
        <span className={`${css.cell} ${css.code}`}>{inputWords(rule)}</span>
        <span className={css.cell}>
          {steps === '' ? <span className={css.none}>none</span> : steps}
          <span className={css.labels}> (steps)</span>
        </span>
        <span className={css.cell}>
          <span className={css.labels}>if no transformation applies: </span>
          {ifNothing}
        </span>
        <span className={`${css.cell} ${css.preview}`}>
          <Previewed name={name} person={person} />
        </span>
        <span className={css.act}>
          <Button
            size="xs"
            variant="default"
            aria-expanded={open}
            aria-label={`${open ? 'Close' : readOnly ? 'Show' : 'Edit'} ${labelOf(name)}`}
            onClick={onToggle}
          >
            {open ? 'Close' : readOnly ? 'Show' : 'Edit'}
          </Button>
        </span>
      </div>
      {wrong !== undefined && (
        <div className={css.wrong} role="alert">
          {wrong}
        </div>
      )}
      {open && (
        <div className={css.editor}>
          <RuleEditor name={name} rule={rule} attributes={attributes} />
        </div>
      )}
    </div>
  );
}

function Previewed({ name, person }: { readonly name: string; readonly person: PreviewedPerson | undefined }) {
  if (person === undefined) return <span className={css.none}>no preview</span>;
  if (person.outcome === 'filtered') return <span className={css.none}>filtered</span>;
  if (person.output === null) return <span className={css.none}>fails</span>;
  const output = outputOf(name);
  if (!(output in person.output)) return <span className={css.none}>stays as it is</span>;
  return <Value value={person.output[output]} />;
}
