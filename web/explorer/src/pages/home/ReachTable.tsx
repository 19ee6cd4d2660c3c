/** Every market with its best door, sorted as the reader wishes; what is pointed at stands out, here and on the map. */
import { useState } from 'preact/hooks';
import { country, count, language, score } from '../../language.ts';
import { said } from '../../messages/later.ts';
import { organisationAddress } from '../../parts/OrganisationName.tsx';
import { type Door, saidOf } from './doors.ts';

const SHOWN = 10;
const names = new Intl.Collator(language);
const nameOf = (door: Door) => country(door.market.id);

/** How two doors stand; equal ones by the name of the market. */
const ORDER = {
  score: (a: Door, b: Door) => b.score - a.score,
  market: () => 0,
  steps: (a: Door, b: Door) => a.steps - b.steps || b.score - a.score,
  openers: (a: Door, b: Door) => b.openerCount - a.openerCount,
};
type Order = keyof typeof ORDER;

interface Pointing {
  pointed: string | null;
  onPoint: (code: string | null) => void;
}

function Row({ door, to, pointed, onPoint }: { door: Door; to: (code: string) => string } & Pointing) {
  const code = door.market.id;
  const more = door.openerCount - 1;
  return (
    <tr class={pointed === code ? 'pointed' : undefined} onPointerEnter={() => onPoint(code)} onFocusCapture={() => onPoint(code)}>
      <th scope="row"><a href={to(code)}>{nameOf(door)}</a><small>{saidOf(door)}</small></th>
      <td class="number">{score(door.score)}</td>
      <td>
        <a href={organisationAddress(door.organisation.id)}>{door.organisation.name}</a>
        <small>{said.whereTo.steps(count(door.steps), door.steps === 1)}{more > 0 && ` · ${said.whereTo.others(count(more))}`}</small>
      </td>
    </tr>
  );
}

interface SearchProps {
  text: string;
  onText: (text: string) => void;
  order: Order;
  onOrder: (order: Order) => void;
}

function Search({ text, onText, order, onOrder }: SearchProps) {
  return (
    <form onSubmit={(event) => event.preventDefault()}>
      <label>{said.whereTo.filter} <input type="search" value={text} onInput={(event) => onText(event.currentTarget.value)} /></label>
      <label>
        {said.whereTo.sort}{' '}
        <select value={order} onChange={(event) => onOrder(event.currentTarget.value as Order)}>
          {Object.entries(said.whereTo.order).map(([name, said]) => <option key={name} value={name}>{said}</option>)}
        </select>
      </label>
    </form>
  );
}

function Table({ doors, to, ...pointing }: { doors: Door[]; to: (code: string) => string } & Pointing) {
  return (
    <div class="scrolled">
      <table>
        <caption class="unseen">{said.whereTo.table}</caption>
        <thead>
          <tr><th scope="col">{said.whereTo.market}</th><th scope="col" class="number">{said.whereTo.score}</th><th scope="col">{said.whereTo.opener}</th></tr>
        </thead>
        <tbody>{doors.map((door) => <Row key={door.market.id} door={door} to={to} {...pointing} />)}</tbody>
      </table>
    </div>
  );
}

export function ReachTable({ doors, to, ...pointing }: { doors: readonly Door[]; to: (code: string) => string } & Pointing) {
  const [order, setOrder] = useState<Order>('score');
  const [text, setText] = useState('');
  const [all, setAll] = useState(false);
  const wanted = text.trim().toLocaleLowerCase(language);
  const found = doors
    .filter((door) => nameOf(door).toLocaleLowerCase(language).includes(wanted))
    .sort((a, b) => ORDER[order](a, b) || names.compare(nameOf(a), nameOf(b)));
  return (
    <div class="reach-table" onPointerLeave={() => pointing.onPoint(null)}>
      <Search text={text} onText={setText} order={order} onOrder={setOrder} />
      <Table doors={all ? found : found.slice(0, SHOWN)} to={to} {...pointing} />
      {found.length > SHOWN && (
        <button type="button" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? said.whereTo.some : said.whereTo.all(count(found.length))}
        </button>
      )}
    </div>
  );
}
