/** One line of the table: what was measured, against what, and whether it is as it must be. */
export interface Claim {
  readonly measured: string;
  readonly value: string;
  readonly against: string;
  readonly peer: string;
  /** Null where the claim is not a ratio. */
  readonly ratio: number | null;
  readonly mustBe: string;
  readonly holds: boolean;
}

export function ratioClaim(
  measured: string,
  seconds: number,
  against: string,
  peerSeconds: number,
  limit: number,
): Claim {
  const ratio = seconds / peerSeconds;
  const [value, peer] = [`${seconds.toFixed(3)} s`, `${peerSeconds.toFixed(3)} s`];
  return { measured, value, against, peer, ratio, mustBe: `≤ ${limit}×`, holds: ratio <= limit };
}

export function memoryClaim(measured: string, peakMiB: number, limitMiB: number): Claim {
  const value = `${peakMiB} MiB`;
  return {
    measured,
    value,
    against: '–',
    peer: '',
    ratio: null,
    mustBe: `≤ ${limitMiB} MiB`,
    holds: peakMiB <= limitMiB,
  };
}

export function timeClaim(measured: string, seconds: number, limit: number): Claim {
  const value = `${seconds.toFixed(3)} s`;
  return { measured, value, against: '–', peer: '', ratio: null, mustBe: `≤ ${limit} s`, holds: seconds <= limit };
}

export interface Circumstances {
  readonly users: number;
  readonly rounds: number;
  readonly machine: string;
  readonly date: string;
}

export function report(claims: readonly Claim[], circumstances: Circumstances): { table: string; json: string } {
  const { users, rounds, machine, date } = circumstances;
  const rows = claims.map(({ measured, value, against, peer, ratio, mustBe, holds }) => {
    const shown = ratio === null ? '' : `${ratio.toFixed(2)}×`;
    return `| ${measured} | ${value} | ${against} | ${peer} | ${shown} | ${mustBe} | ${holds ? 'yes' : '**no**'} |`;
  });
  const table = [
    `${users.toLocaleString('en')} people, median of ${rounds}, ${machine}, ${date}`,
    '',
    '| measured | | against, in the same run | | ratio | must be | holds |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
  return { table, json: JSON.stringify({ ...circumstances, claims }) };
}
