import { h, render } from 'preact';
import sheetText from './style.css?inline';
import { View } from './View.tsx';

/** What a page says: ids as in OpenDoors, `endpoint` the address of GraphQL. Each may be missing. */
const ATTRIBUTES = ['market', 'from', 'sector', 'lang', 'endpoint'] as const;
const HERE = import.meta.url; // of this script: the server that it comes from is asked, unless the page says otherwise

/** `<open-doors>`: keeps its look and its markup to itself, and tells what happens by events. */
class OpenDoors extends HTMLElement {
  static readonly observedAttributes = ATTRIBUTES;
  readonly #root = this.attachShadow({ mode: 'open' });
  #changed = false;

  constructor() {
    super();
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(sheetText);
    this.#root.adoptedStyleSheets = [sheet];
  }

  connectedCallback(): void {
    this.#draw();
  }

  disconnectedCallback(): void {
    render(null, this.#root);
  }

  /** Several attributes that change together are one question. */
  attributeChangedCallback(): void {
    if (this.#changed) return;
    this.#changed = true;
    queueMicrotask(() => {
      this.#changed = false;
      if (this.isConnected) this.#draw();
    });
  }

  #draw(): void {
    const said = (name: (typeof ATTRIBUTES)[number]) => this.getAttribute(name)?.trim() ?? '';
    const given = {
      market: said('market'),
      from: said('from'),
      sector: said('sector'),
      tag: said('lang') || (this.closest('[lang]') as HTMLElement | null)?.lang || navigator.language,
      endpoint: new URL(said('endpoint') || '/graphql', said('endpoint') ? document.baseURI : HERE).href,
    };
    const tell = (name: string, detail: object) =>
      this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true, cancelable: true }));
    render(h(View, { key: JSON.stringify(given), given, tell }), this.#root);
  }
}

if (!customElements.get('open-doors')) customElements.define('open-doors', OpenDoors);
