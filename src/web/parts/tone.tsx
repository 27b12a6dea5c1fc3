import type { ReactNode } from 'react';
import css from './tone.module.css';

/** What a word means for the reader, in colour and shape; the word itself always stands beside it. */
export type Tone = 'ok' | 'warn' | 'bad' | 'info' | 'quiet';

interface ToneProps {
  readonly tone: Tone;
  readonly children: ReactNode;
}

export function ToneBadge({ tone, children, pulsing = false }: ToneProps & { readonly pulsing?: boolean }) {
  return (
    <span className={`${css.badge} ${css[tone]}`}>
      <ToneMark tone={tone} pulsing={pulsing} />
      {children}
    </span>
  );
}

export function ToneMark({ tone, pulsing = false }: { readonly tone: Tone; readonly pulsing?: boolean }) {
  return <span aria-hidden className={`${css.mark} ${css[tone]} ${pulsing ? css.pulsing : ''}`} />;
}

export function ToneText({ tone, children }: ToneProps) {
  return <span className={`${css.text} ${css[tone]}`}>{children}</span>;
}
