import { Button } from '@mantine/core';
import { counted } from '../../parts/numbers.ts';
import css from './save-bar.module.css';
import { settingWords } from './setting-words.ts';
import type { EditedConnector } from './use-edited-connector.ts';

interface SaveBarProps {
  readonly edited: EditedConnector;
  readonly onSave: () => void;
  readonly onSaveAndReturn: () => void;
}

/** What is unsaved, and what can be done about it. */
export function SaveBar({ edited: { changes, isSaving, discard }, onSave, onSaveAndReturn }: SaveBarProps) {
  const none = changes.length === 0;
  const words = changes.map(({ path }) => settingWords(path)).join(', ');
  return (
    <section aria-label="Changes" className={css.bar}>
      <div className={css.words} title={words}>
        {none ? 'Nothing is unsaved.' : `${counted(changes.length, 'unsaved change', 'unsaved changes')}: ${words}`}
      </div>
      <Button variant="subtle" color="gray" disabled={none} onClick={discard}>
        Discard
      </Button>
      <Button variant="default" disabled={none} loading={isSaving} onClick={onSave}>
        Save
      </Button>
      <Button disabled={none} loading={isSaving} onClick={onSaveAndReturn}>
        Save and Return
      </Button>
    </section>
  );
}
