/** HTML that is known to be well-formed; only `html` makes it. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** What may stand in a template: text and numbers are escaped, `false` and nothing leave nothing. */
export type Insertion = Markup | string | number | false | undefined | readonly Insertion[];

/**
 * A template of HTML. Everything that is inserted is escaped, in text and in quoted attributes alike, unless it is
 * Markup itself: class names and paths come from other people's folders.
 */
export function html(strings: TemplateStringsArray, ...insertions: Insertion[]): Markup {
  return new Markup(String.raw({ raw: strings }, ...insertions.map(textOf)));
}

function textOf(insertion: Insertion): string {
  if (insertion instanceof Markup) return insertion.text;
  if (insertion === false || insertion === undefined) return '';
  if (typeof insertion === 'object') return insertion.map(textOf).join('');
  return escapeHtml(String(insertion));
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character]!);
}
