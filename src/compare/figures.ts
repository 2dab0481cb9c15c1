/** How figures are shown to people: in the terminal's table and in the report alike. */

/** A share as per cent with one decimal: `91.3%`. */
export function percent(share: number): string {
  return Number.isFinite(share) ? `${(share * 100).toFixed(1)}%` : '–';
}

/** An interval of shares: `88.1–93.0%`. */
export function percentRange([lower, upper]: readonly [number, number]): string {
  return `${(lower * 100).toFixed(1)}–${(upper * 100).toFixed(1)}%`;
}

/** A duration with two or three digits: `22 µs`, `3.6 ms`, `12 ms`, `1.53 s`, `253 s`, `25.3 min`, `3.20 h`. */
export function duration(seconds: number): string {
  if (seconds > 0 && seconds < 0.0000995) return `${(seconds * 1e6).toPrecision(2)} µs`;
  if (seconds > 0 && seconds < 0.000995) return `${(seconds * 1e6).toFixed(0)} µs`;
  if (seconds < 0.9995) return `${(seconds * 1000).toFixed(seconds < 0.00995 ? 1 : 0)} ms`;
  if (seconds < 9.995) return `${seconds.toFixed(2)} s`;
  if (seconds < 99.95) return `${seconds.toFixed(1)} s`;
  if (seconds < 999.5) return `${seconds.toFixed(0)} s`;
  return seconds < 5970 ? `${(seconds / 60).toFixed(1)} min` : `${(seconds / 3600).toFixed(2)} h`;
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
