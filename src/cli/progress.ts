import { styleText } from 'node:util';
import type { RunPhase } from '../core/runs.ts';
import type { Progress } from '../engine/context.ts';

const words: { readonly [phase in RunPhase]: string } = {
  read: 'Reading',
  match: 'Matching',
  plan: 'Planning',
  guard: 'Checking',
  apply: 'Applying',
};

const redrawMs = 100;

/** Tells how far a run has come: one line that is redrawn on a terminal, one line per phase elsewhere. */
export class ProgressReport {
  readonly #out: NodeJS.WriteStream;
  readonly #now: () => number;
  #phase: RunPhase | undefined;
  #startedAt = 0;
  #drawnAt = 0;

  constructor(out: NodeJS.WriteStream, now: () => number) {
    this.#out = out;
    this.#now = now;
  }

  tell(progress: Progress): void {
    const now = this.#now();
    const begins = progress.phase !== this.#phase;
    if (begins) {
      this.#phase = progress.phase;
      this.#startedAt = now;
      if (!this.#out.isTTY) this.#out.write(`${progress.run}: ${words[progress.phase].toLowerCase()}\n`);
    }
    if (!this.#out.isTTY || (!begins && now - this.#drawnAt < redrawMs)) return;
    this.#drawnAt = now;
    this.#out.write(`\r\u001b[2K${progressLine(progress, now - this.#startedAt)}`);
  }

  /** Takes the line away. */
  end(): void {
    if (this.#out.isTTY && this.#phase !== undefined) this.#out.write('\r\u001b[2K');
  }
}

const width = 24;

function progressLine({ phase, done, total }: Progress, elapsedMs: number): string {
  const rate = elapsedMs > 0 ? (done * 1000) / elapsedMs : 0;
  const speed = rate > 0 ? `  ${count(Math.round(rate))}/s` : '';
  const word = words[phase].padEnd(9);
  if (total === null || total === 0) return `${word} ${count(done)}${speed}`;
  const share = Math.min(1, done / total);
  const filled = Math.round(share * width);
  const bar = styleText('green', '━'.repeat(filled)) + styleText('dim', '━'.repeat(width - filled));
  const left = rate > 0 ? `  ${Math.ceil(Math.max(0, total - done) / rate)} s left` : '';
  return `${word} ${bar} ${count(done)} of ${count(total)}${speed}${left}`;
}

function count(number: number): string {
  return number.toLocaleString('en');
}
