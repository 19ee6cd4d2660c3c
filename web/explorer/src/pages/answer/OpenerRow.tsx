/** One door opener: who, how good, the way, why; its details are fetched when it is opened. */
import { useLocation } from 'preact-iso/router';
import { askAddress, type Question, type View } from '../../address.ts';
import { date, score, t } from '../../language.ts';
import { NameMenu } from '../../parts/OrganisationName.tsx';
import { Score } from '../../parts/Score.tsx';
import { subtitle } from '../../parts/things.ts';
import { Way } from '../../parts/Way.tsx';
import { knowName } from '../../parts/names.ts';
import { Badge } from './ChangeLine.tsx';
import type { Mark } from './compared.ts';
import { CompareBox } from './CompareBox.tsx';
import type { Opener } from './heading.ts';
import { OpenerDetails } from './OpenerDetails.tsx';

export interface Row {
  question: Question;
  view: View;
  opener: Opener;
  /** Cursor of the one before it. */
  after: string | null;
  /** Who asks, in words. */
  asker: string;
  mark: Mark | undefined;
  /** Whether the picture beside the list points at it. */
  pointed: boolean;
  onPoint(id: string | null): void;
}

export const rowId = (id: string) => `opener-${id}`;

export function OpenerRow(row: Row) {
  const { question, view, opener, asker, onPoint } = row;
  const { route } = useLocation();
  const { organisation } = opener;
  const open = view.open === organisation.id;
  const id = rowId(organisation.id);
  const point = () => onPoint(organisation.id);
  const leave = () => onPoint(null);
  knowName(organisation);
  const toggle = () => route(askAddress(question, { ...view, open: open ? '' : organisation.id }), true);
  return (
    <li class={`row${open ? ' open' : ''}${row.pointed ? ' pointed' : ''}`} onPointerEnter={point} onPointerLeave={leave} onFocusIn={point} onFocusOut={leave}>
      <div class="brief">
        <span class="rank">{opener.rank}</span>
        <div class="title">
          <h3>
            <button type="button" id={id} aria-expanded={open} aria-controls={`${id}-more`} onClick={toggle}>{organisation.name}</button>
          </h3>
          <NameMenu of={organisation} />
          <Badge mark={row.mark} />
        </div>
        <Score value={opener.score} tier={opener.tier} />
        <p class="what">{subtitle(organisation)}{opener.unconfirmed && <> · <em>{t.answer.unconfirmed}</em></>}{opener.inferred && <> · <em>{t.answer.inferred}</em></>}</p>
        <Way steps={opener.route.steps} asker={asker} />
        <p class="why" lang="en">{opener.why}</p>
        <Numbers opener={opener} />
        <CompareBox question={question} view={view} of={organisation} />
      </div>
      <div id={`${id}-more`} hidden={!open}>{open && <OpenerDetails {...row} />}</div>
    </li>
  );
}

/** Steps, the weakest, the freshest and stalest evidence. */
function Numbers({ opener: { route, siblings } }: { opener: Opener }) {
  const { steps, weakestStep, freshest, stalest } = route;
  return (
    <ul class="in-short" role="list">
      <li>{t.answer.steps(steps.length)}</li>
      {steps.length > 1 && <li>{t.answer.weakest(weakestStep.to.name, score(weakestStep.strength))}</li>}
      <li>{freshest === stalest ? t.answer.evidence(date(freshest)) : t.answer.evidenceFrom(date(stalest), date(freshest))}</li>
      {siblings.length > 0 && <li>{t.answer.with(siblings.map(({ name }) => name))}</li>}
    </ul>
  );
}
