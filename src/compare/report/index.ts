/** A comparison as a self-contained HTML page. */
export { comparisonReport, type ReportOptions } from './comparison-report.js';
export type { Thumbnail } from './thumbnails.js';
