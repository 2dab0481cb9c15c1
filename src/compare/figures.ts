/** How figures are shown to people: in the terminal's table and in the report alike. */

/** A share as per cent with one decimal: `91.3%`. */
export function percent(share: number): string {
  return Number.isFinite(share) ? `${(share * 100).toFixed(1)}%` : '–';
}

/** An interval of shares: `88.1–93.0%`. */
export function percentRange([lower, upper]: readonly [number, number]): string {
  return `${(lower * 100).toFixed(1)}–${(upper * 100).toFixed(1)}%`;
}

/** A duration with about three digits: `12 ms`, `1.53 s`, `2 min 05 s`. */
export function duration(seconds: number): string {
  if (seconds < 0.9995) return `${(seconds * 1000).toFixed(seconds < 0.00995 ? 1 : 0)} ms`;
  if (seconds < 9.995) return `${seconds.toFixed(2)} s`;
  if (seconds < 99.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, '0')} s`;
}

/** A size in powers of 1000: `820 B`, `14.2 kB`, `3.05 MB`. */
export function byteSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  const power = bytes < 999_500 ? 1 : bytes < 999_500_000 ? 2 : 3;
  return `${(bytes / 1000 ** power).toPrecision(3)} ${['kB', 'MB', 'GB'][power - 1]}`;
}

/** A whole number with thin groups of three: `8,100`. */
export function count(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',');
}
