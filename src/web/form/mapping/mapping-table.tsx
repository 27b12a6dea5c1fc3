import { Button } from '@mantine/core';
import { useState } from 'react';
import type { PreviewedPerson, SourceAttribute } from '../../api/answers.ts';
import { useConnectorDraft } from '../connector-draft.tsx';
import { at, isObject } from '../draft.ts';
import { AddRule } from './add-rule.tsx';
import css from './mapping-table.module.css';
import { RuleRow } from './rule-row.tsx';
import { ruleOf, standardAttributes } from './rules.ts';

interface MappingTableProps {
  /** Attributes of the last snapshot, for the pickers. */
  readonly attributes: readonly SourceAttribute[];
  /** The person whose values are shown beside the rules. */
  readonly person: PreviewedPerson | undefined;
}

/** **Attribute Mapping**: one line for each attribute of an account; a line opens to its editor. */
export function MappingTable({ attributes, person }: MappingTableProps) {
  const { draft, readOnly, set } = useConnectorDraft();
  const [open, setOpen] = useState<string>();
  const [adding, setAdding] = useState(false);
  const table = at(draft, ['provisioning', 'attributes']);
  const rules = inOrder(isObject(table) ? table : {});
  const add = (name: string) => {
    set(['provisioning', 'attributes', name], { from: '' });
    setAdding(false);
    setOpen(name);
  };
  return (
    <section className={css.table} aria-label="Rules">
      <div className={`${css.line} ${css.head}`} aria-hidden>
        <span>Target</span>
        <span>From</span>
        <span>Steps</span>
        <span>If no transformation applies</span>
        <span>Preview</span>
        <span />
      </div>
      {rules.map(([name, value]) => {
        const rule = ruleOf(value);
        if (rule === null) return null;
        return (
          <RuleRow
            key={name}
            name={name}
            rule={rule}
            attributes={attributes}
            person={person}
            open={open === name}
            onToggle={() => setOpen(open === name ? undefined : name)}
          />
        );
      })}
      {!readOnly && (
        <div className={css.foot}>
          {adding ? (
            <AddRule
              taken={rules.filter(([, value]) => ruleOf(value) !== null).map(([name]) => name)}
              onAdd={add}
              onCancel={() => setAdding(false)}
            />
          ) : (
            <Button size="xs" variant="default" onClick={() => setAdding(true)}>
              + Add New Attribute Mapping
            </Button>
          )}
        </div>
      )}
    </section>
  );
}

/** The attributes that every target knows come first. */
function inOrder(table: Readonly<Record<string, unknown>>): readonly (readonly [string, unknown])[] {
  const standard: readonly string[] = standardAttributes.map(({ name }) => name);
  const known = standard.filter((name) => name in table);
  const others = Object.keys(table).filter((name) => !standard.includes(name));
  return [...known, ...others].map((name) => [name, table[name]] as const);
}
