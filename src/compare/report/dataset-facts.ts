import type { Comparison } from '../comparison.js';
import { count, duration } from '../figures.js';
import { html, type Markup } from './html.js';

/** What was measured on, in brief. */
export function datasetFacts({ dataset, protocol, split, seed, skipped, seconds }: Comparison): Markup {
  const rounds = protocol.rounds.length;
  const facts: [string, string][] = [
    ['Data set', dataset.name],
    ['Classes', count(dataset.classNames.length)],
    ['Images', count(dataset.images)],
    ['To train on', count(split.train)],
    ['To test on', count(split.test)],
    ...(rounds > 1 ? [['Rounds', count(rounds)] as [string, string]] : []),
    ['Left out', count(skipped.length)],
    ['Split', `${protocol.rule}, seed ${seed}`],
    ...(seconds ? [['Decoding', duration(seconds.load)] as [string, string]] : []),
  ];
  return html`<dl class="facts card">${facts.map(([term, fact]) => html`<div${fact.length > 18 && html` class="long"`}><dt>${term}</dt><dd>${fact}</dd></div>`)}</dl>`;
}
