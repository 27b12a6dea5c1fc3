import { Button, Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import type { RunAnswer } from '../../api/answers.ts';
import { downloadAddress } from '../../api/runs.ts';
import css from './run.module.css';

const formats = ['json', 'csv', 'ndjson'] as const;

/** The results as files. The browser gets them itself, so their size does not matter. */
export function Downloads({ run }: { readonly run: RunAnswer }) {
  const disabled = run.status === 'running';
  return (
    <div className={css.downloads}>
      <Download run={run.id} status="failed" disabled={disabled || run.counts.failed === 0}>
        Download results for failed users
      </Download>
      <Download run={run.id} status="all" disabled={disabled}>
        Download results for all users
      </Download>
    </div>
  );
}

interface DownloadProps {
  readonly run: string;
  readonly status: 'all' | 'failed';
  readonly disabled: boolean;
  readonly children: string;
}

function Download({ run, status, disabled, children }: DownloadProps) {
  return (
    <Menu>
      <Menu.Target>
        <Button size="xs" variant="default" disabled={disabled} rightSection={<IconChevronDown size={14} />}>
          {children}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {formats.map((format) => (
          <Menu.Item key={format} component="a" href={downloadAddress(run, status, format)} download>
            {format.toUpperCase()}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
