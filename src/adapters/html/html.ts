import { html } from 'htm/preact';
import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';

/** A piece of a page; everything put into a template is escaped. */
export type Html = VNode | VNode[] | string | number | null | false | Html[];

export { html };

export function render(piece: Html): string {
  return renderToString(html`${piece}` as VNode);
}

/** Markup that we made ourselves (a drawing), as it is. */
export function raw(markup: string): Html {
  return html`<div class="drawing" dangerouslySetInnerHTML=${{ __html: markup }}></div>` as VNode;
}
